/** Models on their way between the store's rows and the detectors. */
import type { FittedPoint } from '../analysis/detect/fit-point.ts'
import type { PointProfile } from '../analysis/quality/point-profile.ts'
import { detectorsOf } from '../analysis/detect/detectors.ts'
import type { ModelRow } from '../store/store-types.ts'

const PROFILE = 'profile'
const PROFILE_VERSION = 'profile-1'
/** Longer arrays are kept as 32-bit floats: six digits are stored anyway, and 20,000 points have 60,000 models. */
const COMPACT_FROM = 24

export interface PointModels {
  readonly profile: PointProfile
  readonly fitted: ReadonlyMap<string, object>
  readonly trainedFromMs: number
  readonly trainedToMs: number
  readonly coverage: number
}

/** Fits use no random numbers, so their seed is 0. */
export const modelRowsOf = (pointId: number, fitted: FittedPoint, fittedAtMs: number): ModelRow[] => {
  const { trainedFromMs, trainedToMs, coverage } = fitted
  const row = (detector: string, version: string, body: object): ModelRow => ({
    pointId, detector, version, fittedAtMs, trainedFromMs, trainedToMs, coverage, seed: 0, body: JSON.stringify(body),
  })
  return [row(PROFILE, PROFILE_VERSION, fitted.profile), ...fitted.models.map(({ detector, version, model }) => row(detector, version, model))]
}

/** The models of one point from its rows; null without a usable profile. Models of other versions and unreadable ones are left out. */
export const modelsFromRows = (rows: readonly ModelRow[]): PointModels | null => {
  const profileRow = rows.find(({ detector, version }) => detector === PROFILE && version === PROFILE_VERSION)
  const profile = profileRow === undefined ? null : parse(profileRow.body)
  if (profileRow === undefined || profile === null) return null
  const known = profile as PointProfile
  const fitted = new Map<string, object>()
  for (const { id, version } of detectorsOf(known.signal)) {
    const row = rows.find((each) => each.detector === id && each.version === version && each.fittedAtMs === profileRow.fittedAtMs)
    const model = row === undefined ? null : parse(row.body)
    if (model !== null) fitted.set(id, compact(model))
  }
  return { profile: known, fitted, trainedFromMs: profileRow.trainedFromMs, trainedToMs: profileRow.trainedToMs, coverage: profileRow.coverage }
}

const parse = (body: string): object | null => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** The model with its long arrays as views of one buffer. */
const compact = (model: object): object => {
  const isLong = (value: unknown): value is number[] => Array.isArray(value) && value.length >= COMPACT_FROM
  const entries: [string, unknown][] = Object.entries(model)
  const packed = Float32Array.from(entries.flatMap(([, value]) => (isLong(value) ? value : [])))
  let from = 0
  return Object.fromEntries(entries.map(([name, value]) => (isLong(value) ? [name, packed.subarray(from, (from += value.length))] : [name, value])))
}
