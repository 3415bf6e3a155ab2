/** Slow faults over history: a site is judged live day by day, then its stored readings are replayed; the episodes are the same ones. */
import { describe, expect, it, vi } from 'vitest'
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'
import { signalByType } from '../../../electron/engine/analysis/quality/point-profile.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { createAlertBook } from '../../../electron/engine/pipeline/alert-book.ts'
import { createDriftAlerts } from '../../../electron/engine/pipeline/drift-alerts.ts'
import { keptReference } from '../../../electron/engine/pipeline/drift-reference.ts'
import { NO_GUIDES } from '../../../electron/engine/pipeline/drift-guides.ts'
import { judgeDriftOf } from '../../../electron/engine/pipeline/drift-round.ts'
import { createInlineLearner } from '../../../electron/engine/pipeline/learner.ts'
import { DRIFT_WARM_UP_MS, replayDrift, type DriftReplay, type DriftReplayPlan } from '../../../electron/engine/pipeline/replay-drift.ts'
import { chooseSubjects } from '../../../electron/engine/pipeline/replay-subjects.ts'
import { NO_EQUIPMENT } from '../../../electron/engine/pipeline/rules/form-equipment.ts'
import { NO_RULES, PLAIN_TUNING, type PointTuning } from '../../../electron/engine/pipeline/tuning.ts'
import type { WouldFire } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { hourly, load, outdoor, START_DAY, START_MS, type Sample } from '../analysis/drift/samples.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'

// Months of a site, day by day, take some seconds, more on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const TIME_ZONE = 'Europe/Berlin'
const CELSIUS = 62
const KW = 48
/** Live is there from the first day that the replay judges. */
const [FIRST, FROM, LAST] = [117, 131, 252]
const calendar = createCalendar(TIME_ZONE)

const air = (seed: number, change: (day: number) => number = () => 0): Sample => hourly(LAST + 1, seed, (hour, noise) => outdoor(hour) + noise() + change(hour / 24))
const within = (day: number, from: number, to: number): boolean => day >= from && day < to
const held = (sample: Sample, from: number, to: number): Sample => ({ ...sample, values: sample.values.map((value, hour) => (within(hour / 24, from, to) ? (sample.values[from * 24] as number) : value)) })
const unread = (sample: Sample, from: number, to: number): Sample => ({ ...sample, values: sample.values.map((value, hour) => (within(hour / 24, from, to) ? Number.NaN : value)) })

/** A sensor that jumps and is put right, jumps again and stays; one that stands still; one that is not read for a while; a meter that stands still. */
const SAMPLES: readonly { readonly name: string; readonly units: number; readonly sample: Sample }[] = [
  { name: 'OAT roof', units: CELSIUS, sample: air(1, (day) => (within(day, 140, 175) ? 3 : day >= 215 ? -3.5 : 0)) },
  { name: 'OAT north', units: CELSIUS, sample: held(air(2), 196, 205) },
  { name: 'OAT yard', units: CELSIUS, sample: unread(air(3), 183, 190) },
  { name: 'Main meter', units: KW, sample: held(hourly(LAST + 1, 4, (hour, noise) => load(hour) * (1 + 0.05 * noise())), 222, 229) },
]
const POINTS = SAMPLES.map(({ name, units }, i): Point => ({ id: i + 1, deviceId: 1, objectType: 0, objectInstance: i, name, description: '', kind: 'analog', units, stateTexts: [], pollIntervalMs: 60_000 }))

const write = (memory: MemoryStore, fromMs: number, toMs: number): void => {
  for (const [i, { sample }] of SAMPLES.entries()) {
    const at = Array.from(sample.timesMs.keys()).filter((each) => (sample.timesMs[each] as number) >= fromMs && (sample.timesMs[each] as number) < toMs && Number.isFinite(sample.values[each]))
    memory.store.writeBatch({
      readings: {
        count: at.length, pointIds: new Int32Array(at.length).fill(i + 1), timesMs: Float64Array.from(at, (each) => sample.timesMs[each] as number),
        values: Float64Array.from(at, (each) => sample.values[each] as number), qualities: new Uint16Array(at.length),
      },
      outcomes: [],
    })
  }
}

