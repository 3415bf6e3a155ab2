/** Faults: each does what it says, ends when it ends, and is in the journal. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import texts from '../../shared/locales/en/demo-faults.json' with { type: 'json' }
import { DEMO_FAULTS } from '../../electron/simulator/faults/demo-faults.ts'
import type { FaultSpec, PlantFault } from '../../electron/simulator/faults/fault-types.ts'
import { buildingAt, deviation, HOUR, mean, MINUTE, POINT, sampled, WEDNESDAY, type PointKey } from './support.ts'

const NOON = WEDNESDAY + 12 * HOUR
const NIGHT = WEDNESDAY + 2 * HOUR

const on = (point: PointKey): { device: number; objectType: number; objectInstance: number } => ({ device: point[0], objectType: point[1], objectInstance: point[2] })

/** Readings of one point from a moment on, with and without a fault. */
const compared = (startMs: number, fault: FaultSpec, point: PointKey, spanMs = HOUR): { faulty: number[]; healthy: number[] } => {
  const broken = buildingAt(startMs)
  broken.faults.inject(fault)
  const faulty = sampled(broken, [point], startMs, startMs + spanMs, MINUTE)[0] ?? []
  const healthy = sampled(buildingAt(startMs), [point], startMs, startMs + spanMs, MINUTE)[0] ?? []
  return { faulty, healthy }
}

describe('sensor faults', () => {
  test('a stuck sensor does not move while the true value does', () => {
    const { faulty, healthy } = compared(WEDNESDAY + 8 * HOUR, { kind: 'sensorStuck', ...on(POINT.outdoorTemp) }, POINT.outdoorTemp)
    expect(new Set(faulty).size).toBe(1)
    expect(new Set(healthy).size).toBeGreaterThan(5)
  })

  test('a biased sensor is off by its bias, a drifting one by more and more', () => {
    const biased = compared(NOON, { kind: 'sensorBias', ...on(POINT.supplyTemp), bias: 6 }, POINT.supplyTemp)
    expect(mean(biased.faulty) - mean(biased.healthy)).toBeCloseTo(6, 1)
    const drifting = compared(NOON, { kind: 'sensorDrift', ...on(POINT.chilledSupply), perHour: 3 }, POINT.chilledSupply)
    expect(mean(drifting.faulty.slice(-5)) - mean(drifting.healthy.slice(-5))).toBeCloseTo(2.9, 0)
    expect((drifting.faulty[0] ?? 0) - (drifting.healthy[0] ?? 0)).toBeLessThan(0.2)
  })

  test('a noisy sensor scatters about the true value', () => {
    const { faulty, healthy } = compared(NOON, { kind: 'sensorNoise', ...on(POINT.chilledSupply), deviation: 1.5 }, POINT.chilledSupply)
    expect(deviation(faulty)).toBeGreaterThan(1)
    expect(deviation(healthy)).toBeLessThan(0.2)
    expect(mean(faulty)).toBeCloseTo(mean(healthy), 0)
  })
})

describe('plant faults', () => {
  test('a leaking cooling valve makes the heating coil fight it, and loads the chillers', () => {
    const winter = Date.UTC(2026, 0, 14, 10)
    const fault: PlantFault = { kind: 'leakingValve', valve: 'cooling', index: 0, share: 0.4 }
    const heat = compared(winter, fault, POINT.heatValve)
    expect(mean(heat.faulty)).toBeGreaterThan(mean(heat.healthy) + 3)
    const load = compared(winter, fault, POINT.chilledLoad)
    expect(mean(load.faulty)).toBeGreaterThan(mean(load.healthy) + 1)
  })

  test('a leaking reheat valve warms the air of its box', () => {
    const { faulty, healthy } = compared(NOON, { kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 }, POINT.zone5Discharge)
    expect(mean(faulty.slice(-20))).toBeGreaterThan(mean(healthy.slice(-20)) + 3)
  })

  test('a fan left running runs at night and costs power', () => {
    const fault: PlantFault = { kind: 'fanLeftRunning', index: 0 }
    const fan = compared(NIGHT, fault, POINT.fanStatus)
    expect([fan.faulty.at(-1), fan.healthy.at(-1)]).toEqual([1, 0])
    const power = compared(NIGHT, fault, POINT.mainPower)
    expect(mean(power.faulty.slice(-20))).toBeGreaterThan(mean(power.healthy.slice(-20)) + 0.3)
  })

  test('an overridden schedule opens the building at night and shuts it at noon', () => {
    const fault: PlantFault = { kind: 'scheduleOverridden', index: 0 }
    expect(compared(NIGHT, fault, POINT.open1).faulty.at(-1)).toBe(1)
    expect(compared(NOON, fault, POINT.open1).faulty.at(-1)).toBe(0)
  })

  test('a tripped chiller lets the water warm up', () => {
    const { faulty, healthy } = compared(NIGHT, { kind: 'chillerTrip', index: 0 }, POINT.chilledSupply, HOUR / 2)
    expect(Math.max(...faulty)).toBeGreaterThan(Math.max(...healthy) + 2)
  })

  test('a meter that is reset starts at zero, another in its place at a number of its own, one that rolls over passes its end', () => {
    const reset = compared(NOON, { kind: 'meterReset', meter: 'main' }, POINT.mainEnergy)
    expect(reset.faulty[0]).toBeLessThan(1)
    expect(reset.healthy[0]).toBeGreaterThan(400_000)
    const replaced = compared(NOON, { kind: 'meterReplaced', meter: 'main' }, POINT.mainEnergy)
    expect(replaced.faulty[0]).toBeCloseTo(62_300, -2)
    expect(replaced.faulty.at(-1)).toBeGreaterThan(replaced.faulty[0] ?? 0)
    const rolled = compared(NOON, { kind: 'meterRollover', meter: 'gas', hours: 0.2 }, POINT.gasVolume)
    expect(Math.max(...rolled.faulty)).toBeGreaterThan(99_990)
    expect(rolled.faulty.at(-1)).toBeLessThan(100)
  })

  test('whatever was broken is whole again when the fault ends', () => {
    const simulator = buildingAt(NIGHT)
    const ids = [
      simulator.faults.inject({ kind: 'fanLeftRunning', index: 0 }),
      simulator.faults.inject({ kind: 'scheduleOverridden', index: 1 }),
      simulator.faults.inject({ kind: 'sensorBias', ...on(POINT.supplyTemp), bias: 30 }),
    ]
    simulator.advanceTo(NIGHT + 10 * MINUTE)
    expect([simulator.reading(...POINT.fanStatus), simulator.reading(...POINT.open2)]).toEqual([1, 1])
    for (const id of ids) expect(simulator.faults.end(id)).toBe(true)
    expect(simulator.faults.end(ids[0] ?? '')).toBe(false)
    simulator.advanceTo(NIGHT + 20 * MINUTE)
    expect([simulator.reading(...POINT.fanStatus), simulator.reading(...POINT.open2)]).toEqual([0, 0])
    expect(simulator.reading(...POINT.supplyTemp)).toBeLessThan(30)
  })
})

