/** Files of interval data, read from text to intervals in UTC. */
import { tzOffset } from '@date-fns/tz'
import { describe, expect, it } from 'vitest'
import { proposeLayout } from '../../../../electron/engine/site-files/intervals/interval-layout.ts'
import { LineProblems, readIntervals } from '../../../../electron/engine/site-files/intervals/interval-reader.ts'
import { tableOf, type IntervalTable } from '../../../../electron/engine/site-files/intervals/interval-table.ts'
import { intervalUnit } from '../../../../shared/interval-units.ts'
import type { EnergyImportMapping } from '../../../../shared/domain/energy-import.ts'
import { seededRandom } from '../../../../shared/random.ts'
import { latin, run, utf16, utf8 } from '../ede-support.ts'

const BERLIN = 'Europe/Berlin'

interface Taken extends IntervalTable {
  readonly mapping: EnergyImportMapping
  readonly troubles: readonly string[]
  readonly total: number
}

/** Reads a text as the product proposes, with changes on top. */
const take = (text: string, changes: Partial<EnergyImportMapping> = {}, zone = BERLIN): Taken => takeBytes(utf8('a.csv', text).bytes, text.slice(0, 16_384), changes, zone)

const takeBytes = (bytes: Uint8Array, head: string, changes: Partial<EnergyImportMapping> = {}, zone = BERLIN): Taken => {
  const mapping = { ...proposeLayout(head, zone).mapping, ...changes }
  const problems = new LineProblems()
  const file = run(readIntervals(bytes, mapping, problems))
  const table = run(tableOf(file.rows, { mapping, unit: intervalUnit(mapping.unit)!, offsetMinutes: (utcMs) => tzOffset(mapping.timeZone, new Date(utcMs)) }, problems))
  return { ...table, mapping, total: file.total, troubles: problems.list.map(({ line, text: { key } }) => `${line} ${key.replace('energyImport.problem.', '')}`) }
}

const starts = ({ intervals }: IntervalTable): string[] => [...intervals.startsMs].map((ms) => new Date(ms).toISOString())
const values = ({ intervals }: IntervalTable): number[] => [...intervals.values]
const hours = ({ intervals }: IntervalTable): number[] => [...intervals.endsMs].map((end, index) => (end - intervals.startsMs[index]!) / 3_600_000)

