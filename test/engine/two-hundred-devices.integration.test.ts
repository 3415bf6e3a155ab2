/**
 * A real, mixed, old network: 200 devices with 100 points each, of which 10 are dead, 10 slow, 10 lossy, 10 without segmentation and ReadPropertyMultiple, 2 with one
 * number, and 50 behind a router. The healthy keep their pace, the trunk is never exceeded, nothing stalls, nothing is mixed up, everything wrong is named.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFastFleet, type Arrivals, type FastDevices } from '../../bench/fast-device-process.ts'
import type { FastLine } from '../../bench/fast-device-spec.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import type { Device } from '../../shared/domain/device.ts'
import { eventually, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const POINTS = 100
const POLL_MS = 10_000
/** Rounds measured after the first: enough gaps for a percentile. */
const ROUNDS = 3
/** How often it is measured at most until it is right. */
const WINDOWS = 4
const PATIENCE_MS = 120_000
const TRUNK_PER_SECOND = 10
/** One request may come early to make up for a late timer. */
const BURST = 1
const NETWORK = 7

interface Kind extends FastLine {
  readonly name: 'dead' | 'slow' | 'lossy' | 'single' | 'twice' | 'rival' | 'routed' | 'healthy'
}

const TWICE = 190_000
const KINDS: readonly Kind[] = [
  { name: 'dead', count: 10, dead: true },
  { name: 'slow', count: 10, delayMs: 2_000 },
  // Small enough that a few requests of each round are lost.
  { name: 'lossy', count: 10, loseEvery: 10, maxApdu: 206 },
  { name: 'single', count: 10, single: true, maxApdu: 480 },
  { name: 'twice', count: 1, instance: TWICE },
  { name: 'routed', count: 50, network: NETWORK, maxApdu: 480 },
  { name: 'healthy', count: 108 },
  // Not of the site: only one device can have the number there.
  { name: 'rival', count: 1, instance: TWICE },
]

const kindOf = KINDS.flatMap((kind) => Array.from({ length: kind.count }, () => kind))
const RIVAL = kindOf.findIndex(({ name }) => name === 'rival')

const home = mkdtempSync(join(tmpdir(), 'plantroom-test-'))
let devices: FastDevices
let engine: InlineEngine
/** By the place of a device in `kindOf`. */
const deviceIds: number[] = []
const pointIds: Int32Array[] = []

const fillSite = (): void => {
  const store = valueOf(openStore(join(home, 'site')))
  store.changeSettings({ requestsPerSecondPerTrunk: TRUNK_PER_SECOND, trunkSharePercent: 100, trunkBaudRate: 115_200, requestsPerSecondTotal: 200, requestsPerSecondPerDevice: 20, defaultPollIntervalMs: POLL_MS })
  kindOf.forEach((kind, index) => {
    if (index === RIVAL) return
    const facts = {
      instance: kind.instance ?? 10_000 + index,
      address: devices.addresses[index]!,
      maxApdu: kind.maxApdu ?? 1_476,
      segmentation: 'none' as const,
      vendorId: 999,
      name: `${kind.name} ${index}`,
      vendorName: '',
      modelName: '',
      firmware: '1',
      description: '',
      protocolRevision: 14,
    }
    const objects = Array.from({ length: POINTS }, (_, point) => ({ objectType: 0, objectInstance: point, name: `P${point}`, description: '', units: null, stateTexts: [] }))
    const { deviceId } = store.saveDevice(facts, objects, Date.now(), () => POLL_MS)
    deviceIds[index] = deviceId
    pointIds[index] = Int32Array.from(store.points(deviceId), ({ id }) => id)
  })
  store.close()
}

beforeAll(async () => {
  devices = await startFastFleet({ pointsPerDevice: POINTS, values: 'numbered', lines: KINDS })
  fillSite()
  engine = await startInlineEngine({ home })
  const { transport } = valueOf(await engine.handlers.getStatus({}))
  devices.announce(RIVAL, transport.port)
})

afterAll(async () => {
  await engine.stop()
  devices.stop()
  rmSync(home, { recursive: true, force: true })
})

