/** What the readings of the site's points look like, for the role finder: read from history once a day by a reader's thread, one point after the other. */
import { behaviourOf, type PointReadings } from '../../analysis/roles/behaviour.ts'
import type { Behaviour } from '../../analysis/roles/point-signs.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { isTrusted } from '../../../../shared/domain/quality.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import type { SiteContext } from '../site-context.ts'

/** Looked for so long after the start at first; long enough for the start to be over. */
const FIRST_MS = 5 * 60_000
const EVERY_MS = 24 * 3_600_000
const WINDOW_MS = 7 * 24 * 3_600_000
/** Two of each slice of 10 min. */
const MOST_READINGS = 2_000

export interface Behaviours {
  of(pointId: number): Behaviour | undefined
  /** Reads all points again; resolves when done. `changed` of the maker was called if there is anything new to hear. */
  look(): Promise<void>
  stop(): Promise<void>
}

type Parts = Pick<SiteContext, 'clock' | 'log' | 'points'> & { readonly readers: Pick<SiteContext['readers'], 'series'> }

const trusted = ({ timesMs, values, qualities }: Series): PointReadings => {
  const kept = [...timesMs.keys()].filter((i) => isTrusted(qualities[i]!) && Number.isFinite(values[i]))
  return { timesMs: Float64Array.from(kept, (i) => timesMs[i]!), values: Float64Array.from(kept, (i) => values[i]!) }
}

/** @param sureRole the role of a point where it may be relied upon. @param changed roles are to be found anew. */
export const createBehaviours = ({ clock, log, points, readers }: Parts, sureRole: (pointId: number) => PointRole | null, changed: () => void): Behaviours => {
  let known = new Map<number, Behaviour>()
  let work: Promise<void> | null = null
  let stopped = false

  const readingsOf = async (pointId: number): Promise<PointReadings> => {
    const nowMs = clock.nowMs()
    return trusted(await readers.series(pointId, nowMs - WINDOW_MS, nowMs, MOST_READINGS))
  }
  const read = async (): Promise<void> => {
    const found = new Map<number, Behaviour>()
    const measured = points.all().filter(({ kind, pollIntervalMs }) => kind === 'analog' && pollIntervalMs > 0)
    const outdoorIds = measured.filter(({ id }) => sureRole(id) === 'outside_air_temp').slice(0, 2).map(({ id }) => id)
    const outdoor = new Map<number, PointReadings>()
    for (const id of outdoorIds) outdoor.set(id, await readingsOf(id))
    for (const { id } of measured) {
      if (stopped) return
      const reference = outdoorIds.find((other) => other !== id)
      const behaviour = behaviourOf(await readingsOf(id), reference === undefined ? undefined : outdoor.get(reference))
      if (behaviour !== undefined) found.set(id, behaviour)
    }
    if (stopped) return
    known = found
    if (found.size > 0) changed()
  }
  const look = (): Promise<void> => (work ??= read().catch((error: unknown) => log.warn('what readings say of roles could not be read', error)).finally(() => (work = null)))

  const cancelFirst = clock.after(FIRST_MS, () => void look())
  const cancelEvery = clock.every(EVERY_MS, () => void look())
  return {
    of: (pointId) => known.get(pointId),
    look,
    stop: async () => {
      stopped = true
      cancelFirst()
      cancelEvery()
      await work
    },
  }
}