describe('the layout of a file of interval data', () => {
  it('is found in a German export with semicolons, decimal commas, a title above the heading and the stamp at the end', () => {
    const taken = take('Lastgang Zähler 4711\n\nBis;Bezug (kWh);Status\n01.03.2026 00:15;1,5;W\n01.03.2026 00:30;2,25;W\n01.03.2026 00:45;1.000,5;W\n')
    expect(taken.mapping).toMatchObject({ separator: ';', decimal: ',', skipLines: 2, header: true, timeColumn: 0, valueColumn: 1, timeFormat: 'dd.MM.yyyy HH:mm', stamp: 'end', values: 'energyPerInterval', unit: 'kWh' })
    expect(starts(taken)).toEqual(['2026-02-28T23:00:00.000Z', '2026-02-28T23:15:00.000Z', '2026-02-28T23:30:00.000Z'])
    expect(values(taken)).toEqual([1.5, 2.25, 1_000.5])
  })

  it('is found in an American export with AM and PM, date and time in two columns, newest row first', () => {
    const taken = take('Date,Start Time,Usage kWh,Cost\n03/14/2026,1:00 PM,3,0.4\n03/14/2026,12:00 PM,2,0.3\n03/14/2026,11:00 AM,1,0.1\n', {}, 'America/New_York')
    expect(taken.mapping).toMatchObject({ separator: ',', dateColumn: 0, timeColumn: 1, valueColumn: 2, timeFormat: 'MM/dd/yyyy hh:mm a' })
    expect(starts(taken)).toEqual(['2026-03-14T15:00:00.000Z', '2026-03-14T16:00:00.000Z', '2026-03-14T17:00:00.000Z'])
    expect(values(taken)).toEqual([1, 2, 3])
  })

  it('tells day from month by how regular the times then are', () => {
    const rows = Array.from({ length: 12 }, (_, day) => `${String(day + 1).padStart(2, '0')}/03/2026 00:00,${day}`).join('\n')
    expect(proposeLayout(`time,kWh\n${rows}\n`, BERLIN).mapping.timeFormat).toBe('dd/MM/yyyy HH:mm')
    const american = Array.from({ length: 12 }, (_, day) => `03/${String(day + 1).padStart(2, '0')}/2026 00:00,${day}`).join('\n')
    expect(proposeLayout(`time,kWh\n${american}\n`, BERLIN).mapping.timeFormat).toBe('MM/dd/yyyy HH:mm')
  })

  it('takes ISO times with their own offset, power, and temperatures in Fahrenheit', () => {
    const power = take('timestamp\tpower [W]\n2026-03-01T00:00:00Z\t1000\n2026-03-01T00:30:00Z\t3000\n')
    expect(power.mapping).toMatchObject({ separator: 'tab', values: 'power', unit: 'W' })
    expect(values(power)).toEqual([0.5, 1.5])
    const weather = take('time;Outdoor temp °F\n2026-03-01 00:00;32\n2026-03-01 01:00;14\n')
    expect(weather.mapping).toMatchObject({ values: 'temperature', unit: '°F' })
    expect(values(weather)[0]).toBeCloseTo(0, 9)
    expect(values(weather)[1]).toBeCloseTo(-10, 9)
  })

  it('tells a total from amounts, and counts what lies between two rows', () => {
    const rows = Array.from({ length: 30 }, (_, hour) => `2026-03-01 ${String(hour % 24).padStart(2, '0')}:00;${50_000 + hour * 2}`).slice(0, 24).join('\n')
    const taken = take(`time;Zählerstand kWh\n${rows}\n`)
    expect(taken.mapping.values).toBe('counter')
    expect(values(taken)).toEqual(Array.from({ length: 23 }, () => 2))
  })

  it('has no times in the column of numbers, and none in a text that has none at all', () => {
    expect(proposeLayout('kWh,when\n45000,2026-03-01 00:00\n45001,2026-03-01 01:00\n', BERLIN).mapping).toMatchObject({ timeColumn: 1, valueColumn: 0 })
    expect(proposeLayout('', BERLIN).mapping).toMatchObject({ timeColumn: 0, valueColumn: 1, timeFormat: 'iso' })
    expect(take('hello\nworld\n').troubles.length).toBeGreaterThan(0)
  })

  it.each([
    ['UTF-16 with a mark', utf16('a', 'Zeit;Wärme (kWh)\n01.03.2026 00:00;5\n01.03.2026 01:00;6\n', 'le', true).bytes],
    ['Windows-1252', latin('a', 'Zeit;Wärme (kWh)\n01.03.2026 00:00;5\n01.03.2026 01:00;6\n').bytes],
  ])('is the same in %s', (_, bytes) => {
    expect(values(takeBytes(bytes, 'Zeit;Wärme (kWh)\n01.03.2026 00:00;5\n01.03.2026 01:00;6\n'))).toEqual([5, 6])
  })
})

