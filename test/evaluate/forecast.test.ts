/** The evaluation of forecasts: format, causality, weather only when asked for. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../electron/evaluate/forecast.ts'
import { readEvaluateOptions } from '../../electron/evaluate/options.ts'
import { officeLoad } from '../engine/analysis/forecast/generated-load.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

/** A suite of one meter with two origins; hours from `changedFrom` on are spoilt. */
const run = (changedFrom: number, weather: boolean): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-forecast-'))
  mkdirSync(join(folder, 'forecast'))
  const origins = [80, 84].map((day) => stamp(START_MS + day * 24 * HOUR_MS))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ forecast: [{ id: 'office', kind: 'electricity', origins }] }))
  const rows = [...officeLoad(90, 2)].map((value, hour) => {
    const temperature = 10 + 5 * Math.sin(hour / 11)
    return `${stamp(START_MS + hour * HOUR_MS)},${hour >= changedFrom ? 9_999 : value + 3 * temperature},${hour >= changedFrom ? 40 : temperature}`
  })
  writeFileSync(join(folder, 'forecast', 'office.csv'), `timestamp,value,temp_c\n${rows.join('\n')}\n`)
  forecast({ task: 'forecast', input: folder, output: join(folder, 'out'), weather }, () => undefined)
  return readFileSync(join(folder, 'out', 'office.csv'), 'utf8').trimEnd().split('\n')
}

describe('evaluate forecast', () => {
  it('writes 24 hours an origin, and none of them depends on what comes at or after the origin', () => {
    const lines = run(Number.POSITIVE_INFINITY, false)
    expect(lines).toHaveLength(1 + 2 * 24)
    expect(lines.slice(0, 2)).toEqual(['origin,timestamp,pred', expect.stringMatching(/^2026-03-26 00:00:00,2026-03-26 00:00:00,\d+(\.\d+)?$/)])
    expect(run(80 * 24, false).slice(0, 25)).toEqual(lines.slice(0, 25))
  })

  it('knows with weather the temperatures of the day itself and none of the day after', () => {
    const lines = run(Number.POSITIVE_INFINITY, true)
    expect(run(81 * 24, true).slice(0, 25)).toEqual(lines.slice(0, 25))
    expect(lines).not.toEqual(run(Number.POSITIVE_INFINITY, false))
  })

  it('has --weather for forecasts only', () => {
    expect(readEvaluateOptions(['forecast', '--input', 'a', '--output', 'b', '--weather'])).toMatchObject({ ok: true, value: { weather: true } })
    expect(readEvaluateOptions(['detect', '--input', 'a', '--output', 'b', '--weather'])).toMatchObject({ ok: false })
  })
})