describe('the journal', () => {
  test('tells what was wrong, where, from when to when, in memory and in the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
    try {
      const journalFile = join(folder, 'journal.jsonl')
      const simulator = buildingAt(NOON, {
        journalFile,
        script: [{ afterMs: 10 * MINUTE, durationMs: 5 * MINUTE, fault: { kind: 'sensorStuck', ...on(POINT.supplyTemp) } }],
      })
      expect(simulator.faults.journal()).toEqual([])
      simulator.advanceTo(NOON + 30 * MINUTE)
      const [entry] = simulator.faults.journal()
      expect(entry).toMatchObject({
        fault: { kind: 'sensorStuck' },
        place: { deviceInstance: 1001, deviceName: 'AHU-1', point: { objectType: 0, objectInstance: 1, name: 'AHU1.SAT' } },
      })
      expect((entry?.fromMs ?? 0) - NOON).toBeGreaterThanOrEqual(10 * MINUTE)
      expect((entry?.fromMs ?? 0) - NOON).toBeLessThanOrEqual(11 * MINUTE)
      expect((entry?.toMs ?? 0) - (entry?.fromMs ?? 0)).toBeLessThanOrEqual(6 * MINUTE)
      const lines = readFileSync(journalFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { toMs: number | null })
      expect(lines.map((line) => line.toMs)).toEqual([null, entry?.toMs])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('names the equipment that is broken by the point that shows it', () => {
    const simulator = buildingAt(NOON)
    simulator.faults.inject({ kind: 'leakingValve', valve: 'cooling', index: 0, share: 0.5 })
    simulator.faults.inject({ kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.5 })
    simulator.faults.inject({ kind: 'meterReset', meter: 'gas' })
    simulator.faults.inject({ kind: 'deviceOffline', device: 3002 })
    expect(simulator.faults.journal().map((entry) => [entry.place?.deviceName, entry.place?.point?.name])).toEqual([
      ['AHU-1', 'AHU1.CHWV'],
      ['VAV-L1', 'VAV-1-05 RHT-VLV'],
      ['METER-GW', 'GAS-1.VOL'],
      ['HHW-PLANT', undefined],
    ])
  })

  test('refuses faults on what does not exist', () => {
    const simulator = buildingAt(NOON)
    expect(() => simulator.faults.inject({ kind: 'deviceOffline', device: 77 })).toThrow('no device 77')
    expect(() => simulator.faults.inject({ kind: 'sensorStuck', device: 1001, objectType: 0, objectInstance: 999 })).toThrow('device 1001 has no object 0:999')
    expect(() => simulator.faults.inject({ kind: 'sensorBias', ...on(POINT.fanStatus), bias: 1 })).toThrow('AHU1.SF_STS')
    expect(() => simulator.faults.inject({ kind: 'fanLeftRunning', index: 9 })).toThrow('ahu.9')
    expect(simulator.faults.journal()).toEqual([])
  })
})

describe('named faults', () => {
  test('each has a text, can be started and ended, and is listed while it runs', () => {
    const simulator = buildingAt(NOON)
    expect(Object.keys(texts).sort()).toEqual(simulator.faults.kinds().map((kind) => kind.title.key).sort())
    for (const kind of DEMO_FAULTS) {
      const fault = simulator.faults.start(kind.id, 1_000_000)
      expect(simulator.faults.running()).toEqual([{ id: fault?.id, kindId: kind.id, title: { key: `demoFault.${kind.id}` }, startedAtMs: NOON, endsAtMs: NOON + 1_000_000 }])
      simulator.faults.endAll()
      expect(simulator.faults.running()).toEqual([])
    }
    expect(simulator.faults.start('none', null)).toBeUndefined()
    expect(simulator.faults.journal()).toHaveLength(DEMO_FAULTS.length)
    return simulator.stop()
  })

  test.each([NIGHT, NOON])('the first one stands far out of all that its point showed before, at any hour (%i)', (at) => {
    const simulator = buildingAt(at)
    const before = sampled(simulator, [POINT.chilledSupply], at, at + HOUR, MINUTE)[0] ?? []
    simulator.faults.start('chilledSupplyBias', null)
    simulator.advanceTo(at + HOUR + 20_000)
    expect(simulator.reading(...POINT.chilledSupply)).toBeGreaterThan(Math.max(...before) + 5)
  })
})
