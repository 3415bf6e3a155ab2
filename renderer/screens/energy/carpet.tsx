/** Demand as a carpet: a column a day, a row an hour. Habits, nights that run and days that differ are seen at a glance. */
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnergyCarpet, Measure } from '../../../shared/domain/energy.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { axisDay } from '../../charts/time-ticks.ts'
import { demandText } from './meter-units.ts'
import classes from './energy.module.css'

const ROW_HEIGHT = 8
const HOURS = 24
const LABELLED_HOURS = [0, 6, 12, 18] as const
/** The day clocks go back has a 25th hour, which the carpet does not show. */
const STRIDE = 25
/** Of the darkest the lightest cell has so much ink: nothing drawn is not nothing known. */
const LEAST_INK = 0.06

const highest = (values: Float64Array): number => values.reduce((most, value) => (value > most ? value : most), 0)

const paint = (canvas: HTMLCanvasElement, { daysMs, values }: EnergyCarpet, width: number, ink: string): void => {
  const context = canvas.getContext('2d')
  if (context === null) return
  const scale = window.devicePixelRatio
  canvas.width = width * scale
  canvas.height = HOURS * ROW_HEIGHT * scale
  context.scale(scale, scale)
  context.fillStyle = ink
  const most = highest(values)
  const column = width / Math.max(1, daysMs.length)
  for (let day = 0; day < daysMs.length; day += 1) {
    for (let hour = 0; hour < HOURS; hour += 1) {
      const value = values[day * STRIDE + hour] ?? Number.NaN
      if (Number.isNaN(value)) continue
      context.globalAlpha = LEAST_INK + (1 - LEAST_INK) * (most === 0 ? 0 : Math.max(0, value) / most)
      context.fillRect(day * column, hour * ROW_HEIGHT, Math.max(1, column - (column > 6 ? 1 : 0)), ROW_HEIGHT - 1)
    }
  }
}

export const Carpet = ({ carpet, measure }: { readonly carpet: EnergyCarpet; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width } = useElementSize(box)
  const [at, setAt] = useState<{ readonly day: number; readonly hour: number } | null>(null)
  const days = carpet.daysMs.length
  useLayoutEffect(() => {
    const target = canvas.current
    if (target === null || width === 0) return undefined
    const draw = (): void => paint(target, carpet, width, getComputedStyle(target).color)
    draw()
    // Another colour scheme has another ink.
    const observer = new MutationObserver(draw)
    observer.observe(document.documentElement, { attributes: true })
    return () => observer.disconnect()
  }, [carpet, width])
  const say = ({ day, hour }: { readonly day: number; readonly hour: number }): string =>
    t('energy.carpetCell', { day: axisDay(carpet.daysMs[day] ?? 0, 'UTC'), hour: `${String(hour).padStart(2, '0')}:00`, value: demandText(carpet.values[day * STRIDE + hour] ?? Number.NaN, measure) })
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key]
    if (step === undefined) return
    setAt((old) => ({ day: Math.max(0, Math.min(days - 1, (old?.day ?? 0) + step[0]!)), hour: Math.max(0, Math.min(HOURS - 1, (old?.hour ?? 0) + step[1]!)) }))
    event.preventDefault()
  }
  const onMove = (event: React.PointerEvent): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    setAt({ day: Math.min(days - 1, Math.floor(((event.clientX - left) / Math.max(1, width)) * days)), hour: Math.min(HOURS - 1, Math.floor((event.clientY - top) / ROW_HEIGHT)) })
  }
  return (
    <>
      <div className={classes.carpet}>
        <div className={classes.hours} aria-hidden="true">
          {LABELLED_HOURS.map((hour) => (
            <span key={hour} style={{ top: hour * ROW_HEIGHT }}>{`${String(hour).padStart(2, '0')}:00`}</span>
          ))}
        </div>
        <div
          ref={box}
          role="slider"
          tabIndex={0}
          aria-label={t('energy.carpet')}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, days * HOURS - 1)}
          aria-valuenow={at === null ? 0 : at.day * HOURS + at.hour}
          aria-valuetext={at === null ? t('energy.carpet') : say(at)}
          onKeyDown={onKey}
          onPointerMove={onMove}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
        >
          <canvas ref={canvas} style={{ width: '100%', height: HOURS * ROW_HEIGHT }} aria-hidden="true" />
        </div>
      </div>
      <p className={classes.said}>{at === null ? t('energy.carpetText', { most: demandText(highest(carpet.values), measure) }) : say(at)}</p>
    </>
  )
}
