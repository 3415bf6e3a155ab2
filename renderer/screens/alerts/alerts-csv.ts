/** Alerts as CSV, exactly the rows that are shown and in their order. Pure. */
import { utcToLocalMs } from '../../charts/site-clock.ts'
import { csvField } from '../../../shared/csv-field.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import { unitSymbol } from '../../../shared/units.ts'

export const ALERT_CSV_COLUMNS = ['id', 'began', 'beganLocal', 'raised', 'over', 'minutes', 'severity', 'kind', 'state', 'device', 'point', 'what', 'value', 'furthest', 'low', 'high', 'unit', 'acknowledged', 'acknowledgeNote', 'confirmed', 'confirmNote', 'shelfReason', 'incident'] as const
export type AlertCsvColumn = (typeof ALERT_CSV_COLUMNS)[number]

export interface AlertCsvInput {
  readonly alerts: readonly Alert[]
  readonly timeZone: string
  readonly heading: (column: AlertCsvColumn) => string
  /** Words of the alert: severity, kind, state, sentence, device, point. */
  readonly wordsOf: (alert: Alert) => Readonly<Record<'severity' | 'kind' | 'state' | 'what' | 'device' | 'point', string>>
  /** BACnet unit of the alert's point. */
  readonly unitsOf: (alert: Alert) => number | null
}

const MINUTE_MS = 60_000

const iso = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString())
const number = (value: number | null): string => (value === null || !Number.isFinite(value) ? '' : String(value))

const cellsOf = (alert: Alert, { timeZone, wordsOf, unitsOf }: AlertCsvInput): Readonly<Record<AlertCsvColumn, string>> => ({
  ...wordsOf(alert),
  id: String(alert.id),
  began: iso(alert.startedAtMs),
  beganLocal: new Date(utcToLocalMs(timeZone, alert.startedAtMs)).toISOString().slice(0, 19).replace('T', ' '),
  raised: iso(alert.raisedAtMs),
  over: iso(alert.clearedAtMs),
  minutes: alert.clearedAtMs === null ? '' : String(Math.round((alert.clearedAtMs - alert.startedAtMs) / MINUTE_MS)),
  value: number(alert.value),
  furthest: number(alert.worstValue),
  low: number(alert.low),
  high: number(alert.high),
  unit: unitSymbol(unitsOf(alert)),
  acknowledged: iso(alert.acknowledgedAtMs),
  acknowledgeNote: alert.acknowledgeNote,
  confirmed: iso(alert.confirmedAtMs),
  confirmNote: alert.confirmNote,
  shelfReason: alert.shelf?.reason ?? '',
  incident: alert.incidentId === null ? '' : String(alert.incidentId),
})

/** With a byte-order mark, because spreadsheets otherwise misread `°C`; lines end with CR LF (RFC 4180). */
export const alertsCsv = (input: AlertCsvInput): string => {
  const head = ALERT_CSV_COLUMNS.map((column) => csvField(column === 'beganLocal' ? `${input.heading(column)} (${input.timeZone})` : input.heading(column)))
  const rows = input.alerts.map((alert) => {
    const cells = cellsOf(alert, input)
    return ALERT_CSV_COLUMNS.map((column) => csvField(cells[column])).join(',')
  })
  return `\uFEFF${[head.join(','), ...rows].join('\r\n')}\r\n`
}
