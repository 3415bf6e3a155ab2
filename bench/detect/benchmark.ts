/** Detection: a reading's whole way through gate, detectors and episodes at 2,000 points, with every method there is; and what a month of 2,000 points costs to learn from, beside the engine's thread. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import { detectorsOf, type AnyDetector } from '../../electron/engine/analysis/detect/detectors.ts'
import { prepareHistory } from '../../electron/engine/analysis/detect/fit-history.ts'
import { fitPoint, leastHalfWidthOf } from '../../electron/engine/analysis/detect/fit-point.ts'
import { isolationForest } from '../../electron/engine/analysis/detect/isolation-forest.ts'
import { levelShift } from '../../electron/engine/analysis/detect/level-shift.ts'
import { oneClassSvm } from '../../electron/engine/analysis/detect/one-class-svm.ts'
import { seasonalRest } from '../../electron/engine/analysis/detect/seasonal-rest.ts'
import { spreadShift } from '../../electron/engine/analysis/detect/spread-shift.ts'
import { takeReading, type IntakeParts, type Judging } from '../../electron/engine/pipeline/intake.ts'
import { modelRowsOf, modelsFromRows } from '../../electron/engine/pipeline/point-models.ts'
import { createMonitoredPoint, useModels, type MonitoredPoint } from '../../electron/engine/pipeline/point-monitor.ts'
import { createSettling } from '../../electron/engine/pipeline/settling.ts'
import { createWorkerLearner } from '../../electron/engine/pipeline/worker-learner.ts'
import { databaseFile, openStore } from '../../electron/engine/store/open-store.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import { seededRandom } from '../../shared/random.ts'
import type { RelatedWatch } from '../../electron/engine/pipeline/related-watch.ts'
import { saveBenchSite } from '../bench-site.ts'
import { report } from '../figures.ts'
import { fitRelatedSample, relateAll } from './related-points.ts'

const POINTS = 2_000
const DAYS = 30
const STEP_MS = 300_000
const LIVE_STEP_MS = 10_000
const WARM_ROUNDS = 20
const ROUNDS = 100
/** Points fitted for the figure; the rest is extrapolated. */
const SAMPLE = 24
const TIME_ZONE = 'Europe/Berlin'
const START_MS = Date.UTC(2026, 0, 5)
const END_MS = START_MS + DAYS * 86_400_000

const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
const calendar = createCalendar(TIME_ZONE)

/** A room or a supply duct: a daily wave, a working day's step, a wandering level, noise. */
const valuesOf = (seed: number): ((timeMs: number) => number) => {
  const random = seededRandom(seed)
  let wander = 0
  return (timeMs) => {
    const slot = calendar.slotOf(timeMs)
    const occupied = slot < 96 && slot >= 28 && slot < 72
    wander += 0.02 * (random() - 0.5) - 0.001 * wander
    return 20 + (seed % 7) + 2 * Math.sin((timeMs / 86_400_000) * 2 * Math.PI) + (occupied ? 1.5 : 0) + wander + 0.3 * (random() + random() - 1)
  }
}

const historyOf = (pointId: number): Series => {
  const valueOf = valuesOf(pointId)
  const timesMs = Float64Array.from({ length: (DAYS * 86_400_000) / STEP_MS }, (_, i) => START_MS + i * STEP_MS)
  return { pointId, timesMs, values: timesMs.map(valueOf), qualities: new Uint16Array(timesMs.length), thinned: false }
}

/** Methods that are no members of the product's combination are run beside it, so that the figure is that of all. */
const BESIDE = [isolationForest, oneClassSvm, seasonalRest, levelShift, spreadShift] as unknown as readonly AnyDetector[]

const beside = (): readonly AnyDetector[] => {
  const members = new Set(detectorsOf('measured').map(({ id }) => id))
  return BESIDE.filter(({ id }) => !members.has(id))
}

/** Processor time of this thread, ms: what else the machine does is not counted, "on one core" is. */
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

interface Learnt {
  /** As it would lie in the store: each point parses its own. */
  readonly rows: ReturnType<typeof modelRowsOf>
  readonly extra: readonly string[]
}

const learn = (point: Point): { learnt: Learnt; memberMs: number; besideMs: number } => {
  const series = historyOf(point.id)
  const startedMs = cpuMs()
  const fitted = fitPoint(point, series, calendar)
  if (fitted === null) throw new Error('The generated history gave no model.')
  const memberMs = cpuMs() - startedMs
  const history = prepareHistory(series, calendar)
  const context = { leastHalfWidth: leastHalfWidthOf(point, fitted.profile, history), alarmContact: false }
  const extra = beside().map((detector) => JSON.stringify(detector.fit(history, context)))
  return { learnt: { rows: modelRowsOf(point.id, fitted, END_MS), extra }, memberMs, besideMs: cpuMs() - startedMs - memberMs }
}

const watch = (point: Point, slot: number, { rows, extra }: Learnt): MonitoredPoint => {
  const monitored = createMonitoredPoint(point, slot)
  useModels(monitored, modelsFromRows(rows))
  const added = beside()
  const models = extra.map((text) => JSON.parse(text) as object | null)
  monitored.detectors = [...monitored.detectors, ...added]
  monitored.fitted = [...monitored.fitted, ...models]
  monitored.states = [...monitored.states, ...added.map((detector, i) => detector.start(models[i] ?? null, { leastHalfWidth: 1, newAlarmContact: false }))]
  return monitored
}

const parts: IntakeParts = { writer: { add: () => {} }, equipment: { judged: () => false }, dataAlerts: { open: () => {}, close: () => true }, settling: createSettling() }
const judging: Judging = { calendar, delays: { onMs: 30_000, offMs: 60_000 }, collect: true }

