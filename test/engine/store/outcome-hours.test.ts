/** Outcomes by hour: what is summed as it is written is what the minutes add up to. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { hourStarts } from '../../../electron/engine/store/hour-start.ts'
import { LATENCY_COLUMNS } from '../../../electron/engine/store/tables/outcomes-table.ts'
import type { PollOutcome, RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import { databaseOf, openSite, outcome, readingRows, saveDevice, START_MS, temporaryFolder } from './sample-site.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const KINDS: readonly (RequestErrorKind | null)[] = [null, null, null, 'timeout', 'abort', 'reject', 'error', 'decode', 'send', 'cancelled']
const COLUMNS = ['requests', 'timeouts', 'aborts', 'rejects', 'errors', 'decodes', 'sends', 'cancelled', 'asked', 'answered', 'retries', ...LATENCY_COLUMNS]

/** mulberry32 */
const randomOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const randomHistory = (timeZone: string, seed: number): { byMinute: unknown[]; byHour: unknown[] } => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  store.changeSettings({ timeZone })
  const ids = [1, 2].map((instance) => saveDevice(store, instance, 1).deviceId)
  const random = randomOf(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  for (let batch = 0; batch < 40; batch++) {
    const outcomes = Array.from({ length: 25 }, (): PollOutcome => {
      const asked = 1 + Math.floor(random() * 20)
      return outcome(pick(ids), START_MS + Math.floor(random() * 9 * HOUR_MS), { error: pick(KINDS), asked, answered: Math.floor(random() * asked), latencyMs: Math.round(6_000 * random() ** 4), retry: random() < 0.1 })
    })
    store.writeBatch({ readings: readingRows([]), outcomes })
  }
  store.close()
  const db = new Database(databaseOf(folder), { readonly: true })
  const offsetMs = (START_MS - hourStarts(timeZone)(START_MS)) % HOUR_MS
  const sums = COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(', ')
  const byMinute = db.prepare(`SELECT device_id, minute_ms - (minute_ms + ${offsetMs}) % ${HOUR_MS} AS hour_ms, ${sums}, sum(latency_sum_ms) AS latency_sum_ms, max(latency_max_ms) AS latency_max_ms FROM outcome_minutes GROUP BY 1, 2 ORDER BY 1, 2`).all()
  const byHour = db.prepare(`SELECT device_id, hour_ms, ${COLUMNS.join(', ')}, latency_sum_ms, latency_max_ms FROM outcome_hours ORDER BY 1, 2`).all()
  db.close()
  return { byMinute, byHour }
}

describe('hours of outcomes', () => {
  it.each([['UTC', 1], ['Europe/Berlin', 2], ['Asia/Kolkata', 3], ['Asia/Kathmandu', 4]] as const)('are what the minutes of local hours add up to, in %s', (timeZone, seed) => {
    const { byMinute, byHour } = randomHistory(timeZone, seed)
    expect(byHour.length).toBeGreaterThan(16)
    expect(byHour).toEqual(byMinute)
  })

  it('begin where the hour of the wall clock does', () => {
    const noon = Date.UTC(2026, 0, 5, 12)
    const after = (timeZone: string, minutes: number): number => (hourStarts(timeZone)(noon + minutes * MINUTE_MS) - noon) / MINUTE_MS
    expect([after('UTC', 59), after('Asia/Kolkata', 29), after('Asia/Kolkata', 30), after('Asia/Kathmandu', 14), after('Asia/Kathmandu', 15), after('nowhere', 61)]).toEqual([0, -30, 30, -45, 15, 60])
  })
})
