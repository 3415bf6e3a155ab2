/** The configuration part: instance numbers used twice, overrides and written values left standing, points out of service, missing units. */
import { message } from '../../../../shared/message.ts'
import { clamp, deductFor, deductOnce, type Affected, type PartDeduction } from './deduction.ts'
import type { ConfigurationFacts, HealthFacts } from './health-facts.ts'

const DUPLICATE = 70
const OVERRIDDEN_MOST = 40
const OUT_OF_SERVICE_MOST = 40
const STANDING_MOST = 25
const UNITLESS_MOST = 10
/** What stands longer was forgotten. */
const WORST_DAYS = 7

export const configurationKnown = ({ configuration: { points } }: HealthFacts): boolean => points > 0

export const judgeConfiguration = (facts: HealthFacts): readonly PartDeduction[] => {
  const { duplicate, overridden, outOfService, standing, unitless, points } = facts.configuration
  return [
    ...(duplicate === null ? [] : deductOnce('duplicate', DUPLICATE, duplicate, facts)),
    ...left('overridden', OVERRIDDEN_MOST, overridden, points),
    ...left('outOfService', OUT_OF_SERVICE_MOST, outOfService, points),
    ...left('standing', STANDING_MOST, standing, points),
    ...deductFor(
      'unitless', UNITLESS_MOST, unitless.map(({ pointId, name, fromMs, toMs }): Affected => ({ grade: 0.4, evidence: { pointId, alertId: null, text: message('health.unitless.seen', { point: name }), fromMs, toMs } })),
      points, (count) => message('health.unitless', { count }),
    ),
  ]
}

const SENTENCES = {
  overridden: { text: (count: number) => message('health.overridden', { count }), seen: (point: string, days: number) => message('health.overridden.seen', { point, days }) },
  outOfService: { text: (count: number) => message('health.outOfService', { count }), seen: (point: string, days: number) => message('health.outOfService.seen', { point, days }) },
  standing: { text: (count: number) => message('health.standing', { count }), seen: (point: string, days: number) => message('health.standing.seen', { point, days }) },
} as const

const left = (kind: keyof typeof SENTENCES, most: number, found: ConfigurationFacts['standing'], total: number): readonly PartDeduction[] =>
  deductFor(
    kind, most,
    found.map(({ pointId, name, days, fromMs, toMs }): Affected => ({ grade: Math.max(0.4, clamp(days / WORST_DAYS)), evidence: { pointId, alertId: null, text: SENTENCES[kind].seen(name, days), fromMs, toMs } })),
    total, SENTENCES[kind].text,
  )
