/** Replays of points that siblings and the weather help to judge, and of days that turn out to be holidays: the same alerts as live. */
import { describe, expect, it, vi } from 'vitest'
import { findSign } from '../../../electron/engine/analysis/detect/holiday-signs.ts'
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'
import { signalByType } from '../../../electron/engine/analysis/quality/point-profile.ts'
import { modelsFromRows } from '../../../electron/engine/pipeline/point-models.ts'
import { relatedQuestions } from '../../../electron/engine/pipeline/related-round.ts'
import { replayPoint, type PointReplay, type ReplayPlan } from '../../../electron/engine/pipeline/replay.ts'
import { createHolidayView } from '../../../electron/engine/pipeline/replay-holidays.ts'
import { formEquipment } from '../../../electron/engine/pipeline/rules/form-equipment.ts'
import { upstreamCandidates } from '../../../electron/engine/analysis/detect/upstream-points.ts'
import { NO_SWITCHES } from '../../../electron/engine/pipeline/replay-switches.ts'
import { PLAIN_TUNING } from '../../../electron/engine/pipeline/tuning.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { WouldFire } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { upstreamPlant } from '../../scenarios/upstream-plant.ts'
import { runScenario, type Moment, type Outcome, type Scenario, type ScenarioPoint } from '../../scenarios/scenario.ts'

vi.setConfig({ testTimeout: 180_000 })

const DAY_MS = 86_400_000
const round = (value: number): number => Math.round(value * 10) / 10

const readerOf = ({ memory }: Outcome) => {
  const known = new Map<number, ReturnType<Outcome['memory']['readings']>>()
  return (pointId: number, fromMs: number, toMs: number): Series => {
    const rows = known.get(pointId) ?? [...memory.readings(pointId)].sort((a, b) => a.timeMs - b.timeMs)
    known.set(pointId, rows)
    const within = rows.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    return { pointId, thinned: false, timesMs: Float64Array.from(within, (row) => row.timeMs), values: Float64Array.from(within, (row) => row.value), qualities: Uint16Array.from(within, (row) => row.quality) }
  }
}

const upstreamOf = (points: readonly Point[], roleOf: (id: number) => PointRole | null) => {
  const forming = formEquipment(points, roleOf, () => '')
  for (;;) {
    const step = forming.next()
    if (step.done === true) return upstreamCandidates(step.value.bindings.map(({ equipment }) => equipment))
  }
}

const finish = (replay: Generator<number, PointReplay>): PointReplay => {
  for (;;) {
    const step = replay.next()
    if (step.done === true) return step.value
  }
}

const startOf = ({ start = '' }: Pick<Scenario, 'start'>): number => Date.parse(start)

const replayAll = (outcome: Outcome, scenario: Scenario, days: number, withRelated = true): readonly WouldFire[] => {
  const names = Object.keys(scenario.points)
  const roleOf = (id: number): PointRole | null => scenario.roles?.[names[id - 1] ?? ''] ?? null
  const known = outcome.points.map((point) => ({ point, signal: modelsFromRows(outcome.memory.models.filter(({ pointId }) => pointId === point.id))?.profile.signal ?? signalByType(point) }))
  const questions = relatedQuestions(known, roleOf, upstreamOf(outcome.points, roleOf))
  const points = new Map(outcome.points.map((point) => [point.id, point]))
  const read = readerOf(outcome)
  const fromMs = startOf(scenario)
  const plan: ReplayPlan = { fromMs, toMs: fromMs + days * DAY_MS, timeZone: 'UTC', fitsAtMs: [fromMs], tunings: [PLAIN_TUNING], gaps: outcome.memory.gaps, switches: NO_SWITCHES }
  return outcome.points.flatMap((point) => {
    const question = withRelated ? questions.find((each) => each.point.id === point.id) : undefined
    return finish(replayPoint(point, (from, to) => read(point.id, from, to), { ...plan, ...(question === undefined ? {} : { related: { question, points, read, gaps: outcome.memory.gaps } }) })).fires[0] ?? []
  })
}

