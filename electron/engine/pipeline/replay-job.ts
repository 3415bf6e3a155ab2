/** Replays of many points and pieces of equipment one after another, in turns: what the replay worker does, without the thread. */
import type { DetectionTuning, WouldFire } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { signalByType, type SignalKind } from '../analysis/quality/point-profile.ts'
import { upstreamCandidates } from '../analysis/detect/upstream-points.ts'
import { createDriftGuides } from './drift-guides.ts'
import type { DriftQuestion } from './drift-judge.ts'
import { driftPointsOf } from './drift-kinds.ts'
import { keptReference } from './drift-reference.ts'
import type { RelatedQuestion } from './fit-related.ts'
import { createCalendar } from '../analysis/calendar.ts'
import type { ReplayQueries } from '../store/replay-queries.ts'
import type { Binding } from '../analysis/rules/bind.ts'
import { createBackTestSummer, type BackTestSum } from './back-test-sum.ts'
import { fitTimes } from './learning-pace.ts'
import { modelsFromRows } from './point-models.ts'
import { relatedQuestions } from './related-round.ts'
import { relatedOfRows } from './related-watch.ts'
import { createHolidayView, NO_HOLIDAYS, type KnownHolidays } from './replay-holidays.ts'
import { chooseSubjects, formSite, sureRoles } from './replay-subjects.ts'
import { createMonitoredPoint, useModels, type MonitoredPoint } from './point-monitor.ts'
import { replayPoint, WARM_UP_MS, type PointReplay, type ReplayPlan } from './replay.ts'
import { DRIFT_WARM_UP_MS, replayDrift } from './replay-drift.ts'
import { createPlantSwitches, type PlantSwitches } from './replay-switches.ts'
import type { FormedSite } from './rules/form-equipment.ts'
import { replayEquipment, RULE_WARM_UP_MS, type EquipmentReplayPlan } from './rules/replay-equipment.ts'
import { createTuningBook, type DetectionRules, type PointTuning, type TuningBook } from './tuning.ts'

/** What is replayed. Survives structured cloning. */
export interface ReplayTask {
  /** Points and equipment are chosen as by `BackTestPlan`. */
  readonly pointIds: readonly number[]
  readonly equipmentIds?: readonly string[] | undefined
  readonly fromMs: number
  readonly toMs: number
  readonly settings: Settings
  /** Of the period and the 60 days before it; absent = none. */
  readonly holidays?: KnownHolidays
  /** As set now: judged first. */
  readonly rules: DetectionRules
  /** Judged after it, each: rules and changes under trial. Empty = only what is set now. */
  readonly trials: readonly ReplayTrial[]
  /** Slow faults are left out: they take months of a point and of its peers, and no band changes them. */
  readonly readingsOnly?: boolean
}

export interface ReplayTrial {
  readonly rules: DetectionRules
  readonly tuning: DetectionTuning
  /** Empty = all detectors. */
  readonly only: readonly string[]
}

export interface ReplayTurn {
  readonly done: boolean
  /** 0..1 */
  readonly share: number
  /** Points and pieces of equipment that are judged. */
  readonly subjects: number
  /** Of the points and equipment finished in this turn (slow faults: of all points, at their end), by tuning: what is set now, then each trial. */
  readonly fires: readonly (readonly WouldFire[])[]
}

export interface ReplayJob {
  /** Works for about so long, at least one part of one point. */
  turn(budgetMs: number): ReplayTurn
  /** Of the points done so far. */
  sum(): BackTestSum
}

/** Plant whose switching is looked at, of the replayed points' own devices first: reading more would take longer than the replay. */
const MOST_SWITCHING = 200
const SWITCHING_A_POINT = 8
const MOST_CHANGES = 20_000

/** Roles are those of the moment of the question: read once, for equipment, related points and slow faults alike. */
const rolesReadOnce = (queries: ReplayQueries): ReplayQueries => {
  let roles: ReturnType<ReplayQueries['roles']> | undefined
  return { ...queries, roles: () => (roles ??= queries.roles()) }
}

