/** A week of prices: a row a weekday, the hours across, the stronger the dearer; pointer or arrow keys read each hour. */
import { Select } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tariff, TariffVersion } from '../../../shared/domain/tariff.ts'
import { QUARTERS_A_DAY } from '../../../shared/tariff-times.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { priceText } from '../../components/money.ts'
import { amountUnit } from '../energy/meter-units.ts'
import { MONTHS, WEEKDAYS } from './calendar-words.ts'
import { minuteText } from './tariff-draft.ts'
import { inkOf, planWeek, type PriceBlock } from './week-plan.ts'
import classes from './tariffs.module.css'

const ROW = 26
const LEFT = 44
const AXIS = 20
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24]

interface PriceWeekProps {
  readonly version: TariffVersion
  readonly tariff: Pick<Tariff, 'currency' | 'measure'>
  readonly month: number
  readonly setMonth: (month: number) => void
}

export const PriceWeek = ({ version, tariff, month, setMonth }: PriceWeekProps) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const [at, setAt] = useState<{ readonly day: number; readonly hour: number } | null>(null)
  const blocks = planWeek(version, month)
  const prices = [version.price, ...version.periods.map(({ price }) => price)]
  const unit = amountUnit(tariff.measure)
  const slot = Math.max(0, width - LEFT) / QUARTERS_A_DAY
  const say = (price: number): string => (Number.isNaN(price) ? t('tariffs.noPrice') : priceText(price, tariff.currency, unit))
  const nameOf = ({ period }: Pick<PriceBlock, 'period'>): string => version.periods[period]?.name || t('tariffs.otherTimes')
  const sayAt = ({ day, hour }: { readonly day: number; readonly hour: number }): string => {
    const block = blocks.find(({ weekday, from, to }) => weekday === day && from <= hour * 4 && hour * 4 < to)
    return block === undefined ? '' : t('tariffs.cell', { day: t(`tariffs.day.${day}`), from: minuteText(block.from * 15), to: minuteText(block.to * 15), name: nameOf(block), price: say(block.price) })
  }
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key]
    if (step === undefined) return
    setAt((old) => ({ day: Math.max(0, Math.min(6, (old?.day ?? 0) + step[0]!)), hour: Math.max(0, Math.min(23, (old?.hour ?? 0) + step[1]!)) }))
    event.preventDefault()
  }
  const onMove = (event: React.PointerEvent): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const [hour, day] = [Math.floor((event.clientX - left - LEFT) / (4 * slot)), Math.floor((event.clientY - top) / ROW)]
    setAt(hour >= 0 && hour < 24 && day >= 0 && day < 7 ? { day, hour } : null)
  }
  const shown = [...new Set(blocks.map(({ period }) => period))].sort((a, b) => (version.periods[b]?.price ?? version.price) - (version.periods[a]?.price ?? version.price))
  return (
    <div>
      <div className={classes.weekHead}>
        <Select size="xs" label={t('tariffs.previewMonth')} allowDeselect={false} value={String(month)} data={MONTHS.map((value) => ({ value: String(value), label: t(`tariffs.month.${value}`) }))} onChange={(value) => value !== null && setMonth(Number(value))} />
        <ul className={classes.legend}>
          {shown.map((period) => (
            <li key={period}>
              <span className={classes.swatch} style={{ opacity: inkOf(version.periods[period]?.price ?? version.price, prices) }} />
              {nameOf({ period })} <span className={classes.quiet}>{say(version.periods[period]?.price ?? version.price)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div ref={box} className={classes.week}>
        <div
          role="slider"
          tabIndex={0}
          className={classes.slider}
          aria-label={t('tariffs.week')}
          aria-valuemin={0}
          aria-valuemax={167}
          aria-valuenow={at === null ? 0 : at.day * 24 + at.hour}
          aria-valuetext={at === null ? t('tariffs.weekText') : sayAt(at)}
          onKeyDown={onKey}
          onPointerMove={onMove}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
        >
          {width > 0 && (
            <svg width={width} height={7 * ROW + AXIS} aria-hidden="true">
              {WEEKDAYS.map((day) => (
                <text key={day} x={0} y={day * ROW + 17} className={classes.axis}>{t(`tariffs.dayShort.${day}`)}</text>
              ))}
              {blocks.map(({ weekday, from, to, price }) => (
                <rect key={`${weekday} ${from}`} x={LEFT + from * slot} y={weekday * ROW + 1} width={Math.max(1, (to - from) * slot - 1)} height={ROW - 2} className={classes.block} style={{ opacity: inkOf(price, prices) }} />
              ))}
              {HOURS.map((hour) => (
                <text key={hour} x={LEFT + hour * 4 * slot} y={7 * ROW + 15} textAnchor={hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'} className={classes.axis}>{minuteText(hour * 60)}</text>
              ))}
              {at !== null && <rect x={LEFT + at.hour * 4 * slot} y={at.day * ROW + 1} width={4 * slot} height={ROW - 2} className={classes.cursor} />}
            </svg>
          )}
        </div>
      </div>
      <p className={classes.said}>{at === null ? t('tariffs.weekText') : sayAt(at)}</p>
    </div>
  )
}