/** Judged at three each morning, UTC. */
const live = async (): Promise<MemoryStore> => {
  const memory = createMemoryStore({ timeZone: TIME_ZONE })
  let nowMs = START_MS
  const clock = { ...createFakeClock(START_MS), nowMs: () => nowMs }
  const book = createAlertBook({ clock, store: memory.store, log: silentLog, alertsChanged: () => {} })
  for (let day = FIRST; day <= LAST; day++) {
    const untilMs = START_MS + day * DAY_MS + 3 * HOUR_MS
    write(memory, nowMs, untilMs)
    nowMs = untilMs
    const judged = await judgeDriftOf(POINTS.map((point) => ({ point, signal: signalByType(point) })), { store: memory.store, learner: createInlineLearner(memory.readers), alerts: createDriftAlerts(book), isOff: () => false, timeZone: TIME_ZONE, nowMs }, new AbortController().signal)
    if (!judged.ok) throw new Error(judged.error.message)
  }
  return memory
}
let lived: Promise<MemoryStore> | undefined
const life = (): Promise<MemoryStore> => (lived ??= live())

/** Local midnight of a day of the life. */
const midnight = (day: number): number => {
  const noonMs = START_MS + day * DAY_MS + 12 * HOUR_MS
  return START_MS + day * DAY_MS - (calendar.localMs(noonMs) - noonMs)
}

const readerOf = (memory: MemoryStore) => {
  const known = new Map(POINTS.map(({ id }) => [id, memory.readings(id)]))
  return (pointId: number, fromMs: number, toMs: number): Series => {
    const rows = (known.get(pointId) ?? []).filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    return { pointId, thinned: false, timesMs: Float64Array.from(rows, (row) => row.timeMs), values: Float64Array.from(rows, (row) => row.value), qualities: Uint16Array.from(rows, (row) => row.quality) }
  }
}

const replay = (memory: MemoryStore, fromDay: number, toDay: number, change: Partial<DriftReplayPlan> = {}, chosen: readonly number[] = POINTS.map(({ id }) => id)): DriftReplay => {
  const plan: DriftReplayPlan = { fromMs: midnight(fromDay), toMs: midnight(toDay), timeZone: TIME_ZONE, tunings: [() => PLAIN_TUNING], ...change }
  const questions = POINTS.map((point) => ({ point, signal: signalByType(point), role: null, guides: NO_GUIDES, kept: keptReference(memory.models.filter(({ pointId }) => pointId === point.id), plan.fromMs - DRIFT_WARM_UP_MS) }))
  const work = replayDrift(questions, new Set(chosen), readerOf(memory), plan)
  let share = 0
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (step.value < share || step.value > 1) throw new Error(`The share went from ${share} to ${step.value}.`)
    share = step.value
  }
}

const dayOf = (timeMs: number | null): number | null => (timeMs === null ? null : calendar.dayOf(timeMs) - START_DAY)
const described = ({ pointId, startedAtMs, raisedAtMs, clearedAtMs, severity }: Pick<WouldFire, 'pointId' | 'startedAtMs' | 'raisedAtMs' | 'clearedAtMs' | 'severity'>) => `${pointId}: ${dayOf(startedAtMs)}, ${dayOf(raisedAtMs)} to ${dayOf(clearedAtMs)}, ${severity}`
const liveOf = (memory: MemoryStore, fromDay: number): string[] => [...memory.alerts.values()].filter(({ raisedAtMs }) => raisedAtMs >= midnight(fromDay)).map(described).sort()
const firesOf = ({ fires }: DriftReplay, tuning = 0): string[] => (fires[tuning] ?? []).map(described).sort()

