/**
 * Replay of slow faults: days of stored history once more through the judgement that live makes each day. Pure: the same readings, references and tuning give the
 * same alerts. Each point is read and summarised once; then day after day is judged by what was known until then, at the begin of the day after.
 *
 * A reference that live kept before the replay begins holds; where there is none it is learnt, and kept, as live would have.
 */
import type { WouldFire } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { LEAST_COMMON_DAYS } from '../analysis/drift/choose-peers.ts'
import { createDriftAlerts } from './drift-alerts.ts'
import { readDays, type ReadPoint } from './drift-days.ts'
import { createDriftFireBook } from './drift-fires.ts'
import { driftKindOf } from './drift-kinds.ts'
import { knownPoint, peersOf, windowDaysOf, type DriftQuestion, type KnownPoint } from './drift-judge.ts'
import { DRIFT } from './drift-reference.ts'
import { walkDays } from './drift-walk.ts'
import { hasVote, type PointTuning } from './tuning.ts'

/** Days are judged from so long before the period on; alerts raised then do not count. */
export const DRIFT_WARM_UP_MS = 14 * 24 * 3_600_000
/** Of the work: reading the points that are judged, then their peers; the rest is judging. */
const OWN_SHARE = 0.4
const READ_SHARE = 0.8
const DAY_HOURS = 24

export interface DriftReplayPlan {
  readonly fromMs: number
  /** Exclusive. */
  readonly toMs: number
  /** IANA name. */
  readonly timeZone: string
  /** Judged side by side; of slow faults they can only say who is judged. */
  readonly tunings: readonly ((point: Point) => PointTuning)[]
}

export interface DriftReplay {
  /** Points that can have slow faults. */
  readonly points: number
  readonly readings: number
  /** How much of the period was observed, ms, by the days that are over; of all points together. */
  readonly observedMs: number
  /** Alerts raised in the period, parallel to the plan's tunings. */
  readonly fires: readonly (readonly WouldFire[])[]
}

/**
 * Replays `chosen` points of a site; yields the share done (0..1).
 * @param site all points that can have slow faults: they are the peers. `kept` of each: the reference that live had when the replay begins
 */
export function* replayDrift(site: readonly DriftQuestion[], chosen: ReadonlySet<number>, read: ReadPoint, plan: DriftReplayPlan): Generator<number, DriftReplay> {
  const { fromMs, toMs, timeZone, tunings } = plan
  const own = site.filter(({ point }) => chosen.has(point.id))
  const history = createHistory(read, plan, chosen)
  const groups = groupsOf(site, tunings)
  yield* history.take(own, 0, OWN_SHARE)
  yield* history.take(peersFor(site, own, groups, history.known), OWN_SHARE, READ_SHARE)
  const fires: (readonly WouldFire[])[] = tunings.map(() => [])
  for (const [i, { members, places }] of groups.entries()) {
    const known = new Map([...history.known].filter(([id]) => members.has(id)))
    const judged = own.filter(({ point }) => members.has(point.id))
    const [low, high] = [i, i + 1].map((at) => READ_SHARE + ((1 - READ_SHARE) * at) / groups.length) as [number, number]
    const raised = yield* judgeDays(known, judged, { fromMs, toMs, timeZone }, low, high)
    const pointOf = new Map(judged.map(({ point }) => [point.id, point]))
    for (const place of places) {
      const tuningOf = tunings[place] as (point: Point) => PointTuning
      fires[place] = raised.filter(({ pointId }) => hasVote(tuningOf(pointOf.get(pointId as number) as Point), DRIFT))
    }
  }
  return { points: own.length, ...history.observed(own), fires }
}

interface Group {
  /** Points of which slow faults are judged; the others are no peers either. */
  readonly members: ReadonlySet<number>
  readonly places: readonly number[]
}

/** Tunings under which the same points are judged need one walk. */
const groupsOf = (site: readonly DriftQuestion[], tunings: DriftReplayPlan['tunings']): readonly Group[] => {
  const membersOf = (tuning: (point: Point) => PointTuning): number[] => site.flatMap(({ point }) => (tuning(point).off.has(DRIFT) ? [] : [point.id]))
  const groups = Map.groupBy(tunings.map(membersOf).entries(), ([, members]) => members.join())
  return Array.from(groups.values(), (same) => ({ members: new Set(same[0]?.[1]), places: same.map(([place]) => place) }))
}

