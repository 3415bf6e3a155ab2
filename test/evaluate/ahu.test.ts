/** The task `ahu` of the evaluate command on generated air handlers: which days have a fault, causally, in whatever units. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ahu } from '../../electron/evaluate/ahu.ts'
import { seededRandom } from '../../shared/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantroom-ahu-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Fault = 'none' | 'coolingLeak' | 'heatingLeak' | 'noChilledWater'

const COLUMNS = 'timestamp,AHU: Supply Air Temperature,AHU: Supply Air Temperature Set Point,AHU: Outdoor Air Temperature,AHU: Mixed Air Temperature,AHU: Return Air Temperature,AHU: Supply Air Fan Status,AHU: Outdoor Air Damper Control Signal,AHU: Cooling Coil Valve Control Signal,AHU: Heating Coil Valve Control Signal'

/** One row in °C and %: a unit that runs from 6 to 18 h, mixes to its set-point where it can, and cools or heats what remains. */
const rowAt = (hour: number, outdoor: number, fault: Fault, noise: () => number): number[] => {
  const [setpoint, ret] = [15, 22]
  if (hour < 6 || hour >= 18) return [21, setpoint, outdoor, 21 + noise(), ret, 0, 0, 0, 0]
  const free = outdoor < setpoint
  const wanted = free ? Math.min(1, Math.max(0.2, (ret - setpoint + 1) / (ret - outdoor))) : outdoor < ret ? 1 : 0.2
  const mixed = ret + wanted * (outdoor - ret) + noise()
  const need = setpoint - 1 - mixed
  const full = fault === 'noChilledWater' ? 0 : 12
  const cooling = fault === 'coolingLeak' ? 0 : fault === 'heatingLeak' || fault === 'noChilledWater' ? 1 : Math.min(1, Math.max(0, -need / full))
  const heating = Math.min(1, Math.max(0, need / 15))
  const supply = fault === 'heatingLeak' ? mixed + 8 : fault === 'coolingLeak' ? mixed - 6 : mixed + 1 - cooling * full + heating * 15
  return [supply + noise(), setpoint, outdoor, mixed, ret + noise(), 1, 100 * wanted, 100 * cooling, 100 * heating]
}

interface Unit {
  readonly id: string
  readonly days: readonly Fault[]
  readonly outdoor: (hour: number, day: number) => number
  readonly fahrenheit: boolean
  readonly rows?: number
}

const tableOf = ({ days, outdoor, fahrenheit, rows }: Unit): string => {
  const random = seededRandom(7)
  const noise = (): number => 0.4 * (random() - 0.5)
  const lines = days.flatMap((fault, day) =>
    Array.from({ length: 720 }, (_, i) => {
      const values = rowAt(i / 30, outdoor(i / 30, day), fault, noise)
      const shown = values.map((value, k) => (k < 5 ? (fahrenheit ? value * 1.8 + 32 : value) : k > 5 && fahrenheit ? value / 100 : value).toFixed(3))
      return [new Date(Date.UTC(2026, 4, 4 + day) + i * 120_000).toISOString().slice(0, 19).replace('T', ' '), ...shown].join(',')
    }),
  )
  return [COLUMNS, ...lines.slice(0, rows)].join('\n')
}

const evaluate = (units: readonly Unit[]): string[][] => {
  const input = mkdtempSync(join(folder, 'suite-'))
  mkdirSync(join(input, 'ahu'))
  writeFileSync(join(input, 'manifest.json'), JSON.stringify({ ahu: units.map(({ id }) => ({ id })) }))
  for (const unit of units) writeFileSync(join(input, 'ahu', `${unit.id}.csv`), tableOf(unit))
  const output = join(input, 'out.csv')
  ahu({ task: 'ahu', input, output, weather: false }, () => {})
  const [header, ...lines] = readFileSync(output, 'utf8').trimEnd().split('\n')
  expect(header).toBe('id,day,score,fault,type')
  return lines.map((line) => line.split(','))
}

const summer = (hour: number, day: number): number => 27 + (day % 3) + 4 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)
const spring = (hour: number, day: number): number => 6 + (day % 3) + 4 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)

const DAYS: readonly Fault[] = ['none', 'none', 'heatingLeak', 'none', 'noChilledWater', 'none', 'none']

describe('evaluate ahu', () => {
  it('finds the days with a fault and no others, in °F and shares as in °C and percent', () => {
    const rows = evaluate([
      { id: 'fahrenheit', days: DAYS, outdoor: summer, fahrenheit: true },
      { id: 'celsius', days: DAYS, outdoor: summer, fahrenheit: false },
    ])
    const faults = (id: string): (string | undefined)[] => rows.filter(([one]) => one === id).map(([, , , fault]) => fault)
    expect(faults('fahrenheit')).toEqual(['0', '0', '1', '0', '1', '0', '0'])
    expect(faults('celsius')).toEqual(faults('fahrenheit'))
  })

  it('ranks days with a fault above those without, and says by which rule', () => {
    const rows = evaluate([{ id: 'unit', days: ['none', 'coolingLeak', 'none', 'none'], outdoor: spring, fahrenheit: true }])
    expect(rows.map(([, day]) => day)).toEqual(['2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07'])
    const [sound, leak, again] = rows.map(([, , score]) => Number(score))
    expect(leak).toBeGreaterThan(0.5)
    expect(Math.max(sound as number, again as number)).toBeLessThan(0.5)
    expect(rows[1]?.[4]).toMatch(/^ahu\.(fc8|fc14|supplyCold|supplyOff)$/)
    expect(rows[0]?.[4]).toBe('')
  })

  it('says of a day what it says when later rows are not there', () => {
    const unit: Unit = { id: 'unit', days: DAYS, outdoor: summer, fahrenheit: true }
    const whole = evaluate([unit])
    const cut = evaluate([{ ...unit, rows: 720 * 4 }])
    expect(cut).toEqual(whole.slice(0, 4))
  })

  it('names the file that cannot be read', () => {
    const input = mkdtempSync(join(folder, 'suite-'))
    writeFileSync(join(input, 'manifest.json'), JSON.stringify({ ahu: [{ id: 'absent' }] }))
    expect(() => ahu({ task: 'ahu', input, output: join(input, 'out.csv'), weather: false }, () => {})).toThrow('absent.csv')
  })
})
