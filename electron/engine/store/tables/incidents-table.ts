/** Table `incidents`; who belongs to one is told by the alerts themselves. */
import type { Severity } from '../../../../shared/domain/alert.ts'
import type { AdoptedIncident, Incident, IncidentParent, LikelyCause } from '../../../../shared/domain/incident.ts'
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

interface AdoptedRow {
  readonly id: number
  readonly title: string
  readonly started_at_ms: number
  readonly merged_at_ms: number
}

interface Member {
  readonly id: number
  readonly active: number
  readonly unacknowledged: number
}

/** An incident is taken over by its box's, its air handler's, its plant's: more steps than there are kinds of parents lead nowhere. */
const MOST_STEPS = 8

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

const fromRow = (row: Row, members: readonly Member[], adopted: readonly AdoptedIncident[]): Incident & StoredIncident => ({
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
  adopted,
})

const fromAdopted = ({ id, title, started_at_ms, merged_at_ms }: AdoptedRow): AdoptedIncident => ({ id, title: JSON.parse(title) as Message, startedAtMs: started_at_ms, adoptedAtMs: merged_at_ms })

export interface IncidentsTable {
  /** Newest first; without those that were taken over. */
  list(filter: IncidentFilter): (Incident & StoredIncident)[]
  /** Follows to the one that took it over. */
  get(id: number): (Incident & StoredIncident) | undefined
  /** Returns the id. */
  insert(incident: Omit<StoredIncident, 'id'>): number
  update(incident: StoredIncident): void
  merge(id: number, intoId: number, atMs: number): void
  removeEmpty(): void
}

const IS_OPEN = 'EXISTS (SELECT 1 FROM alerts WHERE incident_id = incidents.id AND (cleared_at_ms IS NULL OR acknowledged_at_ms IS NULL))'

export const createIncidentsTable = (db: Connection): IncidentsTable => {
  const get = db.prepare<[number], Row>(`
    WITH RECURSIVE led (id, step) AS (
      VALUES (?, 0) UNION SELECT incidents.merged_into, step + 1 FROM led JOIN incidents USING (id) WHERE merged_into IS NOT NULL AND step < ${MOST_STEPS}
    )
    SELECT incidents.* FROM led JOIN incidents USING (id) ORDER BY step DESC LIMIT 1`)
  const adopted = db.prepare<[number], AdoptedRow>(`
    WITH RECURSIVE taken (id, step) AS (
      VALUES (?, 0) UNION SELECT incidents.id, step + 1 FROM taken JOIN incidents ON incidents.merged_into = taken.id WHERE step < ${MOST_STEPS}
    )
    SELECT incidents.id, title, started_at_ms, merged_at_ms FROM taken JOIN incidents USING (id) WHERE step > 0 ORDER BY merged_at_ms, incidents.id`)
  const merge = db.prepare<[number, number, number]>('UPDATE incidents SET merged_into = ?, merged_at_ms = ? WHERE id = ?')
  const members = db.prepare<[number], Member>(`
    SELECT id, cleared_at_ms IS NULL AS active, acknowledged_at_ms IS NULL AS unacknowledged FROM alerts WHERE incident_id = ? ORDER BY started_at_ms, id`)
  const insert = db.prepare<[Omit<Row, 'id'>]>(`INSERT INTO incidents (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')})`)
  const update = db.prepare<[Row]>(`UPDATE incidents SET ${COLUMNS.map((column) => `${column} = :${column}`).join(', ')} WHERE id = :id`)
  const removeEmpty = db.prepare<[]>('DELETE FROM incidents WHERE merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM alerts WHERE incident_id = incidents.id)')
  const removeLost = db.prepare<[]>('DELETE FROM incidents WHERE merged_into IS NOT NULL AND merged_into NOT IN (SELECT id FROM incidents)')
  const listWhere = (condition: string) =>
    db.prepare<[{ fromMs: number; toMs: number; limit: number }], Row>(`
      SELECT * FROM incidents WHERE merged_into IS NULL AND started_at_ms < :toMs AND (ended_at_ms IS NULL OR ended_at_ms >= :fromMs) AND ${condition} ORDER BY started_at_ms DESC, id DESC LIMIT :limit`)
  const lists = { open: listWhere(IS_OPEN), all: listWhere('TRUE') }
  const whole = (row: Row): Incident & StoredIncident => fromRow(row, members.all(row.id), adopted.all(row.id).map(fromAdopted))
  return {
    list: ({ which, fromMs, toMs, limit }) =>
      lists[which].all({ fromMs: fromMs ?? Number.MIN_SAFE_INTEGER, toMs: toMs ?? Number.MAX_SAFE_INTEGER, limit }).map(whole),
    get: (id) => {
      const row = get.get(id)
      return row && whole(row)
    },
    insert: (incident) => Number(insert.run(toRow(incident)).lastInsertRowid),
    update: (incident) => void update.run({ id: incident.id, ...toRow(incident) }),
    merge: (id, intoId, atMs) => void merge.run(intoId, wholeMs(atMs), id),
    removeEmpty: () => {
      removeEmpty.run()
      // One may lead to one that leads to one that is gone.
      for (let gone = removeLost.run().changes; gone > 0; ) gone = removeLost.run().changes
    },
  }
}
