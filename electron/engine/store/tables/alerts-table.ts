/** Tables `alerts` and `alert_transitions`: one row per episode, and what happened to it. Texts and evidence are JSON. */
import type { Alert, AlertKind, AlertTransition, Decider, Evidence, Severity, Shelf } from '../../../../shared/domain/alert.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import type { AlertFilter } from '../store-types.ts'
import { wholeMs, wholeMsOrNull } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly kind: string
  readonly severity: string
  readonly device_id: number
  readonly point_id: number | null
  readonly title: string
  readonly explanation: string
  readonly checks: string
  readonly value: number | null
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  readonly worst_value: number | null
  readonly evidence: string
  readonly started_at_ms: number
  readonly raised_at_ms: number
  readonly announced_at_ms: number | null
  readonly cleared_at_ms: number | null
  readonly acknowledged_at_ms: number | null
  readonly acknowledge_note: string
  readonly confirmed_at_ms: number | null
  readonly confirm_note: string
  readonly shelf: string | null
  readonly maintenance_id: number | null
  readonly chattering: number
  readonly re_alarmed_at_ms: number | null
  readonly incident_id: number | null
}

interface TransitionRow {
  readonly at_ms: number
  readonly what: string
  readonly note: string
  readonly decided_by: string | null
  readonly reason: string | null
}

const COLUMNS = [
  'kind', 'severity', 'device_id', 'point_id', 'title', 'explanation', 'checks', 'value', 'expected', 'low', 'high', 'worst_value', 'evidence',
  'started_at_ms', 'raised_at_ms', 'cleared_at_ms', 'acknowledged_at_ms', 'acknowledge_note',
  'announced_at_ms', 'confirmed_at_ms', 'confirm_note', 'shelf', 'maintenance_id', 'chattering', 're_alarmed_at_ms', 'incident_id',
] as const

const fromRow = (row: Row): Alert => ({
  id: row.id,
  kind: row.kind as AlertKind,
  severity: row.severity as Severity,
  deviceId: row.device_id,
  pointId: row.point_id,
  title: JSON.parse(row.title) as Message,
  explanation: JSON.parse(row.explanation) as Message[],
  checks: JSON.parse(row.checks) as Message[],
  value: row.value,
  expected: row.expected,
  low: row.low,
  high: row.high,
  worstValue: row.worst_value,
  evidence: JSON.parse(row.evidence) as Evidence[],
  startedAtMs: row.started_at_ms,
  raisedAtMs: row.raised_at_ms,
  announcedAtMs: row.announced_at_ms,
  clearedAtMs: row.cleared_at_ms,
  acknowledgedAtMs: row.acknowledged_at_ms,
  acknowledgeNote: row.acknowledge_note,
  confirmedAtMs: row.confirmed_at_ms,
  confirmNote: row.confirm_note,
  shelf: row.shelf === null ? null : (JSON.parse(row.shelf) as Shelf),
  maintenanceId: row.maintenance_id,
  chattering: row.chattering === 1,
  reAlarmedAtMs: row.re_alarmed_at_ms,
  incidentId: row.incident_id,
})

const toRow = (alert: Omit<Alert, 'id'>): Omit<Row, 'id'> => ({
  kind: alert.kind,
  severity: alert.severity,
  device_id: alert.deviceId,
  point_id: alert.pointId,
  title: JSON.stringify(alert.title),
  explanation: JSON.stringify(alert.explanation),
  checks: JSON.stringify(alert.checks),
  value: alert.value,
  expected: alert.expected,
  low: alert.low,
  high: alert.high,
  worst_value: alert.worstValue,
  evidence: JSON.stringify(alert.evidence),
  started_at_ms: wholeMs(alert.startedAtMs),
  raised_at_ms: wholeMs(alert.raisedAtMs),
  announced_at_ms: wholeMsOrNull(alert.announcedAtMs),
  cleared_at_ms: wholeMsOrNull(alert.clearedAtMs),
  acknowledged_at_ms: wholeMsOrNull(alert.acknowledgedAtMs),
  acknowledge_note: alert.acknowledgeNote,
  confirmed_at_ms: wholeMsOrNull(alert.confirmedAtMs),
  confirm_note: alert.confirmNote,
  shelf: alert.shelf === null ? null : JSON.stringify(alert.shelf),
  maintenance_id: alert.maintenanceId,
  chattering: alert.chattering ? 1 : 0,
  re_alarmed_at_ms: wholeMsOrNull(alert.reAlarmedAtMs),
  incident_id: alert.incidentId,
})

interface FilterParameters {
  readonly pointId: number | null
  readonly deviceId: number | null
  readonly fromMs: number
  readonly toMs: number
  readonly limit: number
}

const OPEN = '(cleared_at_ms IS NULL OR acknowledged_at_ms IS NULL)'

/** As `isListed` of `shared/domain/alert.ts` says it. */
const LISTED: Readonly<Record<AlertFilter['which'], readonly string[]>> = {
  all: [],
  open: [OPEN],
  live: [OPEN, 'shelf IS NULL AND maintenance_id IS NULL'],
  shelved: [`(shelf IS NOT NULL OR (maintenance_id IS NOT NULL AND ${OPEN}))`],
}