/** `elapsedMs` is a clock for the turns' budget only. */
export const createReplayJob = (task: ReplayTask, asked: ReplayQueries, elapsedMs: () => number): ReplayJob => {
  const { fromMs, toMs, settings } = task
  const queries = rolesReadOnce(asked)
  const all = queries.points()
  const books = [createTuningBook(settings, task.rules), ...task.trials.map(({ rules, tuning, only }) => createTuningBook(settings, rules, tuning, only))]
  const summer = createBackTestSummer(createCalendar(settings.timeZone), fromMs, toMs, queries.rolesDecidedSince(fromMs).length)
  let formed: FormedSite | undefined
  const site = (): FormedSite => (formed ??= formSite(all, queries))
  const chosen = chooseSubjects(task, all, site)
  let found: readonly KnownSignal[] | undefined
  const signals = (): readonly KnownSignal[] => (found ??= signalsOf(all, queries))
  const pointPlanOf = pointPlans(task, chosen.points, all, signals, site, books, queries)
  const equipmentPlanOf = equipmentPlans(task, books, queries)
  const byId = new Map(all.map((point) => [point.id, point]))
  const feeders = new Map<number, number | null>()
  const learntFeeder = (pointId: number): number | null => {
    const before = feeders.get(pointId)
    if (before !== undefined) return before
    const found = relatedOfRows(queries.models(pointId))?.upstream?.pointId ?? null
    feeders.set(pointId, found)
    return found
  }
  const drifting = chosen.drifting.length === 0 ? [] : driftQuestions(task, signals(), queries)
  const judgedForDrift = new Set(chosen.drifting.map(({ id }) => id))
  const drifts = drifting.filter(({ point }) => judgedForDrift.has(point.id)).length
  const isDriftAlone = chosen.points.length === 0

  const subjects: readonly Subject[] = [
    ...chosen.points.map((point) => weighing(1, function* () {
      const replay = yield* replayPoint(point, (from, to) => queries.readings(point.id, from, to), pointPlanOf(point))
      summer.add(replay)
      return replay
    })),
    ...chosen.places.map((place) => weighing(1, function* () {
      const { site: own } = chosen
      const { equipment } = own.bindings[place] as Binding
      const replay = yield* replayEquipment({ site: own, place, points: byId, learntFeeder }, (id, from, to) => queries.readings(id, from, to), equipmentPlanOf(equipment))
      summer.addEquipment(replay)
      return replay
    })),
    // All points together, because they are each other's peers.
    ...(drifts === 0 ? [] : [weighing(drifts, function* () {
      const replay = yield* replayDrift(drifting, judgedForDrift, (id, from, to) => queries.readings(id, from, to), { fromMs, toMs, timeZone: settings.timeZone, tunings: books.map(({ of }) => of) })
      summer.addDrift(replay, isDriftAlone)
      return replay
    })]),
  ]
  const weight = subjects.reduce((sum, each) => sum + each.weight, 0)
  const count = chosen.points.length + chosen.places.length + (isDriftAlone ? drifts : 0)
  let next = 0
  let passed = 0
  let current: Generator<number, Judged> | null = null
  let share = 0

  return {
    turn: (budgetMs) => {
      const startMs = elapsedMs()
      const fires: WouldFire[][] = books.map(() => [])
      while (next < subjects.length) {
        const subject = subjects[next] as Subject
        current ??= subject.replay()
        const step = current.next()
        if (step.done === true) {
          for (const [i, own] of step.value.fires.entries()) fires[i]?.push(...own)
          current = null
          next += 1
          passed += subject.weight
          share = 0
        } else share = step.value * subject.weight
        if (elapsedMs() - startMs >= budgetMs) break
      }
      return { done: next >= subjects.length, share: weight === 0 ? 1 : Math.min(1, (passed + share) / weight), subjects: count, fires }
    },
    sum: () => summer.sum(),
  }
}

type Judged = Pick<PointReplay, 'fires'>

interface Subject {
  /** Of how many points' work it is about. */
  readonly weight: number
  replay(): Generator<number, Judged>
}

const weighing = (weight: number, replay: () => Generator<number, Judged>): Subject => ({ weight, replay })

interface KnownSignal {
  readonly point: Point
  readonly signal: SignalKind
}

/** What the points turned out to be. */
const signalsOf = (all: readonly Point[], queries: ReplayQueries): readonly KnownSignal[] =>
  all.map((point) => ({ point, signal: modelsFromRows(queries.models(point.id))?.profile.signal ?? signalByType(point) }))