describe('the rows of a file of interval data', () => {
  it('go through the night in which clocks go back with 25 hours, and through the one in which they go forward with 23', () => {
    const wall = (hour: number): string => `2026-10-25 ${String(hour).padStart(2, '0')}:00`
    const autumn = take(`time,kWh\n${[0, 1, 2, 2, 3, 4].map((hour, index) => `${wall(hour)},${index}`).join('\n')}\n`)
    expect(starts(autumn)).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-24T23:00:00.000Z', '2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000Z', '2026-10-25T03:00:00.000Z'])
    expect(values(autumn)).toEqual([0, 1, 2, 3, 4, 5])
    const descending = take(`time,kWh\n${[4, 3, 2, 2, 1, 0].map((hour, index) => `${wall(hour)},${5 - index}`).join('\n')}\n`)
    expect(values(descending)).toEqual([0, 1, 2, 3, 4, 5])
    const spring = take('time,kWh\n2026-03-29 01:00,1\n2026-03-29 02:00,2\n2026-03-29 03:00,3\n2026-03-29 04:00,4\n')
    expect(spring.troubles).toEqual(['3 noSuchTime'])
    expect(starts(spring)).toEqual(['2026-03-29T00:00:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-29T02:00:00.000Z'])
    expect(hours(spring)).toEqual([1, 1, 1])
  })

  it('that cannot be read are told by line and leave the others as they are', () => {
    const taken = take('time,kWh\n2026-03-01 00:00,1\n2026-03-01 01:00,\n2026-13-01 02:00,3\n2026-03-01 03:00,n/a\n2026-03-01 04:00\n2026-03-01 05:00,-2\n2026-03-01 06:00,7\n')
    expect(taken.troubles).toEqual(['3 noValue', '4 time', '5 number', '6 tooFewColumns', '7 negative'])
    expect(taken.total).toBe(7)
    expect(values(taken)).toEqual([1, 7])
  })

  it('that say the same twice count once; another value for the same time is told, and the first stays', () => {
    const taken = take('time,kWh\n2026-03-01 00:00,1\n2026-03-01 00:00,1\n2026-03-01 01:00,2\n2026-03-01 01:00,9\n2026-03-01 02:00,3\n')
    expect(values(taken)).toEqual([1, 2, 3])
    expect(taken.duplicates).toBe(2)
    expect(taken.troubles).toEqual(['5 contradiction'])
  })

  it('whose intervals overlap an earlier one are left out and told', () => {
    const taken = take('time,kWh\n2026-03-01 00:00,1\n2026-03-01 00:10,2\n2026-03-01 00:15,3\n2026-03-01 00:30,4\n', { intervalMinutes: 15 })
    expect(values(taken)).toEqual([1, 3, 4])
    expect(taken).toMatchObject({ overlaps: 1, troubles: ['3 overlap'] })
  })

  it('leave a gap a gap, and take months for what they are', () => {
    const gap = take('time,kWh\n2026-03-01 00:00,1\n2026-03-01 01:00,1\n2026-03-01 02:00,1\n2026-03-01 09:00,1\n2026-03-01 10:00,1\n')
    expect(hours(gap)).toEqual([1, 1, 1, 1, 1])
    const months = take('month,kWh\n2026-01-01,310\n2026-02-01,280\n2026-03-01,310\n2026-04-01,300\n', {}, 'UTC')
    expect(hours(months)).toEqual([31 * 24, 28 * 24, 31 * 24, 31 * 24])
  })

  it('of a total that falls count nothing there', () => {
    const taken = take('time,kWh\n2026-03-01 00:00,100\n2026-03-01 01:00,110\n2026-03-01 02:00,3\n2026-03-01 03:00,8\n', { values: 'counter' })
    expect(values(taken)).toEqual([10, 5])
    expect(taken.troubles).toEqual(['4 counterFell'])
  })

  it('may come in any order, many of them', () => {
    const random = seededRandom(3)
    const rows = Array.from({ length: 25_000 }, (_, index) => ({ index, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ index }) => `${new Date(Date.UTC(2026, 0, 1) + index * 900_000).toISOString()},${index}`)
    const taken = take(`time,kWh\n${rows.join('\n')}\n`)
    expect(taken.troubles).toEqual([])
    expect(values(taken)).toEqual(Array.from({ length: 25_000 }, (_, index) => index))
  })

  it('of random octets and random text end in problems, never in an exception or in values that are no numbers', () => {
    const random = seededRandom(11)
    const alphabet = '0123456789.,;:-/ \t\n\r"TZ+kWhé'
    for (let round = 0; round < 300; round += 1) {
      const text = `time,kWh\n2026-03-01 00:00,1\n${Array.from({ length: 200 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')}`
      const taken = take(text)
      for (const value of taken.intervals.values) expect(value).toBeGreaterThanOrEqual(0)
      const bytes = Uint8Array.from({ length: 300 }, () => Math.floor(random() * 256))
      expect(takeBytes(bytes, new TextDecoder().decode(bytes)).intervals.startsMs.length).toBeLessThan(300)
    }
  })
})

describe('units of interval data', () => {
  it.each([
    ['kWh', 1], ['MWh', 1_000], ['GJ', 277.777_778], ['therm', 29.307_107], ['kBTU', 0.293_071], ['ton-h', 3.516_853],
    ['CCF', 2.831_685], ['gal', 0.003_785_41], ['ft³', 0.028_316_85],
  ])('%s is %f kWh or m3', (name, factor) => expect(intervalUnit(name)?.factor).toBeCloseTo(factor, 5))

  it('are known by other spellings, but megawatts are not milliwatts', () => {
    expect(['KWH', 'kwh', 'Deg C', 'degrees F', 'm3', 'Therms'].map((name) => intervalUnit(name)?.symbol)).toEqual(['kWh', 'kWh', '°C', '°F', 'm³', 'therm'])
    expect(intervalUnit('mW')).toBeUndefined()
    expect(intervalUnit('parsec')).toBeUndefined()
  })
})