/** Microseconds a reading, round after round over all points, as polling brings them. */
const feed = (monitored: readonly MonitoredPoint[], rounds: number, startMs: number, valueOf: readonly ((timeMs: number) => number)[], followed?: { readonly values: Float64Array; readonly watch: RelatedWatch }): number => {
  let spentMs = 0
  for (let round = 0; round < rounds; round++) {
    const timeMs = startMs + round * LIVE_STEP_MS
    const values = Float64Array.from(valueOf, (value) => value(timeMs))
    const startedMs = cpuMs()
    for (let i = 0; i < monitored.length; i++) {
      const own = monitored[i] as MonitoredPoint
      const value = values[i] as number
      takeReading(own, timeMs, value, 0, judging, parts, () => {})
      if (followed === undefined) continue
      followed.values[i] = value
      followed.watch.take(own.point.id, timeMs, value)
    }
    spentMs += cpuMs() - startedMs
  }
  return (spentMs * 1_000) / (rounds * monitored.length)
}

const opened = openStore(join(folder, 'site'))
if (!opened.ok) throw new Error(opened.error.message)
const store = opened.value
saveBenchSite(store, POINTS / 100, 100, START_MS)
const points = store.points()
const sample = points.slice(0, SAMPLE)

const learnt = sample.map(learn)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
/** The first fits pay for the compiler; 2,000 points do not notice it. */
const warm = learnt.slice(4)
const memberMs = mean(warm.map((each) => each.memberMs))
const besideMs = mean(warm.map((each) => each.besideMs))
const modelBytes = mean(learnt.map((each) => [...each.learnt.rows.map(({ body }) => body), ...each.learnt.extra].reduce((sum, text) => sum + text.length, 0)))

const monitored = points.map((point, slot) => watch(point, slot, (learnt[slot % SAMPLE] as (typeof learnt)[number]).learnt))
const valueOf = points.map((_, slot) => valuesOf((sample[slot % SAMPLE] as Point).id))
feed(monitored, WARM_ROUNDS, END_MS, valueOf)
globalThis.gc?.()
const microseconds = feed(monitored, ROUNDS, END_MS + WARM_ROUNDS * LIVE_STEP_MS, valueOf)

/** Once more with six siblings, the outdoor air and a supply for each point, as where all roles are known. */
const related = fitRelatedSample(sample.map(({ id }) => historyOf(id)), TIME_ZONE, START_MS, END_MS, cpuMs)
const latest = new Float64Array(monitored.length).fill(21)
const followed = { values: latest, watch: relateAll(monitored, related.models, (place) => latest[place] ?? Number.NaN) }
const liveMs = END_MS + (WARM_ROUNDS + ROUNDS) * LIVE_STEP_MS
feed(monitored, WARM_ROUNDS, liveMs, valueOf, followed)
const relatedMicroseconds = feed(monitored, ROUNDS, liveMs + WARM_ROUNDS * LIVE_STEP_MS, valueOf, followed)
const relatedMs = mean(related.ms.slice(4))

/** The product's own way: histories from the store, fits in the worker thread; meanwhile this thread must be free for acquisition. */
for (const point of sample) {
  const { timesMs, values } = historyOf(point.id)
  store.writeBatch({ readings: { count: timesMs.length, pointIds: new Int32Array(timesMs.length).fill(point.id), timesMs, values, qualities: new Uint16Array(timesMs.length) }, outcomes: [] })
}
const run = createWorkerLearner(databaseFile(join(folder, 'site')), new URL('../../electron/engine/pipeline/fit-worker.ts', import.meta.url)).start({ timeZone: TIME_ZONE, fromMs: START_MS, toMs: END_MS })
await run.fit(sample.slice(0, 2))
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const startedMs = performance.now()
const answers = await run.fit(sample)
const workerMs = (performance.now() - startedMs) / SAMPLE
delay.disable()
await run.end()
store.close()
rmSync(folder, { recursive: true, force: true })
if (answers.some(({ rows }) => rows.length < 2)) throw new Error('The worker learnt nothing of a point.')

const minutes = (msPerPoint: number): number => (msPerPoint * POINTS) / 60_000
report([
  { name: 'methods of a measured point', value: (monitored[0] as MonitoredPoint).detectors.length, unit: 'methods', limit: { kind: 'min', value: 8 } },
  { name: 'a reading through all of them', value: microseconds, unit: 'µs' },
  { name: 'readings on one core', value: 1e6 / microseconds, unit: 'readings/s', limit: { kind: 'min', value: 50_000 } },
  { name: 'a reading through all of them, with related points', value: relatedMicroseconds, unit: 'µs' },
  { name: 'readings on one core, with related points', value: 1e6 / relatedMicroseconds, unit: 'readings/s', limit: { kind: 'min', value: 50_000 } },
  { name: `fit of what is related to ${POINTS} points (from ${SAMPLE})`, value: minutes(relatedMs), unit: 'min', limit: { kind: 'max', value: 4 } },
  { name: 'models of a point, all methods', value: modelBytes / 1_024, unit: 'kB', limit: { kind: 'max', value: 128 } },
  { name: `fit of ${POINTS} points, all methods (from ${SAMPLE})`, value: minutes(memberMs + besideMs), unit: 'min', limit: { kind: 'max', value: 10 } },
  { name: `fit of ${POINTS} points in the background, methods in use (from ${SAMPLE}), by the clock`, value: minutes(workerMs), unit: 'min', limit: { kind: 'max', value: 10 } },
  { name: "delay of the engine's thread meanwhile, 99 %", value: delay.percentile(99) / 1e6, unit: 'ms', limit: { kind: 'max', value: 50 } },
])
