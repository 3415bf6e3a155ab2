/** Which on-delay a back-test advises: the one that keeps the most short excursions away for the least waiting. */

export interface DelayCount {
  readonly onDelayMs: number
  readonly fires: number
}

/** Waiting an hour longer counts as much as all alerts of points; of rules, whose faults grow slower, a working day. */
const HOUR_MS = 3_600_000
export const RULE_PATIENCE_MS = 8 * HOUR_MS
/** Fewer alerts than this say nothing, and so small a gain is not worth a change. */
const LEAST_FIRES = 5
const LEAST_SPARED = 3
const LEAST_GAIN = 0.1

/** null = the one that is set is right. `byDelay`: ascending. */
export const adviseOnDelay = (byDelay: readonly DelayCount[], setMs: number, patienceMs: number = HOUR_MS): number | null => {
  const now = byDelay.findLast(({ onDelayMs }) => onDelayMs <= setMs) ?? byDelay[0]
  if (now === undefined || now.fires < LEAST_FIRES) return null
  const gainOf = ({ onDelayMs, fires }: DelayCount): number => (now.fires - fires) / now.fires - (onDelayMs - setMs) / patienceMs
  const longer = byDelay.filter(({ onDelayMs, fires }) => onDelayMs > setMs && now.fires - fires >= LEAST_SPARED)
  const best = longer.reduce<DelayCount | null>((found, each) => (found === null || gainOf(each) > gainOf(found) ? each : found), null)
  return best === null || gainOf(best) < LEAST_GAIN ? null : best.onDelayMs
}