const comparable = ({ pointId, startedAtMs, raisedAtMs, clearedAtMs, severity, worstValue }: Pick<Alert & WouldFire, 'pointId' | 'startedAtMs' | 'raisedAtMs' | 'clearedAtMs' | 'severity' | 'worstValue'>) =>
  ({ pointId, startedAtMs, raisedAtMs, clearedAtMs, severity, worstValue })
const live = ({ alerts }: Outcome) => alerts.filter(({ kind }) => kind === 'equipment').map((alert) => comparable(alert as Alert & WouldFire)).sort((a, b) => (a.pointId ?? 0) - (b.pointId ?? 0) || a.raisedAtMs - b.raisedAtMs)
const replayed = (fires: readonly WouldFire[]) => fires.map((fire) => comparable(fire as Alert & WouldFire)).sort((a, b) => (a.pointId ?? 0) - (b.pointId ?? 0) || a.raisedAtMs - b.raisedAtMs)

/** Seven rooms that go up and down together by several kelvin; one creeps away and comes back. */
const wander = ({ timeMs, hour }: Moment): number => 2.2 * Math.sin((timeMs / DAY_MS) * 0.9) + 1.2 * Math.sin((timeMs / DAY_MS) * 2.3) + 0.8 * Math.sin((hour / 24) * 2 * Math.PI)
const rooms = Object.fromEntries(Array.from({ length: 7 }, (_, i): [string, ScenarioPoint] => [`room${i + 1}`, { healthy: (now) => round(21 + 0.2 * i + wander(now) + 0.15 * now.noise()) }]))
const creeping = Array.from({ length: 9 }, (_, i) => `~+${(0.3 * (i + 1)).toFixed(1)}x12`).join(' ')
const LEAVING: Scenario = {
  points: rooms, roles: Object.fromEntries(Object.keys(rooms).map((name): [string, PointRole] => [name, 'zone_air_temp'])), historyDays: 30, intervalMs: 300_000, start: '2026-03-03T06:00:00Z',
  steps: [{ for: '1h' }, { for: '9h', read: { room5: creeping } }, { for: '1h', read: { room5: '~+2.7', room6: '_' } }, { for: '12h' }],
}

/** The first warm day of a season, with a room that is far beyond what the weather explains. */
const START = '2026-05-12T00:00:00Z'
const outdoor = (now: Moment): number => 9 + 3 * Math.sin((now.timeMs / DAY_MS) * 0.8) + 4 * Math.sin(((now.hour - 9) / 24) * 2 * Math.PI) + (now.timeMs >= Date.parse(START) ? 11 * Math.min(1, (now.timeMs - Date.parse(START)) / (DAY_MS / 3)) : 0)
const late = (now: Moment): number => outdoor({ ...now, timeMs: now.timeMs - 2.5 * 3_600_000, hour: (now.hour + 21.5) % 24 })
const WARM: Scenario = {
  points: {
    outdoor: { healthy: (now) => round(outdoor(now) + 0.1 * now.noise()) }, attic: { healthy: (now) => round(12 + 0.6 * late(now) + 0.15 * now.noise()) }, hall: { healthy: (now) => round(17 + 0.4 * late(now) + 0.15 * now.noise()) },
  },
  roles: { outdoor: 'outside_air_temp' }, historyDays: 30, intervalMs: 300_000, start: START, steps: [{ for: '14h' }, { for: '2h', read: { hall: '~+9' } }, { for: '6h' }],
}

