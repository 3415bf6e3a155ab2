/** CSV holds exactly what is shown, and no spreadsheet runs it as a program. */
import { describe, expect, it } from 'vitest'
import { seriesCsv, type CsvInput } from '../../../renderer/charts/series-csv.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { madePoint, madeSeries } from './made-series.ts'

const columns = { timeUtc: 'utc', timeLocal: 'local', device: 'device', point: 'point', object: 'object', value: 'value', state: 'state', unit: 'unit', quality: 'remarks' }
const T = Date.parse('2026-07-01T10:00:00Z')

const input = (patch: Partial<CsvInput> = {}): CsvInput => ({
  points: [madePoint()],
  deviceNames: new Map([[1, 'AHU, north']]),
  series: new Map([[1, madeSeries([[T, 21.5], [T + 10_000, 22, QUALITY.spike], [T + 20_000, 23]])]]),
  range: { fromMs: T, toMs: T + 20_000 },
  timeZone: 'Europe/Berlin',
  columns,
  stateText: () => 'On',
  qualityText: (flag) => flag,
  ...patch,
})

describe('the CSV of a trend', () => {
  it('has one line a reading of the period, in UTC and in the site’s time', () => {
    expect(seriesCsv(input())).toBe(
      '\uFEFFutc,local (Europe/Berlin),device,point,object,value,state,unit,remarks\r\n' +
        '2026-07-01T10:00:00.000Z,2026-07-01 12:00:00.000,"AHU, north",AHU-1.SA-T,AI 1,21.5,,°C,\r\n' +
        '2026-07-01T10:00:10.000Z,2026-07-01 12:00:10.000,"AHU, north",AHU-1.SA-T,AI 1,22,,°C,spike\r\n',
    )
  })
  it('has the text of states beside their number', () => {
    expect(seriesCsv(input({ points: [madePoint({ kind: 'binary', units: null })] })).split('\r\n')[1]).toContain(',21.5,On,,')
  })
  it('does not let a name become a formula, and doubles quotes', () => {
    expect(seriesCsv(input({ points: [madePoint({ name: '=HYPERLINK("x")' })] }))).toContain(`,"'=HYPERLINK(""x"")",`)
  })
  it('mixes points by time', () => {
    const series = new Map([
      [1, madeSeries([[T, 1], [T + 2_000, 2]], 1)],
      [2, madeSeries([[T + 1_000, 3]], 2)],
    ])
    const values = seriesCsv(input({ points: [madePoint(), madePoint({ id: 2 })], series })).split('\r\n').slice(1, 4).map((line) => line.split(',')[6])
    expect(values).toEqual(['1', '3', '2'])
  })
})
