/** Meters are found among points, one for each physical meter, and put in order. */
import { describe, expect, it } from 'vitest'
import { findMeters, type MeterPoint } from '../../../../../electron/engine/analysis/energy/meters/find-meters.ts'
import { proposeParents } from '../../../../../electron/engine/analysis/energy/meters/meter-hierarchy.ts'
import { wordsOf } from '../../../../../electron/engine/analysis/energy/meters/meter-words.ts'

const KW = 48
const KWH = 19
const M3 = 80
const SQUARE_METERS = 0

let nextId = 1
const point = (name: string, units: number | null, change: Partial<MeterPoint> = {}): MeterPoint => ({
  id: nextId++, deviceId: 1, name, description: '', kind: 'analog', units, role: 'other_meter', confidence: 0.95, ...change,
})

describe('meters of a site', () => {
  it('are one where power and energy are read from the same meter, and are read by the counter', () => {
    const power = point('MSB-1.kW', KW, { role: 'elec_power', description: 'Main switchboard: active power' })
    const energy = point('MSB-1.kWh', KWH, { role: 'elec_energy', description: 'Main switchboard: energy' })
    const found = findMeters([power, energy])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ pointId: energy.id, otherPointIds: [power.id], name: 'Main switchboard', medium: 'electricity', signal: 'counter', scale: 1, problems: [] })
  })

  it.each([
    ['GAS-1.VOL', M3, 'gas', 'volume', 'counter', 1],
    ['WTR-1.FLOW', 88, 'water', 'volume', 'rate', 0.06],
    ['WMZ_EG_Energie', 146, 'heat', 'energy', 'counter', 1_000],
    ['BTU-CHW.GJ', 126, 'cooling', 'energy', 'counter', 1 / 3.6],
    ['Steam_Total_Pulses', null, 'steam', 'energy', 'pulse', 1],
    ['Kälte_Leistung', 47, 'cooling', 'energy', 'rate', 0.001],
  ] as const)('are of the medium that their name says: %s', (name, units, medium, measure, signal, scale) => {
    const [found] = findMeters([point(name, units)])
    expect(found).toMatchObject({ medium, measure, signal })
    expect(found?.scale).toBeCloseTo(scale, 6)
  })

  it('tell a unit that no meter has', () => {
    const [found] = findMeters([point('Meter 1 energy', SQUARE_METERS, { role: 'elec_energy' })])
    expect(found?.problems).toEqual([{ key: 'meter.problem.unit', params: { unit: 'm²' } }])
  })

  it('are not made of limits, phases and other points that are no totals', () => {
    expect(findMeters([point('Demand limit', KW), point('Main L1 kW', KW, { role: 'elec_power' }), point('Peak demand', KW), point('AHU-1 supply air', 62, { role: 'supply_air_temp' })])).toEqual([])
  })
})

describe('the tree of meters', () => {
  const meter = (id: number, name: string, used: number, deviceId = 1) => ({ id, medium: 'electricity', measure: 'energy', words: wordsOf(name), used, deviceId }) as const

  it('has the main meter on top, sub-meters below it and equipment below its sub-meter', () => {
    const parents = proposeParents([meter(1, 'Main', 500), meter(2, 'Lighting', 150), meter(3, 'Chiller plant', 200), meter(4, 'Mechanical services', 120), meter(5, 'Chiller 1', 180, 7), meter(6, 'AHU 1 SF', 20, 8), meter(7, 'Kitchen', 30, 9)])
    expect([...parents]).toEqual([[1, null], [2, 1], [3, 1], [4, 1], [5, 3], [6, 4], [7, 1]])
  })

  it('follows the load where no name says which meter is the main one', () => {
    expect(proposeParents([meter(1, 'A', 100), meter(2, 'B', 60), meter(3, 'C', 38)]).get(2)).toBe(1)
    expect([...proposeParents([meter(1, 'A', 50), meter(2, 'B', 60), meter(3, 'C', 55)]).values()]).toEqual([null, null, null])
  })

  it('has what the coils of air handlers take below the one meter of the plant, as both would count twice', () => {
    const heat = (id: number, name: string, used: number, deviceId: number) => ({ ...meter(id, name, used, deviceId), medium: 'heat' }) as const
    expect([...proposeParents([heat(1, 'AHU1.HTG_KW', 0, 1), heat(2, 'AHU2.HTG_KW', 20, 2), heat(3, 'Hot water thermal meter', 200, 8)])]).toEqual([[1, 3], [2, 3], [3, null]])
    expect([...proposeParents([heat(1, 'AHU1.HTG_KW', 300, 1), heat(3, 'Hot water thermal meter', 200, 8)]).values()]).toEqual([null, null])
    expect([...proposeParents([heat(1, 'AHU1.HTG_KW', 10, 1), heat(2, 'District heat A', 100, 8), heat(3, 'District heat B', 90, 8), heat(4, 'District heat C', 95, 8)]).values()]).toEqual([null, null, null, null])
    expect([...proposeParents([meter(1, 'AHU1.SF_KW', 10, 1), meter(2, 'Lighting', 20, 8)]).values()]).toEqual([null, null])
  })

  it('does not take a meter for main that uses less than another', () => {
    expect([...proposeParents([meter(1, 'Main gate', 10), meter(2, 'Hall', 60)]).values()]).toEqual([null, null])
  })
})
