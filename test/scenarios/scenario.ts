/** Declarative tests of the pipeline: points with their healthy behaviour, a timeline of readings and events, and the alerts that must stand after each step. */
import { createInlineLearner } from '../../electron/engine/pipeline/learner.ts'
import { createPipeline } from '../../electron/engine/pipeline/pipeline.ts'
import type { Pipeline } from '../../electron/engine/pipeline/pipeline-types.ts'
import type { DetectionRules } from '../../electron/engine/pipeline/tuning.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { isActive, isOpen, type Alert } from '../../shared/domain/alert.ts'
import type { MaintenanceScope } from '../../shared/domain/maintenance.ts'
import type { LiveValues, Point } from '../../shared/domain/point.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import { seededRandom } from '../../shared/random.ts'
import { createMemoryStore, type MemoryStore } from '../engine/pipeline/memory-store.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { expandSeries, type Sample } from './series-expression.ts'

const DAY_MS = 86_400_000
const HISTORY_STEP_MS = 300_000

/** The moment as a healthy point feels it: UTC, with `noise()` standard normal, from a seed. */
export interface Moment {
  readonly hour: number
  readonly weekday: number
  readonly day: number
  readonly timeMs: number
  readonly noise: () => number
}

export interface ScenarioPoint extends Partial<Point> {
  readonly healthy: (moment: Moment) => number
}

/** One step: `for` how long, what each point reads meanwhile (default: healthy), what happens at its start, and what stands at its end. */
export interface Step {
  readonly for?: string
  readonly read?: Readonly<Record<string, string>>
  readonly device?: 'offline' | 'online'
  readonly sleep?: string
  readonly clockJump?: string
  readonly restart?: true
  readonly acknowledge?: string
  readonly confirm?: string
  /** Sets every active alert aside: `until` in how long, none = until it clears. */
  readonly shelve?: { readonly until?: string; readonly oneShot: boolean }
  readonly unshelve?: true
  /** A maintenance window over the whole device, from now on for that long. */
  readonly maintenance?: string
  /** The points that the window is set for; default the device. */
  readonly maintained?: readonly string[]
  /** What people set from here on. */
  readonly tune?: DetectionRules
  readonly store?: 'refuses' | 'works'
  /** Open alerts: `active equipment supply alert.analog.above`; null for the point = the device's. In the order raised. */
  readonly alerts?: readonly string[]
}

export interface Scenario {
  readonly points: Readonly<Record<string, ScenarioPoint>>
  /** Sure roles by the names of points; default none, then nothing related is looked at. */
  readonly roles?: Readonly<Record<string, PointRole>>
  /** First moment of the timeline, UTC; default Monday 2 February 2026, 10:00. */
  readonly start?: string
  /** Days of healthy history, learnt before the start; default none. */
  readonly historyDays?: number
  /** Changes the history of a point, e.g. to contaminate it. */
  readonly history?: (name: string, value: number, moment: Moment) => number
  /** Between readings, ms; default 5 s. */
  readonly intervalMs?: number
  readonly settings?: Partial<Settings>
  readonly steps: readonly Step[]
  /** Hears of alerts as they change, e.g. to gather them under incidents. */
  readonly listen?: (site: ListenedSite) => (alerts: readonly Alert[]) => void
}

/** What a listener of alerts may ask. */
export interface ListenedSite {
  readonly clock: FakeClock
  readonly memory: MemoryStore
  readonly pipeline: Pipeline
  readonly points: readonly Point[]
}

export interface Outcome {
  readonly memory: MemoryStore
  /** All alerts ever raised, oldest first. */
  readonly alerts: readonly Alert[]
  readonly pipeline: Pipeline
  readonly live: LiveValues[]
  readonly points: readonly Point[]
  /** Lives on with further steps. */
  goOn(steps: readonly Step[]): Promise<Outcome>
  /** Errors of the expectations, in words; empty when all held. */
  readonly wrong: readonly string[]
}

const DEVICE = {
  id: 1, instance: 1001, address: { ip: '127.0.0.1', port: 47_808 }, name: 'AHU-1 controller', vendorId: 0, vendorName: '', modelName: '', firmware: '', description: '', maxApdu: 1476,
  segmentation: 'both' as const, protocolRevision: 14, firstSeenMs: 0, lastSeenMs: null,
}

