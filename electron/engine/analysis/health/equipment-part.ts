/** The equipment part: what fault rules and detectors found, hunting, short cycling, running while nobody is there, distance from setpoints, energy against what is expected. */
import { message } from '../../../../shared/message.ts'
import { clamp, deductFor, HOUR_MS, percent, rounded, type Affected, type PartDeduction } from './deduction.ts'
import { exchangeKnown, judgeExchange } from './exchange-part.ts'
import type { AlertSeen, EquipmentFacts, HealthFacts } from './health-facts.ts'

const LEAST_DAYS = 2

const RULES = { most: 60, wholeShare: 0.25, least: 0.3 }
const ABNORMAL_MOST = 20
/** Reversals of 5 % and more: a loop that is tuned makes one or two an hour. */
const HUNTING = { most: 30, perHour: 3, worst: 12 }
/** Starts an hour of run-time: four are what manufacturers of compressors and motors allow at most (ASHRAE Handbook, HVAC Systems and Equipment). */
const CYCLING = { most: 30, perHour: 4, worst: 12, leastStarts: 12 }
const SCHEDULE = { most: 20, hours: 3, worst: 12 }
const APPROACH = { most: 25, distance: 2, worst: 8, grown: 1, blocks: 8 }
const ENERGY = { most: 20, share: 0.15, worst: 0.6 }

const SEVERITY: Readonly<Record<AlertSeen['severity'], number>> = { critical: 1, high: 0.8, medium: 0.55, low: 0.25 }

/** There is equipment to be judged: something that moves, controls, or is judged by rules. */
export const equipmentKnown = ({ equipment, alerts }: HealthFacts): boolean =>
  equipment.ruled || alerts.some(({ kind }) => kind === 'rule' || kind === 'abnormal') ||
  equipment.energy.length > 0 ||
  [equipment.hunting, equipment.cycling, equipment.schedule].some((facts) => facts.some(({ days }) => days >= LEAST_DAYS)) ||
  equipment.approach.some(({ blocks }) => blocks >= APPROACH.blocks) || exchangeKnown(equipment)

export const judgeEquipment = (facts: HealthFacts): readonly PartDeduction[] => {
  const { equipment, alerts } = facts
  return [
    ...deductFor('rules', RULES.most, alerts.filter(({ kind }) => kind === 'rule').map((alert) => standing(alert, facts)), 4, (count) => message('health.rules', { count })),
    ...deductFor('abnormal', ABNORMAL_MOST, alerts.filter(({ kind }) => kind === 'abnormal').map((alert) => standing(alert, facts)), 4, (count) => message('health.abnormal', { count })),
    ...hunting(equipment), ...cycling(equipment), ...schedule(equipment), ...approach(equipment), ...judgeExchange(equipment), ...energy(facts),
  ]
}

/** An alert counts by its severity and by how much of the week it stood. */
const standing = ({ alertId, pointId, severity, title, fromMs, toMs }: AlertSeen, week: HealthFacts): Affected => ({
  grade: SEVERITY[severity] * Math.max(RULES.least, clamp((toMs - fromMs) / (week.toMs - week.fromMs) / RULES.wholeShare)),
  evidence: { pointId, alertId, text: title, fromMs, toMs },
})

const hunting = ({ hunting: all }: EquipmentFacts): readonly PartDeduction[] =>
  deductFor(
    'hunting', HUNTING.most,
    all.flatMap(({ pointId, name, reversalsPerHour, days, fromMs, toMs }): readonly Affected[] =>
      days < LEAST_DAYS || reversalsPerHour <= HUNTING.perHour
        ? []
        : [{ grade: clamp(reversalsPerHour / HUNTING.worst), evidence: { pointId, alertId: null, text: message('health.hunting.seen', { point: name, times: rounded(reversalsPerHour) }), fromMs, toMs } }],
    ),
    all.length, (count) => message('health.hunting', { count }),
  )

const cycling = ({ cycling: all }: EquipmentFacts): readonly PartDeduction[] =>
  deductFor(
    'cycling', CYCLING.most,
    all.flatMap(({ pointId, name, starts, runMs, days, fromMs, toMs }): readonly Affected[] => {
      const perHour = starts / Math.max(1, runMs / HOUR_MS)
      if (days < LEAST_DAYS || starts < CYCLING.leastStarts * days || perHour <= CYCLING.perHour) return []
      const text = message('health.cycling.seen', { point: name, starts: Math.round(starts / days), minutes: { value: Math.round(runMs / Math.max(1, starts) / 60_000), units: 72 } })
      return [{ grade: clamp(perHour / CYCLING.worst), evidence: { pointId, alertId: null, text, fromMs, toMs } }]
    }),
    all.length, (count) => message('health.cycling', { count }),
  )

const schedule = ({ schedule: all }: EquipmentFacts): readonly PartDeduction[] =>
  deductFor(
    'schedule', SCHEDULE.most,
    all.flatMap(({ pointId, name, hoursADay, days, fromMs, toMs }): readonly Affected[] =>
      days < LEAST_DAYS || hoursADay <= SCHEDULE.hours
        ? []
        : [{ grade: clamp(hoursADay / SCHEDULE.worst), evidence: { pointId, alertId: null, text: message('health.schedule.seen', { point: name, hours: rounded(hoursADay) }), fromMs, toMs } }],
    ),
    all.length, (count) => message('health.schedule', { count }),
  )

const approach = ({ approach: all }: EquipmentFacts): readonly PartDeduction[] =>
  deductFor(
    'approach', APPROACH.most,
    all.flatMap(({ pointId, name, units, distance, before, blocks, fromMs, toMs }): readonly Affected[] => {
      // What always stood so far off is how it was built, or how it is set.
      const grown = distance - (Number.isNaN(before) ? 0 : before)
      if (blocks < APPROACH.blocks || distance <= APPROACH.distance || grown < APPROACH.grown) return []
      const difference = { value: distance, units }
      const text = Number.isNaN(before) ? message('health.approach.seen', { point: name, difference }) : message('health.approach.grown', { point: name, difference, before: { value: before, units } })
      return [{ grade: Math.max(0.3, clamp(distance / APPROACH.worst)), evidence: { pointId, alertId: null, text, fromMs, toMs } }]
    }),
    all.length, (count) => message('health.approach', { count }),
  )

const energy = ({ equipment: { energy: all }, fromMs, toMs }: HealthFacts): readonly PartDeduction[] =>
  deductFor(
    'energy', ENERGY.most,
    all.flatMap(({ name, measuredKwh, expectedKwh }): readonly Affected[] => {
      const share = expectedKwh <= 0 ? 0 : measuredKwh / expectedKwh - 1
      if (share <= ENERGY.share) return []
      const text = message('health.energy.seen', { meter: name, percent: percent(share), measured: { value: measuredKwh, units: 19 }, expected: { value: expectedKwh, units: 19 } })
      return [{ grade: clamp(share / ENERGY.worst), evidence: { pointId: null, alertId: null, text, fromMs, toMs } }]
    }),
    all.length, () => message('health.energy'),
  )
