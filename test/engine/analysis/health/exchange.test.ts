/** Approach temperatures and spreads of water at like load, against values computed with NumPy; wet bulb against the paper and the psychrometric equations of ASHRAE. */
import { describe, expect, it } from 'vitest'
import type { DeviceDays, HealthPoint } from '../../../../electron/engine/analysis/health/device-days.ts'
import { judgeExchange } from '../../../../electron/engine/analysis/health/exchange-part.ts'
import { exchangeFactsOf } from '../../../../electron/engine/analysis/health/exchange-facts.ts'
import type { EquipmentFacts } from '../../../../electron/engine/analysis/health/health-facts.ts'
import { streamOf } from '../../../../electron/engine/analysis/health/streams.ts'
import { wetBulbOf } from '../../../../electron/engine/analysis/health/wet-bulb.ts'
import type { PointDay } from '../../../../shared/domain/device-status.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

const DAYS = 35
const WEEK_FROM = 28
const noise = (i: number): number => ((i * 7_919 + 13) % 1_000) / 1_000
const outdoor = (day: number, block: number): number => 18 + 6 * Math.sin((block * Math.PI) / 4 + day / 5)
const humid = (_day: number, block: number): number => 55 + 20 * Math.cos((block * Math.PI) / 4)
const wetBulb = (day: number, block: number): number => wetBulbOf(outdoor(day, block), humid(day, block))
const spread = (day: number, block: number): number => 3 + 2 * noise(day * 8 + block)

type Value = (day: number, block: number) => number

const blocksOf = (value: Value): Map<number, number[]> => new Map(Array.from({ length: DAYS }, (_, day) => [day, Array.from({ length: 8 }, (_, block) => value(day, block))]))
const pointDay = (pointId: number, day: number, blocks: readonly number[]): PointDay => ({ pointId, day, readings: 96, bad: 0, overridden: 0, outOfService: 0, hours: 24, blocks, roughness: 0, still: 0, reversals: 0 })

interface Member {
  readonly name: string
  readonly role: PointRole
  readonly units: number
  readonly value: Value
}

const plantOf = (members: readonly Member[], firstDay = 0): DeviceDays => {
  const points = members.map(({ name, role, units }, i): HealthPoint => ({ id: i + 1, name, units, role, stream: streamOf(role, name, ''), sensor: true, leastDifference: 1, unitless: false }))
  const pointDays = new Map(
    members.map(({ value }, i) => [i + 1, new Map([...blocksOf(value)].filter(([day]) => day >= firstDay).map(([day, blocks]) => [day, pointDay(i + 1, day, blocks)]))]),
  )
  return {
    points, groups: [], ruled: false, reach: new Map(), restartsMs: [], pointDays, runDays: new Map(), weather: blocksOf(outdoor), weatherPointId: null, humidity: blocksOf(humid), alerts: [], now: null,
  }
}

const days = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
const weeks = { day: DAYS - 1, fromMs: 1, toMs: 2, pointsUntil: DAYS - 1, week: days(WEEK_FROM, DAYS), before: days(0, WEEK_FROM) }
const judged = (plant: DeviceDays) => judgeExchange({ exchange: exchangeFactsOf(plant, [], weeks) } as unknown as EquipmentFacts)

/** It stands from midnight to three. */
const FAN: Member = { name: 'Tower fan status', role: 'fan_status', units: 95, value: (_, block) => (block === 0 ? 0 : 1) }
const approach = (grown: number): Value => (day, block) =>
  3 + 0.4 * spread(day, block) + 0.05 * (20 - wetBulb(day, block)) + 0.1 * noise(day * 8 + block + 5) + (day >= WEEK_FROM ? grown : 0)
const towerOf = (grown: number): readonly Member[] => [
  FAN,
  { name: 'Condenser water supply temperature', role: 'other_water_temp', units: 62, value: (day, block) => wetBulb(day, block) + approach(grown)(day, block) },
  { name: 'Condenser water return temperature', role: 'other_water_temp', units: 62, value: (day, block) => wetBulb(day, block) + approach(grown)(day, block) + spread(day, block) },
]
const chilledOf = (shrunk: number): readonly Member[] => [
  { name: 'Pump status', role: 'pump_status', units: 95, value: FAN.value },
  { name: 'Chilled water supply', role: 'chilled_water_supply_temp', units: 62, value: () => 7 },
  { name: 'Chilled water return', role: 'chilled_water_return_temp', units: 62, value: (day, block) => 12 + 0.1 * outdoor(day, block) + 0.1 * noise(day * 8 + block + 5) - (day >= WEEK_FROM ? shrunk : 0) },
]

