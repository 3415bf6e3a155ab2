/** The cells of the status history by day: every day of the calendar once, whatever hour it is and whatever the clocks did. */
import { describe, expect, it } from 'vitest'
import { statusRows } from '../../../renderer/screens/health/status-cells.ts'
import type { StatusHistory } from '../../../shared/domain/health.ts'
import { addDays } from '../../../shared/domain/local-day.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS = 180

const none = new Float64Array(0)
const EMPTY: StatusHistory = {
  deviceId: 1, step: 'day', startsMs: none, lengthMs: none, observedMs: none, onlineMs: none, requests: none, timeouts: none, aborts: none, rejects: none, errors: none, decodes: none, sends: none, retries: none, restarts: none, asked: none, answered: none,
  latencyP50Ms: none, latencyP95Ms: none, latencyP99Ms: none, latencyMaxMs: none,
}

describe('the days of the status history', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'UTC'])('in %s stand there once each, asked at any hour over a change of clocks', (timeZone) => {
    const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    for (const firstMs of [Date.UTC(2026, 10, 28), Date.UTC(2027, 3, 20)]) {
      for (const hour of [0, 1, 2, 4, 11, 21, 22, 23]) {
        const toMs = firstMs + hour * HOUR_MS
        const days = statusRows(EMPTY, toMs - DAYS * DAY_MS, toMs, timeZone).toReversed().flatMap(({ cells }) => cells.map(({ startMs }) => dayOf.format(startMs)))
        const today = dayOf.format(toMs)
        expect(days, `${timeZone} ${hour}`).toEqual(Array.from({ length: DAYS }, (_, i) => addDays(today, i - DAYS)))
      }
    }
  })
})