/** Runs a scenario and tells where it went another way than written. */
export const runScenario = async (scenario: Scenario): Promise<Outcome> => {
  const startMs = Date.parse(scenario.start ?? '2026-02-02T10:00:00Z')
  const intervalMs = scenario.intervalMs ?? 5_000
  const names = Object.keys(scenario.points)
  const points = names.map((name, i) => pointOf(name, i + 1, scenario.points[name] as ScenarioPoint, intervalMs))
  const memory = createMemoryStore({ timeZone: 'UTC', ...scenario.settings }, [DEVICE])
  const clock = createFakeClock(startMs)
  const noise = names.map((_, i) => normalNoise(seededRandom(1_000 + i)))
  const healthyAt = (i: number, timeMs: number): number => (scenario.points[names[i] as string] as ScenarioPoint).healthy(momentOf(timeMs, noise[i] as () => number))
  const live: LiveValues[] = []
  let heard: (alerts: readonly Alert[]) => void = () => {}
  const start = (): Pipeline => {
    const made = createPipeline({
      clock, store: memory.store, learner: createInlineLearner(memory.readers), log: silentLog,
      ...(scenario.roles === undefined ? {} : { roleOf: (pointId: number) => scenario.roles?.[names[pointId - 1] ?? ''] ?? null }),
      listener: { liveValues: (values) => live.push(values), alertsChanged: (alerts) => heard(alerts), storeTrouble: () => {} },
    })
    heard = scenario.listen?.({ clock, memory, pipeline: made, points }) ?? (() => {})
    made.setPoints(points)
    return made
  }
  let pipeline = start()
  if (scenario.historyDays !== undefined) await learnHistory(scenario, pipeline, names, startMs, healthyAt)
  const wrong: string[] = []
  let done = 0
  const goOn = async (steps: readonly Step[]): Promise<Outcome> => {
    for (const step of steps) takeStep(step, (done += 1))
    return { memory, alerts: [...memory.alerts.values()], pipeline, live, points, wrong, goOn }
  }
  const takeStep = (step: Step, number: number): void => {
    if (step.restart) {
      pipeline.stop()
      pipeline = start()
    }
    if (step.tune !== undefined) pipeline.tune(step.tune)
    if (step.acknowledge !== undefined) pipeline.act(pipeline.openAlerts().map(({ id }) => id), { event: 'acknowledge', note: step.acknowledge })
    if (step.confirm !== undefined) pipeline.act(pipeline.openAlerts().map(({ id }) => id), { event: 'confirm', note: step.confirm })
    if (step.shelve !== undefined) shelve(step.shelve, pipeline, clock)
    if (step.unshelve) pipeline.act(pipeline.openAlerts().map(({ id }) => id), { event: 'unshelve', note: '' })
    if (step.maintenance !== undefined) {
      const fromMs = clock.nowMs()
      const scope: MaintenanceScope = step.maintained === undefined ? { what: 'devices', deviceIds: [1] } : { what: 'points', pointIds: step.maintained.map((name) => names.indexOf(name) + 1) }
      memory.store.insertMaintenanceWindow({ scope, fromMs, toMs: fromMs + durationMs(step.maintenance), reason: 'filter change', createdAtMs: fromMs, endedAtMs: null })
      pipeline.maintenanceChanged()
    }
    if (step.store !== undefined) memory.refuse = step.store === 'refuses' ? 'disk full' : null
    if (step.device !== undefined) pipeline.deviceState(1, step.device, clock.nowMs())
    if (step.sleep !== undefined) sleep(clock, pipeline, durationMs(step.sleep))
    if (step.clockJump !== undefined) clock.jump(durationMs(step.clockJump))
    if (step.for !== undefined) feed(step, { clock, pipeline, names, intervalMs, healthyAt })
    if (step.alerts !== undefined) {
      const seen = [...memory.alerts.values()].filter(isOpen).map((alert) => describeAlert(alert, names))
      const expected = [...step.alerts]
      if (JSON.stringify(seen) !== JSON.stringify(expected)) wrong.push(`step ${number}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(seen)}`)
    }
  }
  return goOn(scenario.steps)
}