describe('the wet bulb', () => {
  it('is that of the paper', () => {
    expect(wetBulbOf(20, 50)).toBeCloseTo(13.6993, 4)
  })

  it.each([[20, 50, 13.78], [30, 40, 20.06], [35, 80, 31.81], [-5, 60, -6.79]])('at %f °C and %f % is within a kelvin of the psychrometric one', (temperature, humidity, exact) => {
    expect(Math.abs(wetBulbOf(temperature, humidity) - exact)).toBeLessThan(1)
  })

  it('is not told of air the formula does not hold for', () => {
    expect([wetBulbOf(20, 2), wetBulbOf(60, 40), wetBulbOf(Number.NaN, 40)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })
})

describe('streams', () => {
  it('of condensers and refrigerants are told by words, in several languages', () => {
    const of = (name: string, description = ''): unknown => streamOf('other_water_temp', name, description)
    expect([of('CHW_PLANT.CWS_T', 'Condenser water supply temperature'), of('CHW_PLANT.CWR_T', 'Condenser water return temperature')]).toEqual(['condenserSupply', 'condenserReturn'])
    expect([of('Cooling tower leaving temp'), of('Kühlturm Rücklauftemperatur')]).toEqual(['condenserSupply', 'condenserReturn'])
    expect([of('Condenser entering water temp'), of('Condenser leaving water temp')]).toEqual(['condenserSupply', 'condenserReturn'])
    const refrigerant = (name: string): unknown => streamOf('refrigerant', name, '')
    expect([refrigerant('Evaporator saturated temp'), refrigerant('Cond Sat Temp'), refrigerant('Suction superheat'), refrigerant('Discharge temp')]).toEqual(['evaporating', 'condensing', null, null])
  })

  it('that a name leaves open are none', () => {
    expect([streamOf('other_water_temp', 'CWS', ''), streamOf('other_water_temp', 'Tank temp', ''), streamOf('other_water_temp', 'Condenser water temp', ''), streamOf('zone_air_temp', 'Condenser supply', '')]).toEqual([null, null, null, null])
  })
})

describe('heat exchange at like load', () => {
  it('tells the approach of a tower to the wet bulb, and by how much it has grown', () => {
    const [tower, ...more] = exchangeFactsOf(plantOf(towerOf(2.1)), [], weeks)
    expect(more).toEqual([])
    expect(tower).toMatchObject({ kind: 'tower', pointId: 2, blocks: 39 })
    expect(tower?.value).toBeCloseTo(7.178_734_864_84, 8)
    expect(tower?.grown).toBeCloseTo(2.099_031_547_8, 8)
  })

  it('tells the spread of chilled water, and that it has shrunk', () => {
    const [chilled] = exchangeFactsOf(plantOf(chilledOf(1.6)), [], weeks)
    expect(chilled).toMatchObject({ kind: 'chilledSpread', pointId: 3, blocks: 49 })
    expect(chilled?.value).toBeCloseTo(5.269_453_641_69, 8)
    expect(chilled?.grown).toBeCloseTo(-1.602_941_702_71, 8)
  })

  it('is the same where thermometers read in °F', () => {
    const fahrenheit = towerOf(2.1).map((member): Member => (member.units === 62 ? { ...member, units: 64, value: (day, block) => member.value(day, block) * 1.8 + 32 } : member))
    const [tower] = exchangeFactsOf(plantOf(fahrenheit), [], weeks)
    expect(tower?.grown).toBeCloseTo(2.099_031_547_8, 8)
  })

  it('compares the approach of evaporator and condenser, and of coils with their valves open', () => {
    const refrigerated: readonly Member[] = [
      ...chilledOf(0), ...towerOf(0).slice(1),
      { name: 'Evaporating temp', role: 'refrigerant', units: 62, value: (day) => (day >= WEEK_FROM ? 3.5 : 5) },
      { name: 'Condensing temp', role: 'refrigerant', units: 62, value: (day, block) => wetBulb(day, block) + approach(0)(day, block) + spread(day, block) + (day >= WEEK_FROM ? 4 : 2) },
    ]
    const kinds = exchangeFactsOf(plantOf(refrigerated), [], weeks)
    expect(kinds.map(({ kind }) => kind)).toEqual(['tower', 'evaporator', 'condenser', 'chilledSpread'])
    expect(kinds[1]?.grown).toBeCloseTo(1.5, 9)
    expect(kinds[2]?.grown).toBeCloseTo(2, 9)
    const coil: readonly Member[] = [
      { name: 'Chilled supply', role: 'chilled_water_supply_temp', units: 62, value: () => 7 },
      { name: 'Supply air', role: 'supply_air_temp', units: 62, value: (day) => (day >= WEEK_FROM ? 16 : 14) },
      { name: 'Cooling valve', role: 'cooling_valve', units: 98, value: (_, block) => block * 14 },
    ]
    const [cooling] = exchangeFactsOf(plantOf(coil), [], weeks)
    // Open by half from the block at noon on: four blocks of seven days.
    expect(cooling).toMatchObject({ kind: 'coolingCoil', value: 9, grown: 2, blocks: 28 })
  })
})

describe('what worse heat exchange costs', () => {
  it('is told with its numbers and what to look at', () => {
    const [deduction] = judged(plantOf(towerOf(2.1)))
    expect(deduction).toMatchObject({ kind: 'exchange', text: { key: 'health.exchange', params: { count: 1 } } })
    expect(deduction?.evidence[0]?.text).toMatchObject({ key: 'health.exchange.tower', params: { hours: 39 * 3, now: { units: 121 }, difference: { units: 121 } } })
    // 25 x (0.4 x 2.099 / 5 + 0.6), as the one exchange there is.
    expect(deduction?.ofPart).toBe(19.2)
  })

  it('is nothing while it is as before, or little worse', () => {
    expect(judged(plantOf(towerOf(0)))).toEqual([])
    expect(judged(plantOf(towerOf(1.2)))).toEqual([])
    expect(judged(plantOf(chilledOf(0.5)))).toEqual([])
    expect(judged(plantOf(chilledOf(1.6)))).toHaveLength(1)
  })

  it('is nothing where too little was seen before, or nothing ran', () => {
    expect(judged(plantOf(towerOf(2.1), WEEK_FROM))).toEqual([])
    expect(judged(plantOf(towerOf(2.1).map((member) => (member.role === 'fan_status' ? { ...member, value: () => 0 } : member))))).toEqual([])
  })

  it('is nothing where the week knew loads that were never seen before', () => {
    const loaded = towerOf(2.1).map((member): Member =>
      member.name.includes('return') ? { ...member, value: (day, block) => member.value(day, block) + (day >= WEEK_FROM ? 6 : 0) } : member)
    expect(judged(plantOf(loaded))).toEqual([])
  })
})
