/** What an alert says that a fixed limit raised. */
import type { Evidence } from '../../../shared/domain/alert.ts'
import { message, type Message, type Quantity } from '../../../shared/message.ts'
import type { Verdict } from '../analysis/detect/detector.ts'
import { FIXED_LIMIT, FIXED_LIMIT_VERSION } from '../analysis/detect/fixed-limit.ts'

interface LimitWords {
  readonly title: Message
  readonly explanation: readonly Message[]
}

/** `difference` says how far beyond, in the unit of a difference; `quantity` a value of the point. */
export const limitWords = (point: string, value: number, { low, high }: Verdict, quantity: (value: number) => Quantity, difference: (value: number) => Quantity): LimitWords => {
  const isAbove = value > high
  const limit = isAbove ? high : low
  const params = { point, limit: quantity(limit), difference: difference(Math.abs(value - limit)) }
  return { title: message(isAbove ? 'alert.limit.above' : 'alert.limit.below', params), explanation: [message('alert.by.fixedLimit', { value: quantity(value), limit: quantity(limit) })] }
}

/** The part of the fixed limits in an alert; none where the point has none. */
export const limitEvidence = ({ score, low, high }: Verdict): Evidence[] =>
  Number.isNaN(low) && Number.isNaN(high)
    ? []
    : [{ detector: FIXED_LIMIT, modelVersion: FIXED_LIMIT_VERSION, score: Math.round(score * 100) / 100, expected: null, low: known(low), high: known(high) }]

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)