const placesOf = (...names: readonly Kind['name'][]): number[] => kindOf.flatMap(({ name }, place) => (names.includes(name) ? [place] : []))

/** Gaps between the readings of points, ms, from what is on disk. */
const gapsOf = async (places: readonly number[], fromMs: number): Promise<number[]> => {
  const gaps: number[] = []
  for (const place of places) {
    // Points of one batch are read together: every tenth says what all would.
    const ids = [...pointIds[place]!].filter((_, at) => at % 10 === 0)
    for (const { timesMs } of valueOf(await engine.handlers.getSeries({ pointIds: ids, fromMs, toMs: Date.now(), maxPoints: 1_000 }))) {
      for (let at = 1; at < timesMs.length; at++) gaps.push(timesMs[at]! - timesMs[at - 1]!)
    }
  }
  return gaps.sort((a, b) => a - b)
}

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN

/**
 * The seconds in which more came than may. Where the meter slept (a busy machine), what came meanwhile was stamped at its waking: a second into which it woke
 * holds the requests of the nap as well.
 */
const crowdedSeconds = ({ times, naps }: Arrivals): string[] =>
  times.flatMap((fromMs, first) => {
    const toMs = fromMs + 1_000
    let count = 0
    while (first + count < times.length && times[first + count]! < toMs) count += 1
    const sleptMs = naps.reduce((most, nap) => (nap.toMs >= fromMs - 1 && nap.fromMs < toMs ? Math.max(most, nap.toMs - nap.fromMs) : most), 0)
    const most = Math.floor(TRUNK_PER_SECOND * (1 + sleptMs / 1_000)) + BURST
    return count > most ? [`${count} of ${most} after ${Math.round(fromMs - times[0]!)} ms, slept ${Math.round(sleptMs)} ms`] : []
  })

/** Whether every point of these devices has a value. */
const areKnown = async (...names: readonly Kind['name'][]): Promise<boolean> => {
  const live = valueOf(await engine.handlers.getLiveValues({}))
  const known = new Set([...live.pointIds].filter((_, at) => !Number.isNaN(live.values[at])))
  return placesOf(...names).every((place) => pointIds[place]!.every((id) => known.has(id)))
}

/** How long this process could have gone on but had no processor, ms so far; 0 where the system does not tell. */
const waitedMs = (): number => (existsSync('/proc/self/schedstat') ? Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6 : 0)

/** What was not as it must be in the rounds from now on: the pace of the healthy, by what is on disk and by what the engine says itself, the trunk, the troubled. */
const faultsOfPace = async (): Promise<readonly string[]> => {
  const measuredMs = Date.now()
  const waitedBeforeMs = waitedMs()
  const before = (await devices.arrivals()).times.length
  await new Promise((resolve) => setTimeout(resolve, ROUNDS * POLL_MS + 1_000))
  await eventually('a value of every point of every device that lives', () => areKnown('slow', 'lossy', 'single', 'routed'), PATIENCE_MS)

  const gaps = await gapsOf(placesOf('healthy', 'twice'), measuredMs)
  const load = valueOf(await engine.handlers.getPollLoad({}))
  const loadOf = new Map(load.devices.map((device) => [device.deviceId, device]))
  const healthy = placesOf('healthy').map((place) => loadOf.get(deviceIds[place]!)!)
  const lateness = percentile(healthy.map(({ latenessP99 }) => latenessP99 ?? Infinity).sort((a, b) => a - b), 0.95)
  const stretched = healthy.filter(({ stretch }) => stretch !== 1).length
  const arrivals = await devices.arrivals()
  const times = arrivals.times.slice(before)
  const crowded = crowdedSeconds({ ...arrivals, times })
  const perSecond = times.length / ((times.at(-1)! - times[0]!) / 1_000)
  // Nothing stalls: also the troubled go on being read.
  const late = percentile(await gapsOf(placesOf('slow', 'lossy', 'single'), measuredMs), 0.99)

  // What other programs took is not the engine's lateness: each tenth of the time that it had to wait lets it be a fifth of an interval later.
  const allowed = (2 * (waitedMs() - waitedBeforeMs)) / (Date.now() - measuredMs)
  const claims: readonly (readonly [string, boolean])[] = [
    [`${gaps.length} gaps between readings of the healthy`, gaps.length >= 109 * 10 * (ROUNDS - 1)],
    [`99 of 100 gaps of the healthy are up to ${percentile(gaps, 0.99)} ms`, percentile(gaps, 0.99) <= POLL_MS * (1.2 + allowed)],
    [`the engine says that the healthy are late by ${lateness} of their interval`, lateness <= 0.2 + allowed],
    [`${stretched} of the healthy are asked less often than wished`, stretched === 0],
    [`the trunk is exceeded: ${crowded.join('; ')}`, crowded.length === 0],
    [`${perSecond} requests a second on the trunk`, perSecond > TRUNK_PER_SECOND * 0.7 && perSecond <= TRUNK_PER_SECOND + 1],
    [`${load.requestsPerSecond} requests a second in all`, load.requestsPerSecond <= load.limitPerSecond],
    [`99 of 100 gaps of the troubled are up to ${late} ms`, late < POLL_MS * (2.5 + allowed)],
  ]
  return claims.flatMap(([what, holds]) => (holds ? [] : [what]))
}

