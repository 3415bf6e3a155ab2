/** What history judged anew says otherwise than before: alerts that are new, gone, or the same. Pure. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { RunComparison, RunDifference, WouldFire } from '../../../../shared/domain/detection.ts'
import { isDriftEvidence } from '../../pipeline/drift-alerts.ts'
import { DRIFT } from '../../pipeline/drift-reference.ts'

/** Listed of all differences; they are counted whole. */
const MOST_LISTED = 1_000

/** Over which time both sides judged; `toMs` is exclusive. */
export interface CommonPeriod {
  readonly fromMs: number
  readonly toMs: number
}

/** An alert that live raised about a point (of data problems, only slow faults) or, by a rule, about equipment; null for any other. */
export const firedLive = ({ kind, pointId, deviceId, title, evidence, startedAtMs, raisedAtMs, clearedAtMs, severity, worstValue, value, expected }: Alert): WouldFire | null => {
  const isDrift = kind === 'data' && isDriftEvidence(evidence)
  if ((kind !== 'equipment' && !isDrift) || deviceId === null) return null
  const leading = evidence.reduce((most, each) => (each.score > most.score ? each : most), evidence[0] ?? { detector: '', score: 0 })
  const fire = { startedAtMs, raisedAtMs, clearedAtMs, severity, score: leading.score, worstValue: worstValue ?? value, expected, detector: isDrift ? DRIFT : leading.detector }
  if (pointId !== null) return { pointId, ...fire }
  const name = title.params?.equipment
  return leading.detector.startsWith('rule.') && typeof name === 'string' ? { pointId: null, equipment: { id: '', deviceId, name }, ...fire } : null
}

/** The same point, its slow faults by themselves, or the same rule of the same equipment. */
const subjectOf = ({ pointId, equipment, detector }: WouldFire): string => (pointId === null ? `${equipment?.deviceId}/${detector}/${equipment?.name}` : `${pointId}${detector === DRIFT ? '/drift' : ''}`)

const overlap = (a: WouldFire, b: WouldFire): boolean => a.startedAtMs <= (b.clearedAtMs ?? Number.POSITIVE_INFINITY) && b.startedAtMs <= (a.clearedAtMs ?? Number.POSITIVE_INFINITY)

/** Each alert of before stands for one of now at most, the earliest that overlaps it in time. */
export const compareRuns = (now: readonly WouldFire[], before: readonly WouldFire[], { fromMs, toMs }: CommonPeriod): Pick<RunComparison, 'counts' | 'differences'> => {
  const isWithin = ({ raisedAtMs }: WouldFire): boolean => raisedAtMs >= fromMs && raisedAtMs < toMs
  const byTime = (a: WouldFire, b: WouldFire): number => a.startedAtMs - b.startedAtMs
  const left = Map.groupBy(before.filter(isWithin).toSorted(byTime), subjectOf)
  const added: RunDifference[] = []
  const same: RunDifference[] = []
  for (const alert of now.filter(isWithin).toSorted(byTime)) {
    const candidates = left.get(subjectOf(alert)) ?? []
    const at = candidates.findIndex((other) => overlap(alert, other))
    if (at < 0) added.push({ what: 'new', alert })
    else {
      candidates.splice(at, 1)
      same.push({ what: 'same', alert })
    }
  }
  const gone = [...left.values()].flat().sort(byTime).map((alert): RunDifference => ({ what: 'gone', alert }))
  return { counts: { new: added.length, gone: gone.length, same: same.length }, differences: [...added, ...gone, ...same].slice(0, MOST_LISTED) }
}
