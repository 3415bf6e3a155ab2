/** The task `detect` of the evaluate command, on a small suite of its own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { detect } from '../../electron/evaluate/detect.ts'
import { seededRandom } from '../../shared/random.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const HOUR_MS = 3_600_000
const TRAIN_HOURS = 35 * 24
const HOURS = 56 * 24
/** Hours of the series with a fault, and what it does. */
const FAULTS = [
  { from: TRAIN_HOURS + 100, to: TRAIN_HOURS + 102, change: (value: number) => value + 90 },
  { from: TRAIN_HOURS + 220, to: TRAIN_HOURS + 232, change: () => 0 },
  { from: TRAIN_HOURS + 340, to: TRAIN_HOURS + 380, change: (value: number) => value + 18 },
] as const

interface Judged {
  readonly score: number
  readonly alarm: boolean
}

describe('the evaluation of detection', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-detect-'))
  const run = (name: string, hours: number, members = false): { readonly text: string; readonly rows: readonly Judged[] } => {
    const input = join(folder, `${name}-in`)
    const output = join(folder, `${name}-out`)
    mkdirSync(join(input, 'anomaly'), { recursive: true })
    writeFileSync(join(input, 'manifest.json'), JSON.stringify({ anomaly: [{ id: 'meter', family: 'own', unit: 'kWh per hour', sampling_s: 3600, train_end: TRAIN_HOURS }] }))
    writeFileSync(join(input, 'anomaly', 'meter.csv'), ['timestamp,value', ...meter.slice(0, hours)].join('\n'))
    detect({ task: 'detect', input, output, members, weather: false }, () => {})
    const text = readFileSync(join(output, 'meter.csv'), 'utf8')
    const rows = text.trimEnd().split('\n').slice(1).map((line) => {
      const [, score, alarm] = line.split(',')
      return { score: Number(score), alarm: alarm === '1' }
    })
    return { text, rows }
  }
  const random = seededRandom(4)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const meter = Array.from({ length: HOURS }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 5) + i * HOUR_MS)
    const isBusy = at.getUTCDay() >= 1 && at.getUTCDay() <= 5 && at.getUTCHours() >= 8 && at.getUTCHours() < 18
    const healthy = (isBusy ? 70 : 30) + 2 * normal()
    const fault = FAULTS.find(({ from, to }) => i >= from && i < to)
    return `${at.toISOString().slice(0, 19).replace('T', ' ')},${(fault?.change(healthy) ?? healthy).toFixed(2)}`
  })
  let whole: ReturnType<typeof run>

  beforeAll(() => {
    whole = run('whole', HOURS)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('raises an alarm in each fault, and hardly one beside them in three weeks', () => {
    const raised = whole.rows.map(({ alarm }, i) => alarm && whole.rows[i - 1]?.alarm !== true)
    for (const { from, to } of FAULTS) expect(whole.rows.slice(from, to).some(({ alarm }) => alarm)).toBe(true)
    expect(raised.filter((is, i) => is && !FAULTS.some(({ from, to }) => i >= from && i < to + 12)).length).toBeLessThanOrEqual(1)
  })

  it('ranks each fault above everything healthy, but for its echo', () => {
    const healthy = whole.rows.filter((_, i) => i >= TRAIN_HOURS && !FAULTS.some(({ from, to }) => i >= from && i < to + 30)).map(({ score }) => score)
    for (const { from, to } of FAULTS) expect(Math.max(...whole.rows.slice(from, to).map(({ score }) => score))).toBeGreaterThan(Math.max(...healthy))
  })

  it('writes a row for each row, none scored before its history ends', () => {
    expect(whole.rows).toHaveLength(HOURS)
    expect(whole.rows.slice(0, TRAIN_HOURS).every(({ score, alarm }) => score === 0 && !alarm)).toBe(true)
  })

  it('says beside it, if asked, what each method says alone and the combination without it', () => {
    expect(run('members', HOURS, true).text).toBe(whole.text)
    const scoresOf = (name: string): number[] => readFileSync(join(folder, 'members-out', name, 'meter.csv'), 'utf8').trimEnd().split('\n').slice(1).map((line) => Number(line.split(',')[1]))
    for (const name of ['alone-zScore', 'alone-habit', 'alone-habit.oneStep', 'alone-isolationForest', 'without-habit']) expect(scoresOf(name)).toHaveLength(HOURS)
    const { from, to } = FAULTS[0]
    expect(Math.max(...scoresOf('alone-habit.oneStep').slice(from, to))).toBeGreaterThan(1)
    const { from: fromRow, to: toRow } = FAULTS[2]
    const sum = (scores: readonly number[]): number => scores.slice(fromRow, toRow).reduce((all, score) => all + score, 0)
    expect(sum(scoresOf('without-habit'))).toBeLessThan(0.9 * sum(whole.rows.map(({ score }) => score)))
  })

  it('is causal and says the same again: rows cut off change nothing before them', () => {
    const cut = TRAIN_HOURS + 250
    expect(run('cut', cut).text.trimEnd()).toBe(whole.text.split('\n').slice(0, cut + 1).join('\n'))
  })
})