/** Whom the judgement of these points may need: of sensors the peers of their references, else all that may be chosen; of meters those of their devices. */
const peersFor = (site: readonly DriftQuestion[], own: readonly DriftQuestion[], groups: readonly Group[], known: ReadonlyMap<number, KnownPoint>): readonly DriftQuestion[] => {
  const wanted = new Set<number>()
  const openUnits = new Set<number | null>()
  const boards = new Set<number>()
  for (const { point, kept } of own) {
    const its = known.get(point.id)
    if (its !== undefined && its.kind !== 'sensor') boards.add(point.deviceId)
    if (its === undefined || its.kind !== 'sensor' || its.days.length < LEAST_COMMON_DAYS) continue
    const peers = peersOf(kept)
    for (const peer of peers) wanted.add(peer)
    if (groups.some(({ members }) => members.has(point.id) && !peers.some((peer) => members.has(peer)))) openUnits.add(point.units)
  }
  return site.filter(({ point, signal }) => wanted.has(point.id) || (driftKindOf(point, signal) === 'sensor' ? openUnits.has(point.units) : boards.has(point.deviceId)))
}

interface History {
  readonly known: ReadonlyMap<number, KnownPoint>
  /** Reads points that are not known yet; yields shares from `low` to `high`. */
  take(questions: readonly DriftQuestion[], low: number, high: number): Generator<number, void>
  observed(own: readonly DriftQuestion[]): Pick<DriftReplay, 'readings' | 'observedMs'>
}

const createHistory = (read: ReadPoint, { fromMs, toMs, timeZone }: DriftReplayPlan, chosen: ReadonlySet<number>): History => {
  const calendar = createCalendar(timeZone)
  const [firstDay, endDay] = [calendar.dayOf(fromMs - DRIFT_WARM_UP_MS), calendar.dayOf(toMs - 1)]
  const periodDay = Math.min(calendar.dayOf(fromMs), endDay - 1)
  const known = new Map<number, KnownPoint>()
  let readings = 0
  /** Parts of a history overlap: each reading counts once. */
  let countedMs = fromMs
  const readAndCount: ReadPoint = (pointId, from, to) => {
    const series = read(pointId, from, to)
    if (!chosen.has(pointId)) return series
    for (const timeMs of series?.timesMs ?? []) if (timeMs >= countedMs && timeMs < to) readings += 1
    countedMs = Math.max(countedMs, to)
    return series
  }
  return {
    known,
    take: function* (questions, low, high) {
      for (const [i, question] of questions.entries()) {
        const { point, signal, guides } = question
        const kind = driftKindOf(point, signal)
        if (kind === null || known.has(point.id)) continue
        countedMs = fromMs
        const reading = readDays({ pointId: point.id, signal, units: point.units, guides }, { fromDay: firstDay - windowDaysOf(kind), toDay: endDay, untilMs: toMs }, calendar, (id, from, to) => (id === point.id ? readAndCount(id, from, to) : read(id, from, to)))
        let step = reading.next()
        for (; step.done !== true; step = reading.next()) yield low + ((high - low) * i) / questions.length
        known.set(point.id, knownPoint(question, kind, step.value))
      }
    },
    observed: (own) => {
      const hours = own.reduce((sum, { point }) => sum + (known.get(point.id)?.days ?? []).reduce((of, each) => of + (each.day >= periodDay ? Math.min(DAY_HOURS, each.hours) : 0), 0), 0)
      return { readings, observedMs: (hours / ((endDay - periodDay) * DAY_HOURS)) * (toMs - fromMs) }
    },
  }
}

/** Judges day after day; yields shares from `low` to `high`. */
function* judgeDays(known: ReadonlyMap<number, KnownPoint>, judged: readonly DriftQuestion[], { fromMs, toMs, timeZone }: Omit<DriftReplayPlan, 'tunings'>, low: number, high: number): Generator<number, WouldFire[]> {
  const beginMs = fromMs - DRIFT_WARM_UP_MS
  const book = createDriftFireBook()
  for (const atMs of walkDays(known, judged, { beginMs, toMs, timeZone }, createDriftAlerts(book))) yield low + ((high - low) * (atMs - beginMs)) / (toMs - beginMs)
  return book.fires(fromMs)
}
