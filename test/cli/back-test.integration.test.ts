/** The back-test from the command line, on a site written by the test: what it prints, and that it leaves the site alone. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { LOCK_FILE } from '../../electron/engine/store/site-lock.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'
import { analogInput, databaseOf, deviceFacts, fillPoint, openSite, START_MS, temporaryFolder } from '../engine/store/sample-site.ts'

const CLI = join(import.meta.dirname, '../../electron/cli/back-test/main.ts')
const STEP_MS = 300_000
const DAY_MS = 86_400_000
const DAYS = 12
const LIMIT = 40
/** Readings far above everything else, two hours long, in the afternoon of each of these days. */
const HOT_DAYS = [9, 10]

const isHot = (index: number): boolean => {
  const inDay = (index * STEP_MS) % DAY_MS
  return HOT_DAYS.includes(Math.floor((index * STEP_MS) / DAY_MS)) && inDay >= 5 * 3_600_000 && inDay < 7 * 3_600_000
}
const valueAt = (index: number): number => (isHot(index) ? 60 : 20 + Math.sin(index / 7))

const writeSite = (folder: string): SqliteStore => {
  const store = openSite(folder)
  // Read as often as it is recorded: otherwise every reading would come after a silence.
  const { deviceId } = store.saveDevice(deviceFacts(1_001), [analogInput(1), analogInput(2)], START_MS, () => STEP_MS)
  const pointIds = store.points(deviceId).map(({ id }) => id)
  fillPoint(store, pointIds[0] ?? 0, DAYS * (DAY_MS / STEP_MS), STEP_MS, valueAt)
  fillPoint(store, pointIds[1] ?? 0, DAYS * (DAY_MS / STEP_MS), STEP_MS, (index) => 20 + Math.sin(index / 7))
  return store
}

const backTest = (...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (err += part.toString()))
    child.on('close', (code) => resolve({ code, out, err }))
  })

const PERIOD = ['--from', new Date(START_MS + 8 * DAY_MS).toISOString(), '--to', new Date(START_MS + DAYS * DAY_MS).toISOString()]
const LIMITED = [...PERIOD, '--points', '1001/analog-input,1', '--detector', 'fixedLimit', '--high', String(LIMIT)]

interface Answer {
  readonly state: string
  readonly points: number
  readonly fires: number
  readonly firesPerDay: number
  readonly suggestedOnDelayMs: number | null
  readonly byDelay: readonly unknown[]
  readonly marks: readonly { readonly point: string; readonly raised: string; readonly worstValue: number; readonly detector: string }[]
}

const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('a back-test from the command line', () => {
  it('says what a limit would have raised, when, and how often a day', async () => {
    const folder = temporaryFolder()
    writeSite(folder).close()
    const { code, out, err } = await backTest('--site', folder, ...LIMITED, '--json')
    expect([code, err.replaceAll(/^\d+ %\n/gm, '')]).toEqual([0, ''])
    const found = JSON.parse(out) as Answer
    expect(found).toMatchObject({ state: 'done', points: 1, fires: 2, firesPerDay: 0.5, suggestedOnDelayMs: null })
    expect(found.byDelay.length).toBeGreaterThan(5)
    const hotFromMs = HOT_DAYS.map((day) => START_MS + day * DAY_MS + 5 * 3_600_000)
    expect(found.marks.map(({ point, worstValue, detector }) => [point, worstValue, detector])).toEqual([['1001/analog-input,1', 60, 'fixedLimit'], ['1001/analog-input,1', 60, 'fixedLimit']])
    const raisedMs = found.marks.map(({ raised }) => Date.parse(raised)).sort((a, b) => a - b)
    for (const [at, fromMs] of hotFromMs.entries()) expect(Math.abs((raisedMs[at] ?? 0) - fromMs)).toBeLessThanOrEqual(2 * STEP_MS)
  })

  it('prints the same for people: alerts a day, marks and the delay', async () => {
    const folder = temporaryFolder()
    writeSite(folder).close()
    const { code, out } = await backTest('--site', folder, ...LIMITED, '--quiet', '--marks', '1')
    expect(code).toBe(0)
    expect(out).toMatch(/^Alerts: 2, 0\.5 a day; as set now: \d+, [\d.]+ a day$/m)
    expect(out).toContain('On-delay: the one that is set is right.')
    expect(out).toMatch(/1001\/analog-input,1 +60 degrees-celsius/)
    expect(out).toContain('... and 1 more')
  })

  it('only reads: beside a Plantroom that runs, and without a trace in the database or a lock', async () => {
    const folder = temporaryFolder()
    const store = writeSite(folder)
    const beside = await backTest('--site', folder, ...LIMITED, '--json', '--quiet')
    expect([beside.code, beside.err]).toEqual([0, ''])
    store.close()
    const lock = join(folder, LOCK_FILE)
    const before = [hash(databaseOf(folder)), existsSync(lock) ? hash(lock) : '']
    expect((await backTest('--site', folder, ...LIMITED, '--quiet')).code).toBe(0)
    expect([hash(databaseOf(folder)), existsSync(lock) ? hash(lock) : '']).toEqual(before)
    const again = openSite(folder)
    expect(again.detection.backTests.list()).toEqual([])
  })

  it('says what is wrong with the folder, and makes nothing in it', async () => {
    const folder = temporaryFolder()
    const missing = await backTest('--site', folder)
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining(databaseOf(folder))])
    expect(existsSync(databaseOf(folder))).toBe(false)
    writeFileSync(databaseOf(folder), 'not a database, but long enough to be looked at as one'.repeat(40))
    const broken = await backTest('--site', folder)
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('damaged')])
  })

  it.each([['earlier', 1, 'Open the site once in this Plantroom'], ['later', 99_999, 'Install the newer Plantroom']] as const)('leaves a site of the %s Plantroom as it is and says what to do', async (_, version, sentence) => {
    const folder = temporaryFolder()
    writeSite(folder).close()
    const db = new Database(databaseOf(folder))
    db.pragma(`user_version = ${version}`)
    db.close()
    const before = hash(databaseOf(folder))
    const { code, err } = await backTest('--site', folder)
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)])
    expect(hash(databaseOf(folder))).toBe(before)
  })

  it('lists detectors, each of which can be tested, slow faults too', async () => {
    const { out } = await backTest('--list', '--json')
    const all = JSON.parse(out) as { id: string; replayed: boolean; name: string }[]
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['fixedLimit', 'drift', 'rule.ahu.fc2']))
    expect(all.filter(({ replayed }) => !replayed)).toEqual([])
    const folder = temporaryFolder()
    writeSite(folder).close()
    const lines = await backTest('--site', folder, ...PERIOD, '--detector', 'drift', '--quiet')
    expect([lines.code, lines.err]).toEqual([0, ''])
    expect(lines.out).toContain('2 points')
    expect(lines.out).toMatch(/^Alerts: 0, 0 a day; as set now: 0, 0 a day$/m)
    expect(lines.out).not.toContain('n-delay')
  })
})