const pointOf = (name: string, id: number, facts: Partial<Point>, pollIntervalMs: number): Point => ({
  id, deviceId: 1, objectType: 0, objectInstance: id, name, description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs, ...facts,
})

const describeAlert = (alert: Alert, names: readonly string[]): string => {
  const state = `${isActive(alert) ? 'active' : 'cleared'}${alert.acknowledgedAtMs === null ? '' : '+acknowledged'}`
  const aside = `${alert.shelf === null ? '' : '+shelved'}${alert.maintenanceId === null ? '' : '+maintenance'}`
  return `${state}${aside} ${alert.kind} ${alert.pointId === null ? 'device' : names[alert.pointId - 1]} ${alert.title.key}`
}

const momentOf = (timeMs: number, noise: () => number): Moment => {
  const date = new Date(timeMs)
  return { hour: date.getUTCHours() + date.getUTCMinutes() / 60, weekday: date.getUTCDay(), day: Math.floor(timeMs / DAY_MS), timeMs, noise }
}

/** Box and Muller 1958. */
const normalNoise = (random: () => number) => (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const learnHistory = async (scenario: Scenario, pipeline: Pipeline, names: readonly string[], startMs: number, healthyAt: (i: number, timeMs: number) => number): Promise<void> => {
  for (const [i, name] of names.entries()) {
    const count = Math.floor(((scenario.historyDays ?? 0) * DAY_MS) / HISTORY_STEP_MS)
    const timesMs = Float64Array.from({ length: count }, (_, k) => startMs - (count - k) * HISTORY_STEP_MS)
    const values = timesMs.map((timeMs) => {
      const value = healthyAt(i, timeMs)
      return scenario.history?.(name, value, momentOf(timeMs, () => 0)) ?? value
    })
    pipeline.takeHistory({ count, pointIds: new Int32Array(count).fill(i + 1), timesMs, values, qualities: new Uint16Array(count) })
  }
  await pipeline.learn(names.map((_, i) => i + 1), () => {}, new AbortController().signal)
}

const shelve = ({ until, oneShot }: NonNullable<Step['shelve']>, pipeline: Pipeline, clock: FakeClock): void => {
  const untilMs = until === undefined ? null : clock.nowMs() + durationMs(until)
  pipeline.act(pipeline.openAlerts().map(({ id }) => id), { event: 'shelve', reason: 'part ordered', untilMs, oneShot })
}

const sleep = (clock: FakeClock, pipeline: Pipeline, ms: number): void => {
  const fromMs = clock.nowMs()
  clock.jump(ms)
  pipeline.markUnobserved(fromMs, clock.nowMs())
}

interface Feeding {
  readonly clock: FakeClock
  readonly pipeline: Pipeline
  readonly names: readonly string[]
  readonly intervalMs: number
  readonly healthyAt: (i: number, timeMs: number) => number
}

const feed = (step: Step, { clock, pipeline, names, intervalMs, healthyAt }: Feeding): void => {
  const count = Math.max(1, Math.round(durationMs(step.for ?? '0s') / intervalMs))
  const fromMs = clock.nowMs()
  const unknown = Object.keys(step.read ?? {}).find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`no point "${unknown}"`)
  const series = names.map((name, i) => expandSeries(step.read?.[name] ?? '~', count, (k) => healthyAt(i, fromMs + (k + 1) * intervalMs)))
  for (let k = 0; k < count; k++) {
    clock.advance(intervalMs)
    const read = series.flatMap((samples, i) => (samples[k] ? [{ id: i + 1, ...(samples[k] as Sample) }] : []))
    if (read.length === 0) continue
    pipeline.take({
      deviceId: 1, pointIds: Int32Array.from(read, ({ id }) => id), timesMs: new Float64Array(read.length).fill(clock.nowMs()),
      values: Float64Array.from(read, ({ value }) => value), statusFlags: Uint8Array.from(read, ({ statusFlags }) => statusFlags),
    })
  }
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS }

/** `45s`, `10m`, `-2h`, `5d`. */
export const durationMs = (text: string): number => {
  const [, number, unit] = /^(-?\d+)([smhd])$/.exec(text) ?? []
  if (number === undefined || unit === undefined) throw new Error(`unknown duration "${text}"`)
  return Number(number) * (UNIT_MS[unit] as number)
}
