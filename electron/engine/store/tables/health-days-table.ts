/** Tables `health_days` and `device_restarts`: the health of each device by day with what was deducted, and when devices restarted. */
import type { HealthDay, HealthDeduction, HealthPart, HealthTrend } from '../../../../shared/domain/health.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly device_id: number
  readonly start_ms: number
  readonly score: number | null
  readonly communication: number | null
  readonly sensors: number | null
  readonly equipment: number | null
  readonly configuration: number | null
  readonly observed: number
}

interface ExplainedRow extends Row {
  readonly deductions: string
  readonly lacking: string
  readonly trend: string
}

export interface ExplainedHealthDay extends HealthDay {
  /** Of the 60 days up to this one; unknown where days were judged later, together. */
  readonly trend: HealthTrend
  readonly deductions: readonly HealthDeduction[]
  readonly lacking: readonly { readonly part: HealthPart; readonly text: Message }[]
}

const NUMBERS = 'device_id, start_ms, score, communication, sensors, equipment, configuration, observed'

export interface HealthDaysTable {
  /** Days of a device that begin in [fromMs, toMs), oldest first. */
  days(deviceId: number, fromMs: number, toMs: number): HealthDay[]
  /** Of all devices, by device and day. */
  allDays(fromMs: number): { readonly deviceId: number; readonly day: HealthDay }[]
  /** The last day that begins at or before this moment, with what explains it. */
  explained(deviceId: number, atMs: number): ExplainedHealthDay | undefined
  lastMs(deviceId: number): number | undefined
  put(deviceId: number, days: readonly ExplainedHealthDay[]): void
  addRestart(deviceId: number, atMs: number): void
  restarts(deviceId: number, fromMs: number, toMs: number): number[]
  removeOfDevice(deviceId: number): void
}

export const createHealthDaysTable = (db: Connection): HealthDaysTable => {
  const days = db.prepare<[number, number, number], Row>(`SELECT ${NUMBERS} FROM health_days WHERE device_id = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms`)
  const allDays = db.prepare<[number], Row>(`SELECT ${NUMBERS.replaceAll(/(\w+)/g, 'h.$1')} FROM devices d CROSS JOIN health_days h ON h.device_id = d.id AND h.start_ms >= ?`)
  const explained = db.prepare<[number, number], ExplainedRow>(`SELECT ${NUMBERS}, deductions, lacking, trend FROM health_days WHERE device_id = ? AND start_ms <= ? ORDER BY start_ms DESC LIMIT 1`)
  const last = db.prepare<[number], number>('SELECT start_ms FROM health_days WHERE device_id = ? ORDER BY start_ms DESC LIMIT 1').pluck()
  const put = db.prepare<[number, number, number | null, number | null, number | null, number | null, number | null, number, string, string, string]>(
    `INSERT OR REPLACE INTO health_days (${NUMBERS}, deductions, lacking, trend) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addRestart = db.prepare<[number, number]>('INSERT OR IGNORE INTO device_restarts (device_id, at_ms) VALUES (?, ?)')
  const restarts = db.prepare<[number, number, number], number>('SELECT at_ms FROM device_restarts WHERE device_id = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms').pluck()
  const removals = ['health_days', 'device_restarts'].map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE device_id = ?`))
  return {
    days: (deviceId, fromMs, toMs) => days.all(deviceId, wholeMs(fromMs), wholeMs(toMs)).map(dayOf),
    allDays: (fromMs) => allDays.all(wholeMs(fromMs)).map((row) => ({ deviceId: row.device_id, day: dayOf(row) })),
    explained: (deviceId, atMs) => {
      const row = explained.get(deviceId, wholeMs(atMs))
      return row && { ...dayOf(row), deductions: JSON.parse(row.deductions) as HealthDeduction[], lacking: JSON.parse(row.lacking) as ExplainedHealthDay['lacking'], trend: JSON.parse(row.trend) as HealthTrend }
    },
    lastMs: (deviceId) => last.get(deviceId),
    put: (deviceId, rows) => {
      for (const { startMs, score, parts, observed, deductions, lacking, trend } of rows) {
        put.run(deviceId, wholeMs(startMs), score, parts.communication, parts.sensors, parts.equipment, parts.configuration, observed, JSON.stringify(deductions), JSON.stringify(lacking), JSON.stringify(trend))
      }
    },
    addRestart: (deviceId, atMs) => void addRestart.run(deviceId, wholeMs(atMs)),
    restarts: (deviceId, fromMs, toMs) => restarts.all(deviceId, wholeMs(fromMs), wholeMs(toMs)),
    removeOfDevice: (deviceId) => {
      for (const statement of removals) statement.run(deviceId)
    },
  }
}

const dayOf = ({ start_ms, score, communication, sensors, equipment, configuration, observed }: Row): HealthDay => ({ startMs: start_ms, score, parts: { communication, sensors, equipment, configuration }, observed })
