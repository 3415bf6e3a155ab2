/** The building's physics: the same twice, coupled, calm. */
import { describe, expect, test } from 'vitest'
import { createBuilding } from '../../electron/simulator/building/default-building.ts'
import { buildingAt, correlation, DAY, deviation, HOUR, mean, MINUTE, POINT, sampled, WEDNESDAY, type PointKey } from './support.ts'

const named = (device: number, name: string): readonly [number, number, number] => {
  const { devices } = createBuilding({ seed: 1, utcOffsetMinutes: 0, beginMs: 0 })
  const point = devices.find((one) => one.instance === device)?.points.find((one) => one.name === name)
  if (!point) throw new Error(`no ${name}`)
  return [device, point.objectType, point.objectInstance]
}

describe('the default building', () => {
  test('has eight devices with about 260 objects of all usual types, all names different within a device', () => {
    const { devices } = createBuilding({ seed: 1, utcOffsetMinutes: 0, beginMs: 0 })
    const points = devices.flatMap((device) => device.points)
    expect(devices).toHaveLength(8)
    expect(points.length).toBeGreaterThan(250)
    expect(points.length).toBeLessThan(290)
    expect([...new Set(points.map((point) => point.objectType))].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 13, 14, 17, 19, 20])
    for (const device of devices) expect(new Set(device.points.map((point) => point.name)).size).toBe(device.points.length)
  })

  test('the tests name the objects they mean', () => {
    expect(named(1001, 'AHU1.SAT')).toEqual(POINT.supplyTemp)
    expect(named(1001, 'AHU1.SAT_SP')).toEqual(POINT.supplySetpoint)
    expect(named(1001, 'AHU1.CHWV')).toEqual(POINT.coolValve)
    expect(named(1001, 'AHU1.HWV')).toEqual(POINT.heatValve)
    expect(named(1001, 'AHU1.SF_STS')).toEqual(POINT.fanStatus)
    expect(named(2001, 'VAV-1-01 FLOW')).toEqual(POINT.zoneFlow)
    expect(named(2001, 'VAV-1-05 DA-T')).toEqual(POINT.zone5Discharge)
    expect(named(3001, 'CHW_PLANT.CHW_LOAD')).toEqual(POINT.chilledLoad)
    expect(named(4001, 'MSB-CHLR.kW')).toEqual(POINT.chillerPower)
    expect(named(4001, 'GAS-1.VOL')).toEqual(POINT.gasVolume)
    expect(named(5001, 'SITE PEOPLE')).toEqual(POINT.people)
  })

  test.each([
    [3, 40],
    [8, 100],
    [12, undefined],
    [20, 2_000],
    [200, 20_000],
  ])('grows or shrinks to %i devices and %s points exactly', (devices, points) => {
    const building = createBuilding({ seed: 1, devices, ...(points === undefined ? {} : { points }), utcOffsetMinutes: 0, beginMs: 0 })
    expect(building.devices).toHaveLength(devices)
    if (points !== undefined) expect(building.devices.reduce((sum, device) => sum + device.points.length, 0)).toBe(points)
    expect(new Set(building.devices.map((device) => device.instance)).size).toBe(devices)
  })
})

