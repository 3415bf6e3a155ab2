/** What an alert says of related points: its siblings, the weather, and what feeds it. */
import type { Evidence } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { message, type Message, type Quantity } from '../../../shared/message.ts'
import type { Verdict } from '../analysis/detect/detector.ts'
import { RELATED } from './judge-related.ts'
import { RELATED_VERSION } from './related-watch.ts'
import type { MonitoredPoint } from './point-monitor.ts'

interface Naming {
  readonly name: string
  readonly difference: (value: number) => Quantity
}

/** What makes the alert where the point's own past finds nothing wrong; null where that does. */
export const leadOfRelated = ({ verdicts, relatedJudgement: { verdict, upstream } }: MonitoredPoint): 'related' | 'upstream' | null => {
  if (verdicts.some(({ score }) => score >= 1)) return null
  if (verdict.score >= 1 && verdict.score >= upstream.score) return 'related'
  return upstream.score >= 1 ? 'upstream' : null
}

export const titleOfRelated = ({ related, relatedJudgement }: MonitoredPoint, lead: 'related' | 'upstream', value: number, { name, difference }: Naming): { readonly title: Message; readonly check: Message; readonly verdict: Verdict } => {
  const verdict = lead === 'related' ? relatedJudgement.verdict : relatedJudgement.upstream
  const direction = value > verdict.expected ? 'above' : 'below'
  const params = { point: name, difference: difference(Math.abs(value - verdict.expected)), ...(lead === 'upstream' ? { upstream: related?.upstreamName() ?? '' } : {}) }
  return { title: message(`alert.${lead}.${direction}`, params), check: message(`check.${lead}`), verdict }
}

/** What siblings, weather and supply say beside the point's own past. */
export const relatedWords = ({ point, related, relatedJudgement }: MonitoredPoint, value: number, difference: Naming['difference']): Message[] => {
  if (related === null) return []
  const { verdict, shift, upstream, upstreamValue, upstreamShift } = relatedJudgement
  const words: Message[] = []
  if (verdict.score >= 1) words.push(message('alert.by.related', { points: related.names().join(', '), ...apart(point, verdict, value, difference) }))
  const feeding = { upstream: related.upstreamName(), value: { value: upstreamValue, units: point.units } }
  if (upstream.score >= 1) words.push(message('alert.by.upstream', { ...feeding, ...apart(point, upstream, value, difference) }))
  if (Math.abs(shift) > 0) words.push(message(shift > 0 ? 'alert.weather.above' : 'alert.weather.below', { difference: difference(Math.abs(shift)) }))
  if (Math.abs(upstreamShift) > 0) words.push(message(upstreamShift > 0 ? 'alert.fed.above' : 'alert.fed.below', { ...feeding, difference: difference(Math.abs(upstreamShift)) }))
  return words
}

const apart = (point: Point, verdict: Verdict, value: number, difference: Naming['difference']): Readonly<Record<'expected' | 'difference', Quantity>> & { readonly times: number } => ({
  expected: { value: verdict.expected, units: point.units }, difference: difference(Math.abs(value - verdict.expected)), times: rounded(verdict.score),
})

/** One line for related points: that of the higher verdict. */
export const relatedEvidence = ({ related, relatedJudgement: { verdict, upstream } }: MonitoredPoint): Evidence[] => {
  const { score, expected, low, high } = Number.isNaN(verdict.expected) || upstream.score > verdict.score ? upstream : verdict
  return related === null || Number.isNaN(expected) ? [] : [{ detector: RELATED, modelVersion: RELATED_VERSION, score: rounded(score), expected, low: known(low), high: known(high) }]
}

const rounded = (score: number): number => Math.round(score * 100) / 100

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)
