/** What the load shows beside its kinds of days: use, nights, days off, mornings, base load, heat against cold; each with what it costs in energy, or why it is not known. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EnergyPatterns, IdleWaste, PatternPart } from '../../../shared/domain/energy-patterns.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { formatShare } from '../../components/format-value.ts'
import { minuteText, usesOf } from './day-kinds.ts'
import { amountText, demandText } from './meter-units.ts'
import { useDayDoor } from './day-door.ts'
import { useWeekdayText } from './weekday-text.ts'
import classes from './patterns.module.css'

interface RowProps {
  readonly part: PatternPart
  readonly patterns: EnergyPatterns
  readonly energy: string
  readonly days: readonly number[]
  readonly meter: Meter
  /** null = not known. */
  readonly children: ReactNode | null
}

const Row = ({ part, patterns, energy, days, meter, children }: RowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const dayDoor = useDayDoor(meter)
  const missing = patterns.missing[part]
  return (
    <tr>
      <th scope="row">{t(`patterns.part.${part}`)}</th>
      <td className={classes.said}>{children ?? <span className={table.quiet}>{missing === undefined ? NO_VALUE : text(missing)}</span>}</td>
      <td className={table.number}>{energy}</td>
      <td>
        <ul className={classes.dates}>
          {days.slice(0, 3).map((dayMs) => {
            const { label, to } = dayDoor(dayMs)
            return <li key={dayMs}>{to === null ? label : <Link href={to}>{label}</Link>}</li>
          })}
        </ul>
      </td>
    </tr>
  )
}

export const PatternTable = ({ patterns, meter }: { readonly patterns: EnergyPatterns; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const weekdays = useWeekdayText()
  const { measure } = meter
  const { occupied, night, daysOff, startUp, baseLoadDrift: drift, heatingAndCooling: both } = patterns
  const common = { patterns, meter }
  const idle = (waste: IdleWaste | null, part: 'night' | 'daysOff'): ReactNode | null =>
    waste === null ? null : waste.above === 0 ? t(`patterns.said.${part}None`, { compared: waste.compared, best: demandText(waste.bestLoad, measure) }) : t(`patterns.said.${part}`, { above: waste.above, compared: waste.compared, best: demandText(waste.bestLoad, measure) })
  const wasted = (waste: IdleWaste | null): string => (waste === null ? NO_VALUE : amountText(waste.energy, measure))
  const worst = (waste: { readonly worst: readonly { readonly dayMs: number }[] } | null): readonly number[] => waste?.worst.map(({ dayMs }) => dayMs) ?? []
  return (
    <table className={`${table.table} ${classes.parts}`}>
      <thead>
        <tr>
          <th scope="col">{t('patterns.head.part')}</th>
          <th scope="col">{t('patterns.head.said')}</th>
          <th scope="col" className={table.number}>{t('patterns.head.energy')}</th>
          <th scope="col">{t('patterns.head.days')}</th>
        </tr>
      </thead>
      <tbody>
        <Row {...common} part="occupied" energy={NO_VALUE} days={[]}>
          {occupied === null ? null : usesOf(occupied).map(({ days, use }) => (use === null ? t('patterns.said.noUse', { days: weekdays(days) }) : t('patterns.said.use', { days: weekdays(days), from: minuteText(use.fromMinute), to: minuteText(use.toMinute) }))).join('; ')}
        </Row>
        <Row {...common} part="night" energy={wasted(night)} days={worst(night)}>{idle(night, 'night')}</Row>
        <Row {...common} part="daysOff" energy={wasted(daysOff)} days={worst(daysOff)}>{idle(daysOff, 'daysOff')}</Row>
        <Row {...common} part="startUp" energy={startUp === null ? NO_VALUE : amountText(startUp.earlyEnergy, measure)} days={worst(startUp)}>
          {startUp === null
            ? null
            : [
                startUp.minutesToPlateau === 0 ? t('patterns.said.startAtOnce', { at: minuteText(startUp.fromMinute) }) : t('patterns.said.start', { at: minuteText(startUp.fromMinute), minutes: startUp.minutesToPlateau }),
                startUp.earlyDays === 0 ? t('patterns.said.neverEarly') : t('patterns.said.early', { early: startUp.earlyDays, days: startUp.days, late: minuteText(startUp.lateMinute) }),
              ].join(' ')}
        </Row>
        <Row {...common} part="baseLoadDrift" energy={NO_VALUE} days={[]}>
          {drift === null
            ? null
            : drift.pValue >= SURE
              ? t('patterns.said.noDrift', { level: demandText(drift.level, measure), weeks: drift.weeks })
              : t(drift.perYear > 0 ? 'patterns.said.rises' : 'patterns.said.falls', { change: demandText(Math.abs(drift.perYear), measure), level: demandText(drift.level, measure), weeks: drift.weeks, weather: drift.weatherTaken ? t('patterns.said.weatherTaken') : '' })}
        </Row>
        {(both !== null || patterns.missing.heatingAndCooling !== undefined) && (
          <Row {...common} part="heatingAndCooling" energy={both === null ? NO_VALUE : amountText(both.energy, measure)} days={[]}>
            {both === null ? null : t('patterns.said.both', { hours: both.hours, share: formatShare(both.known === 0 ? 0 : both.hours / both.known) })}
          </Row>
        )}
      </tbody>
    </table>
  )
}
/** A trend that chance makes more often is not told as one. */
const SURE = 0.05
