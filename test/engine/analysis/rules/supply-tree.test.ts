/** Which equipment feeds which: what was learnt before what names declare, and nothing where neither tells. */
import { describe, expect, it } from 'vitest'
import type { FormedEquipment } from '../../../../electron/engine/analysis/rules/equipment.ts'
import { supplyTreeOf } from '../../../../electron/engine/analysis/rules/supply-tree.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { EquipmentKind } from '../../../../shared/domain/rules.ts'

let last = 0
const made = (kind: EquipmentKind, name: string, ...roles: readonly PointRole[]): FormedEquipment => ({
  id: `1/${kind}/${name}`, kind, name, deviceId: 1,
  points: roles.map((role) => ({ pointId: (last += 1), deviceId: 1, name: `${name} ${role}`, role, kind: 'analog', units: 62, stateTexts: [] })),
})
const handler = (name: string) => made('ahu', name, 'supply_air_temp', 'fan_status')
const box = (name: string) => made('vav', name, 'zone_air_temp', 'supply_air_temp', 'air_flow')
const nothing = (): null => null
const feeder = (own: FormedEquipment, all: readonly FormedEquipment[]): string | undefined => supplyTreeOf(all).feederOf(own, nothing)?.equipment.name

describe('a box', () => {
  it('hangs on the air handler whose supply was learnt to feed it, whatever the names say', () => {
    const all = [handler('AHU-1'), handler('AHU-2'), box('VAV-1-02')]
    const [, second, own] = all as [FormedEquipment, FormedEquipment, FormedEquipment]
    const supply = second.points[0]?.pointId ?? 0
    const air = own.points[1]?.pointId ?? 0
    expect(supplyTreeOf(all).feederOf(own, (id) => (id === air ? supply : null))).toEqual({ equipment: second, learntBy: air, guessed: false })
    expect(supplyTreeOf(all).feederOf(own, nothing)).toEqual({ equipment: all[0], learntBy: null, guessed: true })
  })
  it('is not fed by its own air, which its room was learnt to follow', () => {
    const all = [handler('AHU-1'), handler('AHU-2'), box('Room')]
    const own = all[2] as FormedEquipment
    expect(supplyTreeOf(all).feederOf(own, (id) => (id === own.points[0]?.pointId ? (own.points[1]?.pointId ?? null) : null))).toBeNull()
  })
  it('hangs on the only air handler, on the one it names, on the one of its first number', () => {
    const [one, two] = [handler('AHU-1'), handler('AHU2')]
    const named = box('North AHU 2 VAV 7')
    const numbered = box('VAV-2-01')
    expect(feeder(numbered, [one, numbered])).toBe('AHU-1')
    expect(feeder(named, [one, two, named])).toBe('AHU2')
    expect(feeder(numbered, [one, two, numbered])).toBe('AHU2')
  })
  it('is not said to hang on any where its only number may be its own, or several would do', () => {
    const single = box('VAV-1')
    const both = box('VAV-1-01')
    expect(feeder(single, [handler('AHU-1'), handler('AHU-2'), single])).toBeUndefined()
    expect(feeder(both, [handler('AHU-1 North'), handler('AHU-1 South'), both])).toBeUndefined()
  })
})

describe('the coils of an air handler', () => {
  const boiler = (name: string) => made('hotPlant', name, 'hot_water_supply_temp', 'hot_water_return_temp')
  const chiller = made('chilledPlant', 'Chiller', 'chilled_water_supply_temp', 'pump_status')
  const plants = (own: FormedEquipment, all: readonly FormedEquipment[]): readonly string[] => supplyTreeOf(all).plantsOf(own).map(({ medium, equipment }) => `${medium} ${equipment.name}`)
  it('hang on the only plant of each medium, and not on a circuit that it feeds', () => {
    const own = handler('AHU-1')
    const circuit = made('hotPlant', 'Radiators', 'hot_water_supply_temp', 'pump_status')
    expect(plants(own, [own, boiler('Boiler'), circuit, chiller])).toEqual(['hot Boiler', 'chilled Chiller'])
  })
  it('hang on that of a medium only where there is a valve for it', () => {
    const own = made('ahu', 'AHU-1', 'supply_air_temp', 'fan_status', 'cooling_valve')
    expect(plants(own, [own, boiler('Boiler'), chiller])).toEqual(['chilled Chiller'])
  })
  it('may hang on each of several that differ by number only, marked as shared', () => {
    const own = handler('North AHU-1')
    const all = [own, boiler('Boiler 1'), boiler('Boiler 2'), chiller]
    expect(plants(own, all)).toEqual(['hot Boiler 1', 'hot Boiler 2', 'chilled Chiller'])
    expect(supplyTreeOf(all).plantsOf(own).map(({ shared }) => shared)).toEqual([true, true, false])
    expect(plants(own, [own, ...Array.from({ length: 9 }, (_, i) => boiler(`Boiler ${i}`))])).toEqual([])
  })
  it('hang on none of several with names of their own, but for the one that the name says', () => {
    const own = handler('North AHU-1')
    expect(plants(own, [own, boiler('South'), boiler('West')])).toEqual([])
    expect(plants(own, [own, boiler('North'), boiler('South')])).toEqual(['hot North'])
    expect(plants(box('VAV-1-01'), [own, boiler('Boiler'), chiller])).toEqual([])
  })
})

describe('a heating circuit', () => {
  const circuit = made('hotPlant', 'Radiators', 'hot_water_supply_temp', 'pump_status')
  const boiler = (name: string) => made('hotPlant', name, 'hot_water_supply_temp', 'hot_water_return_temp')
  it('hangs on the only boiler, on none of several until it was learnt', () => {
    const [first, second] = [boiler('Boiler 1'), boiler('Boiler 2')]
    expect(feeder(circuit, [first, circuit])).toBe('Boiler 1')
    expect(feeder(circuit, [first, second, circuit])).toBeUndefined()
    const learnt = (id: number): number | null => (id === circuit.points[0]?.pointId ? (second.points[0]?.pointId ?? null) : null)
    expect(supplyTreeOf([first, second, circuit]).feederOf(circuit, learnt)?.equipment.name).toBe('Boiler 2')
    expect(feeder(first, [first, circuit])).toBeUndefined()
  })
})
