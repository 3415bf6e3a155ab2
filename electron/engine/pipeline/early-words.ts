/** What an alert says that was raised before the point had a model of its own. */
import type { Evidence } from '../../../shared/domain/alert.ts'
import { message, type Message, type Quantity } from '../../../shared/message.ts'
import type { Verdict } from '../analysis/detect/detector.ts'
import { FIRST_HOURS, FIRST_HOURS_VERSION } from '../analysis/detect/first-hours.ts'
import { PLAUSIBLE_RANGE, PLAUSIBLE_RANGE_VERSION, type EarlyWatch } from './judge-early.ts'

interface EarlyWords {
  readonly title: Message
  readonly explanation: readonly Message[]
  readonly checks: readonly Message[]
  readonly verdict: Verdict
}

interface Naming {
  readonly point: string
  readonly quantity: (value: number) => Quantity
  readonly difference: (value: number) => Quantity
}

/** null where neither is exceeded. The range is the plainer reason and comes first. */
export const earlyWords = ({ role, range, level }: EarlyWatch, value: number, { point, quantity, difference }: Naming): EarlyWords | null => {
  if (range.score < 1 && level.score < 1) return null
  const jump = level.score >= 1 ? [message('alert.by.firstHours', { value: quantity(value), expected: quantity(level.expected), low: quantity(level.low), high: quantity(level.high) })] : []
  if (range.score < 1) {
    const above = value > level.expected
    const params = { point, difference: difference(Math.abs(value - level.expected)) }
    return { title: message(above ? 'alert.firstHours.above' : 'alert.firstHours.below', params), explanation: jump, checks: [message('check.firstHours')], verdict: level }
  }
  const isAbove = value > range.high
  const limit = quantity(isAbove ? range.high : range.low)
  return {
    title: message(isAbove ? 'alert.plausible.above' : 'alert.plausible.below', { point, value: quantity(value) }),
    explanation: [message(`alert.by.plausible.${role}`, {}), message(isAbove ? 'alert.by.plausible.above' : 'alert.by.plausible.below', { value: quantity(value), limit }), ...jump],
    checks: [message('check.plausible.sensor'), message('check.plausible.scale')], verdict: range,
  }
}

/** A line for each that has judged. */
export const earlyEvidence = ({ range, level }: EarlyWatch): Evidence[] => [...lineOf(PLAUSIBLE_RANGE, PLAUSIBLE_RANGE_VERSION, range), ...lineOf(FIRST_HOURS, FIRST_HOURS_VERSION, level)]

const lineOf = (detector: string, modelVersion: string, { score, expected, low, high }: Verdict): Evidence[] =>
  Number.isNaN(low) && Number.isNaN(high) ? [] : [{ detector, modelVersion, score: Math.round(score * 100) / 100, expected: known(expected), low: known(low), high: known(high) }]

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)