describe('a replay with related points', () => {
  it('finds the room that leaves its siblings when live did; without them it would be another story', async () => {
    const outcome = await runScenario(LEAVING)
    expect(live(outcome).map(({ pointId }) => pointId)).toContain(5)
    expect(replayed(replayAll(outcome, LEAVING, 2))).toEqual(live(outcome))
    expect(replayed(replayAll(outcome, LEAVING, 2, false))).not.toEqual(live(outcome))
  })

  it('lets the weather explain what it explained live, and no more', async () => {
    const outcome = await runScenario(WARM)
    expect(live(outcome).map(({ pointId }) => pointId)).toContain(3)
    expect(replayed(replayAll(outcome, WARM, 1))).toEqual(live(outcome))
    expect(replayAll(outcome, WARM, 1, false).length).toBeGreaterThan(live(outcome).length)
  })
})

describe('a replay of points that are fed by another', () => {
  it('finds at the same moments what live found upstream and at a box alone, and as little at the other boxes', async () => {
    const scenario: Scenario = { ...upstreamPlant(6), steps: [{ for: '2h' }, { for: '90m', read: { 'VAV-1-02 DA-T': '~+2.4' } }, { for: '15h' }] }
    const outcome = await runScenario(scenario)
    expect(live(outcome).length).toBeGreaterThan(0)
    expect(replayed(replayAll(outcome, scenario, 1))).toEqual(live(outcome))
    expect(replayAll(outcome, scenario, 1, false).length).toBeGreaterThan(live(outcome).length)
  })
})

describe('a learnt holiday in a replay', () => {
  /** Nine fans that run from 7 to 17 on working days; on Wednesday 6 May they rest. */
  const HOLIDAY = Date.parse('2026-05-06T00:00:00Z') / DAY_MS
  const fanAt = (timeMs: number, holidays: readonly number[]): number => {
    const day = Math.floor(timeMs / DAY_MS)
    const hour = (timeMs % DAY_MS) / 3_600_000
    return Number(hour >= 7 && hour < 17 && (day + 3) % 7 < 5 && !holidays.includes(day))
  }
  const series = (pointId: number, fromMs: number, toMs: number, holidays: readonly number[]): Series => {
    const count = Math.max(0, Math.floor((toMs - fromMs) / 60_000))
    const timesMs = Float64Array.from({ length: count }, (_, i) => fromMs + i * 60_000)
    return { pointId, thinned: false, timesMs, values: timesMs.map((timeMs) => fanAt(timeMs, holidays)), qualities: new Uint16Array(count) }
  }
  const calendar = createCalendar('UTC')
  const signs = Array.from({ length: 9 }, (_, i) => findSign(series(i + 1, (HOLIDAY - 35) * DAY_MS, HOLIDAY * DAY_MS, []), calendar)?.sign).filter((sign) => sign !== undefined)
  const view = createHolidayView({ entered: [HOLIDAY - 3], learnt: [HOLIDAY, HOLIDAY - 60], signs }, 'UTC', (HOLIDAY - 5) * DAY_MS, (HOLIDAY + 2) * DAY_MS, (id, from, to) => series(id, from, to, [HOLIDAY]))
  const at = (hours: number): number => HOLIDAY * DAY_MS + hours * 3_600_000

  it('is known when its plant should have started and did not, not from midnight', () => {
    expect(signs).toHaveLength(9)
    expect([0, 3, 6.9, 7.2, 12, 23.9].map((hours) => view.isHoliday(HOLIDAY, at(hours)))).toEqual([false, false, false, true, true, true])
  })

  it('is learnt from once it is over; one that was entered, or is long past, was known all the time', () => {
    expect(view.knownAt(at(3))).toEqual([HOLIDAY - 60, HOLIDAY - 3])
    expect(view.knownAt(at(30))).toEqual([HOLIDAY - 60, HOLIDAY - 3, HOLIDAY])
    expect(view.isHoliday(HOLIDAY - 3, (HOLIDAY - 3) * DAY_MS)).toBe(true)
  })

  it('that no sign was read of is one from midnight on', () => {
    const blind = createHolidayView({ entered: [], learnt: [HOLIDAY], signs }, 'UTC', at(-48), at(48), (id) => series(id, 0, 0, []))
    expect(blind.isHoliday(HOLIDAY, at(0))).toBe(true)
  })
})