describe('slow faults over history', () => {
  it('are the episodes that live told, on the same days and as grave', async () => {
    const memory = await life()
    const was = liveOf(memory, FROM)
    expect(new Set(was.map((line) => line.slice(0, 1)))).toEqual(new Set(['1', '2', '4']))
    expect(was.filter((line) => line.startsWith('1')).length).toBeGreaterThanOrEqual(2)
    expect(was.some((line) => line.includes('to null'))).toBe(true)
    const replayed = replay(memory, FROM, LAST + 1)
    expect(firesOf(replayed)).toEqual(was)
    expect(new Set(replayed.fires[0]?.map(({ detector }) => detector))).toEqual(new Set(['drift']))
    expect(replayed.points).toBe(4)
    expect(replayed.observedMs / (4 * (LAST + 1 - FROM) * DAY_MS)).toBeGreaterThan(0.95)
  })

  it('go on from the references that were kept before; one kept later is not known yet', async () => {
    const memory = await life()
    const row = memory.models.find(({ pointId, detector }) => pointId === 1 && detector === 'drift')
    expect(row === undefined ? null : dayOf(row.fittedAtMs)).toBeGreaterThan(FROM)
    expect(keptReference(memory.models.filter(({ pointId }) => pointId === 1), row?.fittedAtMs)).toBeNull()
    expect(keptReference(memory.models.filter(({ pointId }) => pointId === 1), (row?.fittedAtMs ?? 0) + 1)).not.toBeNull()
    const was = liveOf(memory, 192)
    expect(was.length).toBeGreaterThanOrEqual(3)
    expect(firesOf(replay(memory, 192, LAST + 1))).toEqual(was)
  })

  it('of one point are judged by the whole site', async () => {
    const memory = await life()
    const alone = replay(memory, FROM, LAST + 1, {}, [1])
    expect(firesOf(alone)).toEqual(liveOf(memory, FROM).filter((line) => line.startsWith('1')))
    expect(alone.points).toBe(1)
    expect(alone.readings).toBe(memory.readings(1).filter(({ timeMs }) => timeMs >= midnight(FROM) && timeMs < midnight(LAST + 1)).length)
  })

  it('know nothing of what comes later', async () => {
    const memory = await life()
    const early = (replayed: DriftReplay): string[] => firesOf(replayed).filter((line) => Number(/to (\d+)/.exec(line)?.[1] ?? Infinity) < 215)
    const whole = early(replay(memory, FROM, LAST + 1))
    expect(whole.length).toBeGreaterThan(0)
    expect(early(replay(memory, FROM, 215))).toEqual(whole)
  })

  it('are not told of points where they are off, which are no peers either, nor where other detectors judge alone', async () => {
    const memory = await life()
    const off: PointTuning = { ...PLAIN_TUNING, off: new Set(['drift']) }
    const tunings: DriftReplayPlan['tunings'] = [() => PLAIN_TUNING, ({ id }) => (id === 1 ? off : PLAIN_TUNING), () => ({ ...PLAIN_TUNING, only: new Set(['zScore']) }), ({ id }) => (id === 4 ? PLAIN_TUNING : off)]
    const replayed = replay(memory, FROM, LAST + 1, { tunings })
    expect(firesOf(replayed)).toEqual(liveOf(memory, FROM))
    expect(firesOf(replayed, 1).filter((line) => line.startsWith('1'))).toEqual([])
    expect(firesOf(replayed, 1).filter((line) => line.startsWith('2')).length).toBeGreaterThan(0)
    expect(firesOf(replayed, 2)).toEqual([])
    expect(new Set(firesOf(replayed, 3).map((line) => line.slice(0, 1)))).toEqual(new Set(['4']))
  })
})

describe('what a replay judges', () => {
  const subjects = (only: readonly string[], readingsOnly = false) => {
    const { points, drifting } = chooseSubjects({ pointIds: [2], trials: only.length === 0 ? [] : [{ rules: NO_RULES, tuning: {}, only }], readingsOnly }, POINTS, () => NO_EQUIPMENT)
    return [points.map(({ id }) => id), drifting.map(({ id }) => id)]
  }

  it('are readings, slow faults or both, by what is asked', () => {
    expect(subjects([])).toEqual([[2], [2]])
    expect(subjects(['drift'])).toEqual([[], [2]])
    expect(subjects(['drift', 'zScore'])).toEqual([[2], [2]])
    expect(subjects(['zScore'])).toEqual([[2], []])
    expect(subjects(['rule.ahu.fc2'])).toEqual([[], []])
    expect(subjects([], true)).toEqual([[2], []])
  })
})
