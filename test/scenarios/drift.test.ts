/** Slow faults, told as stories: months of readings in, alerts out. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../electron/engine/log.ts'
import { createInlineLearner } from '../../electron/engine/pipeline/learner.ts'
import { createAlertBook } from '../../electron/engine/pipeline/alert-book.ts'
import { createDriftAlerts } from '../../electron/engine/pipeline/drift-alerts.ts'
import { judgeDriftOf, type DriftRound } from '../../electron/engine/pipeline/drift-round.ts'
import { signalByType } from '../../electron/engine/analysis/quality/point-profile.ts'
import { ENGLISH } from '../../shared/locales/english.ts'
import { isActive, type Alert } from '../../shared/domain/alert.ts'
import type { Point } from '../../shared/domain/point.ts'
import { hourly, load, outdoor, START_MS, type Sample } from '../engine/analysis/drift/samples.ts'
import { createMemoryStore, type MemoryStore } from '../engine/pipeline/memory-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const DAY_MS = 86_400_000
const CELSIUS = 62
const KWH = 19
const KW = 48
const ANALOG_INPUT = 0
const ACCUMULATOR = 23

interface Site {
  readonly memory: MemoryStore
  /** Readings until the end of a day. */
  read(day: number): void
  judge(): Promise<DriftRound>
  /** Points of which somebody switched the judgement of slow faults off. */
  readonly switchedOff: Set<number>
  /** Judges at the end of these days, one after the other, and says what the last round was. */
  judgeOn(...days: readonly number[]): Promise<DriftRound>
  /** A new process over the same store. */
  restart(): void
  active(): readonly Alert[]
}

const siteOf = (points: Readonly<Record<string, { readonly sample: Sample; readonly units: number; readonly objectType?: number }>>): Site => {
  const memory = createMemoryStore({ timeZone: 'UTC' })
  const list = Object.entries(points).map(([name, { units, objectType = ANALOG_INPUT }], i): Point => ({
    id: i + 1, deviceId: 1, objectType, objectInstance: i, name, description: '', kind: 'analog', units, stateTexts: [], pollIntervalMs: 60_000,
  }))
  let start = 0
  const write = (untilMs: number): void => {
    for (const [i, { sample }] of Object.values(points).entries()) {
      const at = Array.from(sample.timesMs.keys()).filter((each) => (sample.timesMs[each] as number) >= start && (sample.timesMs[each] as number) < untilMs && Number.isFinite(sample.values[each]))
      memory.store.writeBatch({
        readings: {
          count: at.length, pointIds: new Int32Array(at.length).fill(i + 1), timesMs: Float64Array.from(at, (each) => sample.timesMs[each] as number),
          values: Float64Array.from(at, (each) => sample.values[each] as number), qualities: new Uint16Array(at.length),
        },
        outcomes: [],
      })
    }
    start = untilMs
  }
  let nowMs = START_MS
  const clock = { ...createFakeClock(START_MS), nowMs: () => nowMs }
  const openBook = () => createAlertBook({ clock, store: memory.store, log: silentLog, alertsChanged: () => {} })
  let book = openBook()
  const switchedOff = new Set<number>()
  const read = (day: number): void => {
    nowMs = START_MS + day * DAY_MS
    write(nowMs)
  }
  const judge = async (): Promise<DriftRound> => {
    const parts = { store: memory.store, learner: createInlineLearner(memory.readers), alerts: createDriftAlerts(book), isOff: (point: Point) => switchedOff.has(point.id), timeZone: 'UTC', nowMs: nowMs + 3_600_000 }
    const judged = await judgeDriftOf(list.map((point) => ({ point, signal: signalByType(point) })), parts, new AbortController().signal)
    if (!judged.ok) throw new Error(judged.error.message)
    return judged.value
  }
  return {
    memory,
    read,
    judge,
    switchedOff,
    judgeOn: async (...days) => {
      let round: DriftRound = { judged: 0, shortHistory: 0, noPeers: 0 }
      for (const day of days) {
        read(day)
        round = await judge()
      }
      return round
    },
    restart: () => void (book = openBook()),
    active: () => [...memory.alerts.values()].filter(isActive),
  }
}