const listed = async (): Promise<Map<number, Device>> => new Map(valueOf(await engine.handlers.listDevices({})).map((device) => [device.id, device]))

describe('two hundred devices', () => {
  it('are read without a stall, each at the pace that it and its line allow, with everything wrong named', { timeout: 600_000 }, async () => {
    await eventually('a value of every point of the healthy', () => areKnown('twice', 'healthy'), PATIENCE_MS)
    let wrong = await faultsOfPace()
    // A machine that had other work may have been slow for a while; an engine that does not keep its pace never does.
    for (let again = 1; again < WINDOWS && wrong.length > 0; again += 1) wrong = await faultsOfPace()
    expect(wrong).toEqual([])

    const { trunks } = valueOf(await engine.handlers.getPollLoad({}))
    expect(trunks).toMatchObject([{ network: NETWORK, limitPerSecond: TRUNK_PER_SECOND }])
    expect(trunks[0]!.deviceIds).toHaveLength(50)
    expect(trunks[0]!.stretch).toBeGreaterThan(2)
    expect(trunks[0]!.trunkShare).toBeGreaterThan(0.3)
    expect(trunks[0]!.trunkShare).toBeLessThanOrEqual(1)

    // Nothing is mixed up.
    const live = valueOf(await engine.handlers.getLiveValues({}))
    const valueOfPoint = new Map([...live.pointIds].map((id, at) => [id, live.values[at]!]))
    for (const place of placesOf('slow', 'lossy', 'single', 'twice', 'routed', 'healthy')) {
      expect([...pointIds[place]!].map((id) => valueOfPoint.get(id)), kindOf[place]!.name).toEqual(Array.from({ length: POINTS }, (_, point) => place * 1_000 + point))
    }

    // Everything wrong is named, and nothing else.
    const EXPECTED: Readonly<Record<Kind['name'], readonly string[]>> = {
      dead: [],
      slow: ['device.slow'],
      lossy: ['device.lossy'],
      single: ['device.single'],
      twice: ['device.duplicate'],
      routed: ['device.stretchedTrunk'],
      healthy: [],
      rival: [],
    }
    const named = async (): Promise<string[]> => {
      const all = await listed()
      return kindOf.flatMap(({ name }, place) => {
        const device = all.get(deviceIds[place] ?? -1)
        if (device === undefined) return []
        const keys = device.problems.map(({ key }) => key).join()
        const state = name === 'dead' ? 'offline' : 'online'
        return keys === EXPECTED[name].join() && device.state === state ? [] : [`${name} ${place}: ${device.state} ${keys}`]
      })
    }
    await eventually('the right words for every device', async () => (await named()).length === 0, PATIENCE_MS).catch(() => {})
    expect(await named()).toEqual([])
  })
})
