/** What a point was like when it counted as good, on its way between the judgement of slow faults and the store's rows. */
import type { PointJudgement, Reference } from '../analysis/drift/judge-point.ts'
import type { ModelRow } from '../store/store-types.ts'

/** The judgement of slow faults, as a detector that can be switched off. */
export const DRIFT = 'drift'
export const DRIFT_VERSION = 'drift-1'
const DAY_MS = 86_400_000

/** What is to be kept after a judgement, as JSON; null = what is kept already, or nothing yet. */
export const bodyToKeep = (kept: Reference | null, { settled, reference }: Pick<PointJudgement, 'settled' | 'reference'>): string | null => {
  if (!settled || reference === kept) return null
  const body = JSON.stringify(reference)
  return body === JSON.stringify(kept) ? null : body
}

/** A reference as its row gives it back: JSON knows no NaN, so the one of a row is not always the one that was learnt. null where it cannot be read. */
export const referenceOf = (body: string): Reference | null => {
  try {
    return JSON.parse(body) as Reference
  } catch {
    return null
  }
}

export const referenceRow = (pointId: number, body: string, untilDay: number, nowMs: number): ModelRow => ({
  pointId, detector: DRIFT, version: DRIFT_VERSION, fittedAtMs: nowMs, trainedFromMs: 0, trainedToMs: (untilDay + 1) * DAY_MS, coverage: 1, seed: 0, body,
})

/** The reference among a point's rows, if it was kept before `beforeMs`. */
export const keptReference = (rows: readonly ModelRow[], beforeMs = Number.POSITIVE_INFINITY): Reference | null => {
  const row = rows.find(({ detector, version }) => detector === DRIFT && version === DRIFT_VERSION)
  return row === undefined || row.fittedAtMs >= beforeMs ? null : referenceOf(row.body)
}
