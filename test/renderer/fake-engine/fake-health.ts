/** Health of the made-up building: a device that gets worse, one with a wrong sensor, one too little was seen of, and healthy ones. */
import type { HEALTH_CALLS } from '../../../shared/calls/health-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { DeviceHealth, HealthDay, HealthDeduction, HealthTrend, PartScores } from '../../../shared/domain/health.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS = 60

const STABLE: HealthTrend = { direction: 'stable', confidence: 0.41, pointsPerMonth: 0.1, days: DAYS }
const UNKNOWN: HealthTrend = { direction: 'unknown', confidence: null, pointsPerMonth: null, days: 1 }

interface Story {
  readonly trend: HealthTrend
  /** Parts so many days ago. */
  readonly parts: (ago: number) => PartScores
  readonly deductions: readonly (Omit<HealthDeduction, 'evidence' | 'affected'> & { readonly points: number })[]
}

const WELL: PartScores = { communication: 100, sensors: 100, equipment: 98, configuration: 100 }

const STORIES: readonly Story[] = [
  {
    trend: { direction: 'degrading', confidence: 0.998, pointsPerMonth: -14.2, days: DAYS },
    parts: (ago) => ({ ...WELL, communication: Math.min(100, 48 + ago), configuration: 84 }),
    deductions: [
      { part: 'communication', kind: 'offline', ofPart: 32, points: 11.2, text: message('health.offline', { hours: 19.5, observed: 161, percent: 12.1 }) },
      { part: 'communication', kind: 'loss', ofPart: 14, points: 4.9, text: message('health.loss', { percent: 7.2, lost: 1_204, requests: 16_722 }) },
      { part: 'communication', kind: 'restarts', ofPart: 6, points: 2.1, text: message('health.restarts', { count: 2 }) },
      { part: 'configuration', kind: 'overridden', ofPart: 16, points: 2.4, text: message('health.overridden', { count: 1 }) },
    ],
  },
  {
    trend: { direction: 'improving', confidence: 0.97, pointsPerMonth: 6.3, days: 31 },
    parts: (ago) => ({ ...WELL, sensors: Math.max(30, 61 - ago / 2), equipment: 80 }),
    deductions: [
      { part: 'sensors', kind: 'noise', ofPart: 39, points: 9.8, text: message('health.noise', { count: 1 }) },
      { part: 'equipment', kind: 'hunting', ofPart: 20, points: 5, text: message('health.hunting', { count: 1 }) },
    ],
  },
  { trend: STABLE, parts: () => WELL, deductions: [{ part: 'equipment', kind: 'approach', ofPart: 2, points: 0.5, text: message('health.approach', { count: 1 }) }] },
]

const WEIGHTS = { communication: 0.35, sensors: 0.25, equipment: 0.25, configuration: 0.15 } as const
const scoreOf = (parts: PartScores): number => Math.round(10 * (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).reduce((sum, part) => sum + WEIGHTS[part] * (parts[part] ?? 0), 0)) / 10
const NOTHING: PartScores = { communication: null, sensors: null, equipment: null, configuration: null }

interface Parts {
  readonly devices: () => readonly Device[]
  readonly points: () => readonly { readonly id: number; readonly deviceId: number }[]
  readonly empty: boolean
  readonly failing: boolean
}

