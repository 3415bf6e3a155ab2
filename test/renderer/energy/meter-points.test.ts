/** Which meters a point leads to, and which points belong to a meter. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Meter, MeterSource } from '../../../shared/domain/energy.ts'
import { metersOfPoint, pointsOfMeter, withParts } from '../../../renderer/components/meter-points.ts'

const meter = (id: number, source: MeterSource, patch: Partial<Meter> = {}): Meter => ({
  id, name: `M${id}`, source, medium: 'heat', measure: 'energy', origin: 'made', confidence: 1, units: null, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null, parentId: null,
  demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null, ...patch,
})
const counter = meter(1, { what: 'point', pointId: 10, signal: 'counter' })
const thermal = meter(2, { what: 'thermal', flowPointId: 20, supplyPointId: 21, returnPointId: 22 })
const fan = meter(3, { what: 'runTime', pointId: 30, ratedKw: 11, speedPointId: 31 })
const lamp = meter(4, { what: 'runTime', pointId: 30, ratedKw: 1, speedPointId: null })
const sum = meter(5, { what: 'sum', terms: [{ meterId: 1, factor: 1 }, { meterId: 6, factor: -1 }, { meterId: 99, factor: 1 }] })
const deeper = meter(6, { what: 'sum', terms: [{ meterId: 2, factor: 1 }, { meterId: 1, factor: 1 }] })
const imported = meter(7, { what: 'imported' })
const ALL = [counter, thermal, fan, lamp, sum, deeper, imported]
const index = (meters: readonly Meter[]): ReadonlyMap<number, Meter> => new Map(meters.map((one) => [one.id, one]))

describe('the meters of a point', () => {
  it('are those it is read for, with what it is to them', () => {
    const said = (pointId: number): string[] => metersOfPoint(ALL, pointId).map(({ meter: { name }, part }) => `${name} ${part}`)
    expect([10, 20, 21, 22, 31].map(said)).toEqual([['M1 counter'], ['M2 flow'], ['M2 supply'], ['M2 return'], ['M3 speed']])
    expect(said(30)).toEqual(['M3 runs', 'M4 runs'])
  })

  it('are none where no meter is made from it, also not one of the same number', () => {
    expect([1, 2, 5, 11].map((pointId) => metersOfPoint(ALL, pointId))).toEqual([[], [], [], []])
  })

  it('have those that are not counted last', () => {
    const left = { ...counter, name: 'A', ignored: true }
    const used = { ...counter, id: 8, name: 'B' }
    expect(metersOfPoint([left, used], 10).map(({ meter: { name } }) => name)).toEqual(['B', 'A'])
  })

  it('have a word for all that a point can be to a meter', () => {
    const { meterPart } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../renderer/locales/en/device.json'), 'utf8')) as { meterPart: Record<string, string> }
    const parts = [counter, meter(8, { what: 'point', pointId: 1, signal: 'rate' }), meter(9, { what: 'point', pointId: 1, signal: 'pulse' }), thermal, fan].flatMap((one) => [...pointsOfMeter(one).values()])
    expect(parts.toSorted()).toEqual(Object.keys(meterPart).toSorted())
  })
})

describe('a meter made of others', () => {
  it('has all of them once, down to the last; those that are gone are left out', () => {
    expect(withParts(sum, index(ALL)).map(({ id }) => id)).toEqual([5, 1, 6, 2])
    expect(withParts(counter, index(ALL))).toEqual([counter])
  })

  it('comes to an end where meters are made of each other', () => {
    const a = meter(1, { what: 'sum', terms: [{ meterId: 2, factor: 1 }] })
    const b = meter(2, { what: 'sum', terms: [{ meterId: 1, factor: 1 }] })
    expect(withParts(a, index([a, b])).map(({ id }) => id)).toEqual([1, 2])
  })
})