describe('the model', () => {
  test('gives the same values for the same seed and time, however it got there, and others for another seed', () => {
    const points: readonly PointKey[] = Object.values(POINT)
    const inOneGo = buildingAt(WEDNESDAY + 10 * HOUR, { anchorMs: WEDNESDAY - DAY })
    const inSteps = buildingAt(WEDNESDAY, { anchorMs: WEDNESDAY - DAY })
    for (let at = WEDNESDAY; at <= WEDNESDAY + 10 * HOUR; at += 70_000) inSteps.advanceTo(at)
    inSteps.advanceTo(WEDNESDAY + 10 * HOUR)
    const other = buildingAt(WEDNESDAY + 10 * HOUR, { anchorMs: WEDNESDAY - DAY, seed: 4 })
    const read = (simulator: typeof other): (number | undefined)[] => points.map((point) => simulator.reading(...point))
    expect(read(inSteps)).toEqual(read(inOneGo))
    expect(read(other)).not.toEqual(read(inOneGo))
  })

  test('couples what belongs together', () => {
    const simulator = buildingAt(WEDNESDAY)
    const [power, people, chillerKw, load, oat, zone, zoneReturn] = sampled(
      simulator,
      [POINT.mainPower, POINT.people, POINT.chillerPower, POINT.chilledLoad, POINT.outdoorTemp, POINT.zoneTemp, POINT.returnTemp],
      WEDNESDAY,
      WEDNESDAY + 2 * DAY,
      10 * MINUTE,
    )
    expect(correlation(power ?? [], people ?? [])).toBeGreaterThan(0.85)
    expect(correlation(chillerKw ?? [], load ?? [])).toBeGreaterThan(0.97)
    expect(correlation(load ?? [], oat ?? [])).toBeGreaterThan(0.4)
    expect(correlation(zone ?? [], zoneReturn ?? [])).toBeGreaterThan(0.5)
  })

  test('keeps to its opening hours, weekends and holidays', () => {
    const fanAt = (startMs: number): number | undefined => buildingAt(startMs, { anchorMs: startMs - 3 * HOUR }).reading(...POINT.fanStatus)
    expect(fanAt(WEDNESDAY + 10 * HOUR)).toBe(1)
    expect(fanAt(WEDNESDAY + 3 * HOUR)).toBe(0)
    expect(fanAt(WEDNESDAY + 4 * DAY + 10 * HOUR)).toBe(0)
    expect(fanAt(Date.UTC(2026, 11, 25, 10))).toBe(0)
  })

  test.each(['summer', 'winter'])('is calm in normal operation in %s: setpoints held, valves at rest', (season) => {
    const day = season === 'summer' ? WEDNESDAY : Date.UTC(2026, 0, 14)
    const simulator = buildingAt(day)
    const [sat, setpoint, cool, heat, zone, chilled] = sampled(
      simulator,
      [POINT.supplyTemp, POINT.supplySetpoint, POINT.coolValve, POINT.heatValve, POINT.zoneTemp, POINT.chilledSupply],
      day + 9 * HOUR,
      day + 17 * HOUR,
      30_000,
    )
    const error = (sat ?? []).map((value, index) => value - (setpoint?.[index] ?? 0))
    expect(deviation(error)).toBeLessThan(0.25)
    expect(Math.abs(mean(error))).toBeLessThan(0.2)
    expect(deviation(chilled ?? [])).toBeLessThan(0.2)
    for (const valve of [cool ?? [], heat ?? []]) {
      const moves = valve.slice(1).map((value, index) => value - (valve[index] ?? 0))
      const reversals = moves.filter((move, index) => index > 0 && Math.abs(move) > 1 && Math.sign(move) === -Math.sign(moves[index - 1] ?? 0))
      expect(reversals.length).toBeLessThan(5)
    }
    expect(Math.min(...(zone ?? []))).toBeGreaterThan(19)
    expect(Math.max(...(zone ?? []))).toBeLessThan(26)
  })

  test('meters only ever count up, and as much as the power they meter', () => {
    const simulator = buildingAt(WEDNESDAY)
    const [power, energy] = sampled(simulator, [POINT.mainPower, POINT.mainEnergy], WEDNESDAY, WEDNESDAY + DAY, MINUTE)
    const counts = energy ?? []
    expect(counts.every((count, index) => index === 0 || count >= (counts[index - 1] ?? 0))).toBe(true)
    const counted = (counts.at(-1) ?? 0) - (counts[0] ?? 0)
    expect(counted).toBeGreaterThan(100)
    expect(counted / (mean(power ?? []) * 24)).toBeCloseTo(1, 1)
  })
})