const amountOf = (alert: Alert | undefined, name: string): number => {
  const amount = alert?.title.params?.[name]
  return typeof amount === 'object' ? amount.value : Number.NaN
}

const everyDay = (from: number, to: number, step = 7): number[] => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

const air = (days: number, seed: number, change: (hour: number) => number = () => 0): Sample => hourly(days, seed, (hour, noise) => outdoor(hour) + noise() + change(hour))

describe('an outdoor sensor that drifts beside two good ones', () => {
  const drifting = () =>
    siteOf({
      'OAT roof': { sample: air(300, 1, (hour) => 4 * Math.min(1, Math.max(0, hour / 24 - 150) / 60)), units: CELSIUS },
      'OAT north': { sample: air(300, 2), units: CELSIUS },
      'OAT yard': { sample: air(300, 3), units: CELSIUS },
    })

  it('is told as a data problem with its size, its neighbours and what to do; the good ones are not', async () => {
    const site = drifting()
    await site.judgeOn(...everyDay(150, 234, 14))
    expect(site.active()).toHaveLength(1)
    const [alert] = site.active()
    expect(alert).toMatchObject({ kind: 'data', pointId: 1, severity: 'high', title: { key: 'drift.level.above', params: { point: 'OAT roof', difference: { units: 121 } } } })
    const size = amountOf(alert, 'difference')
    expect(size).toBeGreaterThan(3)
    expect(size).toBeLessThan(5)
    expect(alert?.explanation.map(({ key }) => key)).toEqual(['drift.type.drift', 'drift.peers', 'drift.notEquipment', 'drift.limit'])
    expect(alert?.explanation[1]?.params).toMatchObject({ count: 2, peers: expect.stringContaining('OAT north') as string })
    expect(alert?.checks.map(({ key }) => key)).toEqual(['check.temperature', 'check.drift.place', 'check.drift.calibrate'])
    for (const { key } of [...(alert?.explanation ?? []), ...(alert?.checks ?? [])]) expect(Object.keys(ENGLISH.engine).some((each) => each.startsWith(key))).toBe(true)
  })

  it('stays one alert over a restart, and is over when it was recalibrated', async () => {
    const site = siteOf({
      'OAT roof': { sample: air(330, 1, (hour) => (hour >= 150 * 24 && hour < 220 * 24 ? 3 : 0)), units: CELSIUS },
      'OAT north': { sample: air(330, 2), units: CELSIUS },
      'OAT yard': { sample: air(330, 3), units: CELSIUS },
    })
    await site.judgeOn(...everyDay(150, 189, 13))
    expect(site.active()).toHaveLength(1)
    expect(site.memory.models.filter(({ detector }) => detector === 'drift').map(({ pointId }) => pointId)).toContain(1)
    site.restart()
    await site.judgeOn(...everyDay(196, 217, 21))
    expect(site.memory.alerts.size).toBe(1)
    expect(site.active()).toHaveLength(1)
    await site.judgeOn(...everyDay(246, 260, 14))
    expect(site.active()).toHaveLength(0)
    expect(site.memory.alerts.size).toBe(1)
  })
})

describe('a point of which nobody wants to hear of slow faults', () => {
  it('has none from then on: what is active ends and says why, and comes back when it is judged again', async () => {
    const site = siteOf({
      'OAT roof': { sample: air(300, 1, (hour) => (hour >= 150 * 24 ? 3 : 0)), units: CELSIUS },
      'OAT north': { sample: air(300, 2), units: CELSIUS },
      'OAT yard': { sample: air(300, 3), units: CELSIUS },
    })
    await site.judgeOn(...everyDay(150, 189, 13))
    expect(site.active()).toHaveLength(1)
    site.switchedOff.add(1)
    await site.judgeOn(190, 197)
    expect(site.active()).toEqual([])
    const [ended] = site.memory.alerts.values()
    expect(JSON.stringify([ended, site.memory.transitions.get(ended?.id ?? 0)])).toContain('drift.switchedOff')
    site.switchedOff.clear()
    await site.judgeOn(198)
    expect(site.active()).toHaveLength(1)
  })
})

