/** Alerts as a file that people open or other programs read: exactly the rows that are asked for, in their order. */
import { csvField } from '../../../../shared/csv-field.ts'
import { isActive, type Alert } from '../../../../shared/domain/alert.ts'
import type { TextFile } from '../../../../shared/domain/ede.ts'
import { formatMessage } from '../../../../shared/format-message.ts'
import { unitSymbol } from '../../../../shared/units.ts'
import { openReportWords } from '../../reports/report-words.ts'
import { formatOffsetTime } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'

const COLUMNS = [
  'id', 'severity', 'kind', 'state', 'device', 'device instance', 'point', 'what', 'value', 'worst', 'expected', 'low', 'high', 'unit', 'began', 'raised', 'cleared', 'minutes', 'acknowledged', 'acknowledge note',
  'confirmed', 'confirm note', 'shelved until', 'shelf reason', 'in maintenance', 'chattering', 'incident',
] as const

const MINUTE_MS = 60_000

type Row = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>

const stateOf = (alert: Alert): string => `${isActive(alert) ? 'active' : 'cleared'}${alert.acknowledgedAtMs === null ? '' : ', acknowledged'}`

/** Whole minutes from its beginning to its end; null while it is active. */
const minutesOf = ({ startedAtMs, clearedAtMs }: Alert): number | null => (clearedAtMs === null ? null : Math.round((clearedAtMs - startedAtMs) / MINUTE_MS))

function* rowsOf(alertIds: readonly number[], alertOf: (id: number) => Alert | undefined, rowOf: (alert: Alert) => Row): Generator<unknown, readonly Row[]> {
  const rows: Row[] = []
  for (const id of alertIds) {
    const alert = alertOf(id)
    if (alert !== undefined) rows.push(rowOf(alert))
    yield
  }
  return rows
}

/** Made in slices, so that readings are taken meanwhile. */
export const exportAlerts = async ({ store, registry, points, clock }: Pick<SiteContext, 'store' | 'registry' | 'points' | 'clock'>, alertIds: readonly number[], format: 'csv' | 'json'): Promise<TextFile> => {
  const { language, timeZone } = store.settings()
  const t = await openReportWords(language)
  const byId = new Map(points.all().map((point) => [point.id, point]))
  const time = (atMs: number | null): string | null => (atMs === null ? null : formatOffsetTime(atMs, timeZone))
  const rowOf = (alert: Alert): Row => {
    const device = registry.get(alert.deviceId)
    const point = alert.pointId === null ? undefined : byId.get(alert.pointId)
    return {
      id: alert.id, severity: alert.severity, kind: alert.kind, state: stateOf(alert), device: device?.name ?? '', 'device instance': device?.instance ?? null, point: point?.name ?? '',
      what: formatMessage(t, alert.title, language), value: alert.value, worst: alert.worstValue, expected: alert.expected, low: alert.low, high: alert.high, unit: point === undefined ? '' : unitSymbol(point.units),
      began: time(alert.startedAtMs), raised: time(alert.raisedAtMs), cleared: time(alert.clearedAtMs), minutes: minutesOf(alert), acknowledged: time(alert.acknowledgedAtMs), 'acknowledge note': alert.acknowledgeNote,
      confirmed: time(alert.confirmedAtMs), 'confirm note': alert.confirmNote, 'shelved until': alert.shelf === null ? null : (time(alert.shelf.untilMs) ?? 'it clears'),
      'shelf reason': alert.shelf?.reason ?? '', 'in maintenance': alert.maintenanceId === null ? 'no' : 'yes', chattering: alert.chattering ? 'yes' : 'no', incident: alert.incidentId,
    }
  }
  const rows = await inSlices(clock, rowsOf(alertIds, (id) => store.alert(id), rowOf))
  const name = `alerts-${formatOffsetTime(clock.nowMs(), timeZone).slice(0, 10)}.${format}`
  const file = (text: string): TextFile => ({ name, bytes: new TextEncoder().encode(text) })
  if (format === 'json') return file(JSON.stringify(rows, null, 2))
  // Spreadsheets take UTF-8 for it by the byte order mark.
  return file(`\uFEFF${[COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => csvField(String(row[column] ?? ''))).join(','))].join('\r\n')}\r\n`)
}