/** All points that can have slow faults, as live asks of them, with the references of before. */
const driftQuestions = ({ fromMs }: ReplayTask, signals: readonly KnownSignal[], queries: ReplayQueries): readonly DriftQuestion[] => {
  const roles = new Map(queries.roles().map(({ pointId, role }) => [pointId, role]))
  const guidesOf = createDriftGuides(signals.map(({ point }) => point), (pointId) => roles.get(pointId) ?? null)
  return driftPointsOf(signals).map(({ point, signal }) => ({ point, signal, role: roles.get(point.id) ?? null, guides: guidesOf(point), kept: keptReference(queries.models(point.id), fromMs - DRIFT_WARM_UP_MS) }))
}

const pointPlans = ({ fromMs, toMs, settings, holidays: known = NO_HOLIDAYS }: ReplayTask, points: readonly Point[], all: readonly Point[], signals: () => readonly KnownSignal[], site: () => FormedSite, books: readonly TuningBook[], queries: ReplayQueries): ((point: Point) => ReplayPlan) => {
  const gaps = queries.gaps(fromMs - WARM_UP_MS, toMs)
  const read = (pointId: number, from: number, to: number): Series => queries.readings(pointId, from, to)
  const holidays = createHolidayView(known, settings.timeZone, fromMs - WARM_UP_MS, toMs, read)
  const roleOf = sureRoles(queries)
  const questions = points.length === 0 ? new Map<number, RelatedQuestion>() : relatedOf(signals(), site(), roleOf, queries)
  const byId = new Map(all.map((point) => [point.id, point]))
  const switches = switchesFor(points, all, queries, fromMs - WARM_UP_MS, toMs)
  return (point) => {
    const firstMs = queries.firstReadingMs(point.id)
    const question = questions.get(point.id)
    return {
      ...(question === undefined ? {} : { related: { question, points: byId, read, gaps } }),
      role: roleOf(point.id), fromMs, toMs, timeZone: settings.timeZone, holidays, fitsAtMs: firstMs === undefined ? [] : fitTimes(firstMs, fromMs - WARM_UP_MS, toMs), tunings: books.map((book): PointTuning => book.of(point)),
      gaps: gaps.filter(({ deviceId }) => deviceId === null || deviceId === point.deviceId), switches,
    }
  }
}

/** What is related to what, as live asks it: by sure roles, equipment, what people said of it, and what the points turned out to be. */
const relatedOf = (signals: readonly KnownSignal[], site: FormedSite, roleOf: ReturnType<typeof sureRoles>, queries: ReplayQueries): ReadonlyMap<number, RelatedQuestion> =>
  new Map(relatedQuestions(signals, roleOf, upstreamCandidates(site.bindings.map(({ equipment }) => equipment)), queries.relatedDecisions()).map((question) => [question.point.id, question]))

const equipmentPlans = ({ fromMs, toMs, trials }: ReplayTask, books: readonly TuningBook[], queries: ReplayQueries): ((equipment: Binding['equipment']) => EquipmentReplayPlan) => {
  const beginMs = fromMs - RULE_WARM_UP_MS
  const gaps = queries.gaps(beginMs, toMs)
  const only = new Set(trials.flatMap((trial) => trial.only))
  return (equipment) => ({ beginMs, fromMs, toMs, tunings: books.map((book) => book.ofEquipment(equipment)), only, gaps })
}

const switchesFor = (points: readonly Point[], all: readonly Point[], queries: ReplayQueries, fromMs: number, toMs: number): PlantSwitches => {
  const devices = new Set(points.map(({ deviceId }) => deviceId))
  const most = Math.min(MOST_SWITCHING, points.length * SWITCHING_A_POINT)
  const candidates = all.filter(({ kind }) => kind === 'binary').sort((a, b) => Number(devices.has(b.deviceId)) - Number(devices.has(a.deviceId)) || a.id - b.id)
  const switching = new Map<number, MonitoredPoint>()
  const rows: { readonly pointId: number; readonly timeMs: number; readonly value: number }[] = []
  for (const point of candidates) {
    if (switching.size >= most) break
    const models = modelsFromRows(queries.models(point.id))
    if (models === null || models.fitted.size === 0) continue
    const monitored = createMonitoredPoint(point, 0)
    useModels(monitored, models)
    switching.set(point.id, monitored)
    for (const change of queries.changes(point.id, fromMs, toMs, MOST_CHANGES)) rows.push({ pointId: point.id, ...change })
  }
  rows.sort((a, b) => a.timeMs - b.timeMs)
  return createPlantSwitches(switching, {
    pointIds: Int32Array.from(rows, ({ pointId }) => pointId), timesMs: Float64Array.from(rows, ({ timeMs }) => timeMs), values: Float64Array.from(rows, ({ value }) => value),
  })
}
