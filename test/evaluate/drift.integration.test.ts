import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hourly, load, outdoor, type Sample } from '../engine/analysis/drift/samples.ts'

const run = promisify(execFile)
const ONSET_HOUR = 200 * 24
let folder = ''

const write = (name: string, own: Sample, peers: Readonly<Record<string, Sample>>, rows = own.values.length): void => {
  const names = Object.keys(peers)
  const lines = Array.from({ length: rows }, (_, i) => [new Date(own.timesMs[i] as number).toISOString().slice(0, 19).replace('T', ' '), own.values[i], ...names.map((each) => peers[each]?.values[i])].join(','))
  writeFileSync(join(folder, name), `${['timestamp', 'value', ...names].join(',')}\n${lines.join('\n')}\n`)
}

const suite = (name: string, share: number): string => {
  const peer = hourly(360, 2, (hour, noise) => outdoor(hour) + noise())
  const sensor = hourly(360, 3, (hour, noise) => outdoor(hour) + noise() + (hour >= ONSET_HOUR ? 3 : 0))
  const healthy = hourly(360, 5, (hour, noise) => outdoor(hour) + noise())
  const meter = hourly(700, 4, (hour, noise) => load(hour) * (1 + 0.05 * noise()) * (hour >= 300 * 24 ? 0.75 : 1))
  const room = hourly(60, 6, (hour, noise) => 21 + Math.sin(hour / 4) + 0.2 * noise() + (hour >= 40 * 24 && hour < 41 * 24 ? 6 : 0))
  const sibling = hourly(60, 7, (hour, noise) => 22 + Math.sin(hour / 4) + 0.2 * noise())
  mkdirSync(join(folder, name, 'drift'), { recursive: true })
  const files: [string, string, number, Sample, Readonly<Record<string, Sample>>, number][] = [
    ['biased', 'oat_long', 3_600, sensor, { peer1: peer }, 100 * 24], ['healthy', 'oat_long', 3_600, healthy, { peer1: peer }, 100 * 24],
    ['meter', 'meter_long', 3_600, meter, {}, 210 * 24], ['room', 'short', 600, room, { peer1: sibling }, 10 * 24],
  ]
  for (const [id, , , own, peers] of files) write(join(name, 'drift', `${id}.csv`), own, peers, Math.floor(own.values.length * share))
  const series = files.map(([id, family, sampling, , peers, trainEnd]) => ({ id, family, unit: 'degC', sampling_s: sampling, train_end: trainEnd, peers: Object.keys(peers) }))
  writeFileSync(join(folder, name, 'manifest.json'), JSON.stringify({ drift: series }))
  return join(folder, name)
}

const evaluate = async (input: string): Promise<(file: string) => string[]> => {
  const output = `${input}-out`
  await run(process.execPath, [join(import.meta.dirname, '../../electron/evaluate/main.ts'), 'drift', '--input', input, '--output', output])
  return (file) => readFileSync(join(output, file), 'utf8').trimEnd().split('\n')
}

let whole: (file: string) => string[]
let part: (file: string) => string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-drift-'))
  whole = await evaluate(suite('whole', 1))
  part = await evaluate(suite('part', 0.7))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const alarmsOf = (lines: readonly string[]): number[] => lines.slice(1).flatMap((line, i) => (line.endsWith(',1') ? [i] : []))

describe('the task drift of the evaluate command', () => {
  it('finds the faulty sensor and meter after their faults began, and names the faults', () => {
    expect(whole('_diagnosis.csv')).toEqual(['id,type', 'biased,bias', 'healthy,none', 'meter,gain'])
    expect(alarmsOf(whole('biased.csv'))[0]).toBeGreaterThan(ONSET_HOUR)
    expect(alarmsOf(whole('meter.csv'))[0]).toBeGreaterThan(300 * 24)
    expect(alarmsOf(whole('healthy.csv'))).toEqual([])
  })

  it('judges short series reading by reading against their peers', () => {
    const alarms = alarmsOf(whole('room.csv'))
    expect(alarms).toHaveLength(24)
    expect(alarms[0]).toBe(40 * 24 + 1)
  })

  it('says of a row the same whether or not there are later ones', () => {
    for (const file of ['biased.csv', 'healthy.csv', 'meter.csv', 'room.csv']) expect(whole(file).slice(0, part(file).length)).toEqual(part(file))
  })
})
