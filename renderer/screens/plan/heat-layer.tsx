/** Temperatures between sensors as colours under the items, and what the colours stand for. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../../../shared/domain/plan.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { formatNumber } from '../../components/format-value.ts'
import { Moment } from '../../components/time.tsx'
import { heatColour, heatField, heatPixels, heatRange, LEAST_SENSORS } from './heat-field.ts'
import type { Heat } from './use-heat.ts'
import canvasClasses from './plan-canvas.module.css'
import classes from './plan-screen.module.css'

const COLUMNS = 100
/** The least range, in the sensors' unit: less than four degrees are no difference worth a colour. */
const LEAST_RANGE = 4

export const HeatPicture = ({ heat, plan }: { readonly heat: Heat; readonly plan: Plan }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = plan
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context === null || context === undefined) return
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    if (heat.sensors.length < LEAST_SENSORS) return
    const field = heatField(heat.sensors, { width, height }, COLUMNS)
    context.canvas.width = field.columns
    context.canvas.height = field.rows
    context.putImageData(new ImageData(heatPixels(field, heatRange(heat.sensors, LEAST_RANGE)), field.columns, field.rows), 0, 0)
  }, [heat, width, height])
  return <canvas ref={canvas} className={canvasClasses.heat} style={{ width, height }} aria-hidden="true" />
}

const STOPS = [0, 0.25, 0.5, 0.75, 1].map((share) => `rgb(${heatColour(share).join(',')})`).join(', ')

export const HeatLegend = ({ heat }: { readonly heat: Heat }) => {
  const { t } = useTranslation()
  const { sensors, units, oldestMs, leftOut, rooms } = heat
  const left = leftOut > 0 ? ` ${t('plan.heatLeftOut', { count: leftOut })}` : ''
  if (sensors.length < LEAST_SENSORS || oldestMs === null) return <p className={classes.legend} role="status">{t('plan.heatTooFew')}{left}</p>
  const { low, high } = heatRange(sensors, LEAST_RANGE)
  const said = (value: number): string => `${formatNumber(value, units)}\u00a0${unitSymbol(units)}`
  return (
    <div className={classes.legend}>
      <span className={classes.scale}>
        {said(low)}
        <span className={classes.bar} style={{ background: `linear-gradient(to right, ${STOPS})` }} aria-hidden="true" />
        {said(high)}
      </span>
      <span>
        {t(rooms ? 'plan.heatRooms' : 'plan.heatSensors', { count: sensors.length })} <Moment atMs={oldestMs} />.{left}
      </span>
    </div>
  )
}