export const fakeHealth = ({ devices, points, empty, failing }: Parts): Pick<Handlers, keyof typeof HEALTH_CALLS> => {
  const broken = () => failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const indexOf = (deviceId: number): number => devices().findIndex(({ id }) => id === deviceId)
  /** The last device was found an hour ago. */
  const isNew = (deviceId: number): boolean => devices().length > 1 && deviceId === devices().at(-1)?.id
  const storyOf = (deviceId: number): Story => STORIES[Math.min(indexOf(deviceId), STORIES.length - 1)] as Story
  const dayOf = (deviceId: number, ago: number): HealthDay => {
    const startMs = todayMs - ago * DAY_MS
    // The laptop was away for two days.
    if (isNew(deviceId) || ago === 20 || ago === 21) return { startMs, score: null, parts: NOTHING, observed: isNew(deviceId) ? 0.01 : 0.6 }
    const parts = storyOf(deviceId).parts(ago)
    return { startMs, score: scoreOf(parts), parts, observed: 0.96 }
  }
  const healthOf = ({ id }: Device): DeviceHealth => {
    const latest = dayOf(id, 0)
    return {
      deviceId: id, latest, trend: isNew(id) ? UNKNOWN : storyOf(id).trend, recent: Float64Array.from({ length: 30 }, (_, i) => dayOf(id, 29 - i).score ?? Number.NaN),
      worst: isNew(id) ? null : (storyOf(id).deductions[0]?.text ?? null), lacking: isNew(id) ? message('health.lacking.score') : null,
    }
  }
  return {
    getHealth: () => (failing ? broken() : ok({ devices: empty ? [] : devices().map(healthOf), workedOutAtMs: empty ? null : Date.now() - 12 * 60_000 })),
    getDeviceHealth: ({ deviceId, fromMs, toMs, atMs }) => {
      if (failing) return broken()
      const days = Array.from({ length: DAYS }, (_, i) => dayOf(deviceId, DAYS - 1 - i)).filter(({ startMs }) => startMs >= fromMs && startMs < toMs)
      const day = days.filter(({ startMs }) => startMs <= atMs).at(-1) ?? null
      if (isNew(deviceId)) return ok({ deviceId, trend: UNKNOWN, days: days.slice(-1), day, deductions: [], lacking: [{ part: 'communication', text: message('health.lacking.communication') }, { part: 'sensors', text: message('health.lacking.sensors') }] })
      const point = points().find((one) => one.deviceId === deviceId)
      const deductions = storyOf(deviceId).deductions.map((deduction): HealthDeduction => ({
        ...deduction, affected: 1,
        evidence: [{ pointId: deduction.part === 'communication' ? null : (point?.id ?? null), alertId: null, text: deduction.part === 'communication' ? deduction.text : message('health.flat.seen', { point: 'Supply air temperature', days: 4 }), fromMs: todayMs - 6 * DAY_MS, toMs: Date.now() }],
      }))
      return ok({ deviceId, trend: storyOf(deviceId).trend, days, day, deductions, lacking: [] })
    },
    getStatusHistory: ({ deviceId, fromMs, toMs, step }) => {
      if (failing) return broken()
      const stepMs = step === 'hour' ? HOUR_MS : DAY_MS
      const firstMs = isNew(deviceId) ? Date.now() - HOUR_MS : todayMs - (step === 'hour' ? 14 : 90) * DAY_MS
      const starts: number[] = []
      for (let startMs = Math.ceil(Math.max(fromMs, firstMs) / stepMs) * stepMs; startMs < Math.min(toMs, Date.now()); startMs += stepMs) if (Math.floor(startMs / DAY_MS) % 9 !== 4) starts.push(startMs)
      const column = (of: (startMs: number, i: number) => number): Float64Array => Float64Array.from(starts, of)
      const bad = (startMs: number): boolean => indexOf(deviceId) === 0 && Math.floor(startMs / stepMs) % 11 === 3
      return ok({
        deviceId, step, startsMs: column((startMs) => startMs), lengthMs: column(() => stepMs), observedMs: column((startMs) => (Math.floor(startMs / stepMs) % 13 === 5 ? stepMs / 2 : stepMs)),
        onlineMs: column((startMs) => (Math.floor(startMs / stepMs) % 13 === 5 ? stepMs / 2 : stepMs) * (bad(startMs) ? 0.35 : 1)), requests: column(() => stepMs / 10_000), timeouts: column((startMs) => (bad(startMs) ? 40 : 0)),
        aborts: column(() => 0), rejects: column(() => 0), errors: column((_, i) => (i % 5 === 0 ? 2 : 0)), decodes: column(() => 0), sends: column(() => 0), retries: column((startMs) => (bad(startMs) ? 12 : 0)),
        restarts: column((_, i) => (i === 40 ? 1 : 0)), asked: column(() => stepMs / 1_000), answered: column((startMs) => (stepMs / 1_000) * (bad(startMs) ? 0.4 : 1)), latencyP50Ms: column(() => 20),
        latencyP95Ms: column((startMs) => (bad(startMs) ? 500 : 50)), latencyP99Ms: column(() => 500), latencyMaxMs: column((startMs) => (bad(startMs) ? 2_400 : 310)),
      })
    },
  }
}