/** The conditions of a filter. A period means overlap: an alert that was active at any moment of it is part of it. */
const conditions = (filter: AlertFilter): string => {
  const parts = ['started_at_ms < :toMs', '(cleared_at_ms IS NULL OR cleared_at_ms >= :fromMs)']
  parts.push(...LISTED[filter.which])
  if (filter.pointId !== undefined) parts.push('point_id = :pointId')
  if (filter.deviceId !== undefined) parts.push('device_id = :deviceId')
  return parts.join(' AND ')
}

/** One alert as it is to be from now on, with what is to be entered in its history. */
export interface AlertChange {
  readonly alert: Alert
  readonly transitions: readonly AlertTransition[]
}

export interface AlertsTable {
  /** Newest first. */
  list(filter: AlertFilter): Alert[]
  /** Closed alerts whose shelf or mark of chattering lasts, oldest first. */
  lingering(): Alert[]
  get(id: number): Alert | undefined
  /** Members of an incident, earliest first. */
  ofIncident(incidentId: number, limit: number): Alert[]
  /** Severity it was raised with; null = raised before that was kept. */
  raisedSeverity(id: number): Severity | null
  /** Oldest first. */
  history(id: number): AlertTransition[]
  insert(alert: Omit<Alert, 'id'>, ...transitions: readonly AlertTransition[]): number
  update(alert: Alert, ...transitions: readonly AlertTransition[]): void
  updateAll(changes: readonly AlertChange[]): void
  removeOfDevice(deviceId: number): void
}

const transitionOf = (row: TransitionRow): AlertTransition => ({
  atMs: row.at_ms,
  what: row.what as AlertTransition['what'],
  note: row.note,
  ...(row.decided_by === null ? {} : { by: row.decided_by as Decider }),
  ...(row.reason === null ? {} : { reason: JSON.parse(row.reason) as Message }),
})

export const createAlertsTable = (db: Connection): AlertsTable => {
  const get = db.prepare<[number], Row>('SELECT * FROM alerts WHERE id = ?')
  const ofIncident = db.prepare<[number, number], Row>('SELECT * FROM alerts WHERE incident_id = ? ORDER BY started_at_ms, id LIMIT ?')
  const lingering = db.prepare<[], Row>(`SELECT * FROM alerts WHERE (shelf IS NOT NULL OR chattering = 1) AND NOT ${OPEN} ORDER BY id`)
  const history = db.prepare<[number], TransitionRow>('SELECT at_ms, what, note, decided_by, reason FROM alert_transitions WHERE alert_id = ? ORDER BY id')
  const insert = db.prepare<[Omit<Row, 'id'>]>(`INSERT INTO alerts (${COLUMNS.join(', ')}, raised_severity) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')}, :severity)`)
  const update = db.prepare<[Row]>(`UPDATE alerts SET ${COLUMNS.map((column) => `${column} = :${column}`).join(', ')} WHERE id = :id`)
  const insertTransition = db.prepare<[number, number, string, string, string | null, string | null]>(
    'INSERT INTO alert_transitions (alert_id, at_ms, what, note, decided_by, reason) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const removeTransitions = db.prepare<[number]>('DELETE FROM alert_transitions WHERE alert_id IN (SELECT id FROM alerts WHERE device_id = ?)')
  const removeAlerts = db.prepare<[number]>('DELETE FROM alerts WHERE device_id = ?')
  const raisedSeverity = db.prepare<[number], Severity | null>('SELECT raised_severity FROM alerts WHERE id = ?').pluck()
  const prepareList = (where: string) => db.prepare<[FilterParameters], Row>(`SELECT * FROM alerts WHERE ${where} ORDER BY raised_at_ms DESC, id DESC LIMIT :limit`)
  const lists = new Map<string, ReturnType<typeof prepareList>>()
  const addTransitions = (alertId: number, transitions: readonly AlertTransition[]): void => {
    for (const { atMs, what, note, by, reason } of transitions) insertTransition.run(alertId, wholeMs(atMs), what, note, by ?? null, reason === undefined ? null : JSON.stringify(reason))
  }
  const change = (alert: Alert, transitions: readonly AlertTransition[]): void => {
    if (update.run({ id: alert.id, ...toRow(alert) }).changes > 0) addTransitions(alert.id, transitions)
  }
  return {
    list: (filter) => {
      const where = conditions(filter)
      const statement = lists.get(where) ?? prepareList(where)
      lists.set(where, statement)
      const parameters = {
        pointId: filter.pointId ?? null,
        deviceId: filter.deviceId ?? null,
        fromMs: filter.fromMs ?? Number.MIN_SAFE_INTEGER,
        toMs: filter.toMs ?? Number.MAX_SAFE_INTEGER,
        limit: filter.limit,
      }
      return statement.all(parameters).map(fromRow)
    },
    lingering: () => lingering.all().map(fromRow),
    get: (id) => {
      const row = get.get(id)
      return row === undefined ? undefined : fromRow(row)
    },
    ofIncident: (incidentId, limit) => ofIncident.all(incidentId, limit).map(fromRow),
    raisedSeverity: (id) => raisedSeverity.get(id) ?? null,
    history: (id) => history.all(id).map(transitionOf),
    insert: (alert, ...transitions) => {
      const id = Number(insert.run(toRow(alert)).lastInsertRowid)
      addTransitions(id, transitions)
      return id
    },
    update: (alert, ...transitions) => change(alert, transitions),
    updateAll: (changes) => {
      for (const { alert, transitions } of changes) change(alert, transitions)
    },
    removeOfDevice: (deviceId) => {
      removeTransitions.run(deviceId)
      removeAlerts.run(deviceId)
    },
  }
}