describe('two outdoor sensors that part', () => {
  it('are both told, with the word that it cannot be known which is wrong', async () => {
    const site = siteOf({ 'OAT roof': { sample: air(300, 1, (hour) => (hour >= 150 * 24 ? 3 : 0)), units: CELSIUS }, 'OAT north': { sample: air(300, 2), units: CELSIUS } })
    await site.judgeOn(...everyDay(150, 200, 25))
    expect(site.active().map(({ title }) => title.key).sort()).toEqual(['drift.level.above', 'drift.level.below'])
    for (const { explanation } of site.active()) expect(explanation.map(({ key }) => key)).toContain('drift.onePeer')
  })
})

describe('healthy sensors', () => {
  it('stay quiet from winter through summer, and with weeks that were not observed', async () => {
    const gap = (sample: Sample): Sample => ({ ...sample, values: sample.values.map((value, hour) => (hour >= 120 * 24 && hour < 150 * 24 ? Number.NaN : value)) })
    const site = siteOf({ 'OAT roof': { sample: gap(air(300, 1)), units: CELSIUS }, 'OAT north': { sample: air(300, 2), units: CELSIUS } })
    const round = await site.judgeOn(...everyDay(60, 300, 30))
    expect(site.memory.alerts.size).toBe(0)
    expect(round).toEqual({ judged: 2, shortHistory: 0, noPeers: 0 })
  })

  it('are not judged before there is enough history, nor without anything to compare with, and that is said', async () => {
    const site = siteOf({
      'OAT roof': { sample: air(60, 1), units: CELSIUS }, 'OAT north': { sample: air(60, 2), units: CELSIUS },
      'Cold room': { sample: hourly(60, 4, (_, noise) => 4 + noise()), units: CELSIUS }, 'Meter': { sample: hourly(60, 5, (hour) => load(hour)), units: KW },
    })
    expect(await site.judgeOn(30)).toEqual({ judged: 0, shortHistory: 4, noPeers: 0 })
    expect(await site.judgeOn(60)).toEqual({ judged: 2, shortHistory: 1, noPeers: 1 })
  })
})

describe('a meter', () => {
  it('that counts a fifth too little after its transformers were changed is told; a reset before is no fault', async () => {
    let count = 0
    const sample = hourly(480, 6, (hour, noise) => {
      if (hour === 100 * 24) count = 0
      count += load(hour) * (1 + 0.05 * noise()) * (hour >= 420 * 24 ? 0.75 : 1)
      return count
    })
    const site = siteOf({ 'Main meter': { sample, units: KWH, objectType: ACCUMULATOR } })
    await site.judgeOn(...everyDay(350, 415, 30))
    expect(site.memory.alerts.size).toBe(0)
    await site.judgeOn(...everyDay(440, 478, 19))
    expect(site.active()).toHaveLength(1)
    expect(site.active()[0]).toMatchObject({ kind: 'data', title: { key: 'drift.factor.below', params: { point: 'Main meter', share: { units: 98 } } } })
    expect(amountOf(site.active()[0], 'share')).toBeCloseTo(25, -1)
    expect(site.active()[0]?.explanation.map(({ key }) => key)).toContain('drift.type.gain')
    expect(site.active()[0]?.checks[0]?.key).toBe('check.drift.meterRatio')
  })
})

describe('a store that refuses', () => {
  it('fails the round with the reason, and the next one raises the alert', async () => {
    const site = siteOf({ 'OAT roof': { sample: air(300, 1, (hour) => (hour >= 150 * 24 ? 3 : 0)), units: CELSIUS }, 'OAT north': { sample: air(300, 2), units: CELSIUS }, 'OAT yard': { sample: air(300, 3), units: CELSIUS } })
    await site.judgeOn(140)
    site.read(189)
    site.memory.refuse = 'The disk is full.'
    await expect(site.judge()).rejects.toThrow('Is the disk full?')
    site.memory.refuse = null
    await site.judge()
    expect(site.active()).toHaveLength(1)
  })
})
