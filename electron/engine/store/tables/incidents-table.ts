/** Table `incidents`; who belongs to one is told by the alerts themselves. */
import type { Severity } from '../../../../shared/domain/alert.ts'
import type { Incident, IncidentParent, LikelyCause } from '../../../../shared/domain/incident.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import type { IncidentFilter, StoredIncident } from '../store-types.ts'
import { wholeMs, wholeMsOrNull } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly parent: string
  readonly parent_key: string
  readonly parent_name: string
  readonly device_id: number | null
  readonly title: string
  readonly severity: string
  readonly causes: string
  readonly started_at_ms: number
  readonly last_alert_at_ms: number
  readonly ended_at_ms: number | null
}

interface Member {
  readonly id: number
  readonly active: number
  readonly unacknowledged: number
}

const COLUMNS = ['parent', 'parent_key', 'parent_name', 'device_id', 'title', 'severity', 'causes', 'started_at_ms', 'last_alert_at_ms', 'ended_at_ms'] as const

const toRow = (incident: Omit<StoredIncident, 'id'>): Omit<Row, 'id'> => ({
  parent: incident.parent,
  parent_key: incident.parentKey,
  parent_name: incident.parentName,
  device_id: incident.deviceId,
  title: JSON.stringify(incident.title),
  severity: incident.severity,
  causes: JSON.stringify(incident.causes),
  started_at_ms: wholeMs(incident.startedAtMs),
  last_alert_at_ms: wholeMs(incident.lastAlertAtMs),
  ended_at_ms: wholeMsOrNull(incident.endedAtMs),
})

const fromRow = (row: Row, members: readonly Member[]): Incident & StoredIncident => ({
  id: row.id,
  parent: row.parent as IncidentParent,
  parentKey: row.parent_key,
  parentName: row.parent_name,
  deviceId: row.device_id,
  title: JSON.parse(row.title) as Message,
  severity: row.severity as Severity,
  causes: JSON.parse(row.causes) as LikelyCause[],
  alertIds: members.map(({ id }) => id),
  activeAlerts: members.filter(({ active }) => active === 1).length,
  unacknowledgedAlerts: members.filter(({ unacknowledged }) => unacknowledged === 1).length,
  startedAtMs: row.started_at_ms,
  lastAlertAtMs: row.last_alert_at_ms,
  endedAtMs: row.ended_at_ms,
})

export interface IncidentsTable {
  /** Newest first. */
  list(filter: IncidentFilter): (Incident & StoredIncident)[]
  get(id: number): (Incident & StoredIncident) | undefined
  /** Returns the id. */
  insert(incident: Omit<StoredIncident, 'id'>): number
  update(incident: StoredIncident): void
  removeEmpty(): void
}

const IS_OPEN = 'EXISTS (SELECT 1 FROM alerts WHERE incident_id = incidents.id AND (cleared_at_ms IS NULL OR acknowledged_at_ms IS NULL))'

export const createIncidentsTable = (db: Connection): IncidentsTable => {
  const get = db.prepare<[number], Row>('SELECT * FROM incidents WHERE id = ?')
  const members = db.prepare<[number], Member>(`
    SELECT id, cleared_at_ms IS NULL AS active, acknowledged_at_ms IS NULL AS unacknowledged FROM alerts WHERE incident_id = ? ORDER BY started_at_ms, id`)
  const insert = db.prepare<[Omit<Row, 'id'>]>(`INSERT INTO incidents (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')})`)
  const update = db.prepare<[Row]>(`UPDATE incidents SET ${COLUMNS.map((column) => `${column} = :${column}`).join(', ')} WHERE id = :id`)
  const removeEmpty = db.prepare<[]>('DELETE FROM incidents WHERE NOT EXISTS (SELECT 1 FROM alerts WHERE incident_id = incidents.id)')
  const listWhere = (condition: string) =>
    db.prepare<[{ fromMs: number; toMs: number; limit: number }], Row>(`
      SELECT * FROM incidents WHERE started_at_ms < :toMs AND (ended_at_ms IS NULL OR ended_at_ms >= :fromMs) AND ${condition} ORDER BY started_at_ms DESC, id DESC LIMIT :limit`)
  const lists = { open: listWhere(IS_OPEN), all: listWhere('TRUE') }
  const whole = (row: Row): Incident & StoredIncident => fromRow(row, members.all(row.id))
  return {
    list: ({ which, fromMs, toMs, limit }) =>
      lists[which].all({ fromMs: fromMs ?? Number.MIN_SAFE_INTEGER, toMs: toMs ?? Number.MAX_SAFE_INTEGER, limit }).map(whole),
    get: (id) => {
      const row = get.get(id)
      return row && whole(row)
    },
    insert: (incident) => Number(insert.run(toRow(incident)).lastInsertRowid),
    update: (incident) => void update.run({ id: incident.id, ...toRow(incident) }),
    removeEmpty: () => void removeEmpty.run(),
  }
}
