/** Table `meters`: what measures energy and volumes, found by the roles of points or made by a person. */
import type { Delivered, Measure, Medium, Meter, MeterOrigin, MeterSource } from '../../../../shared/domain/energy.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly name: string
  readonly medium: Medium
  readonly measure: Measure
  readonly source: string
  readonly origin: MeterOrigin
  readonly confidence: number
  readonly units: number | null
  readonly scale: number
  readonly rollover_at: number | null
  readonly device_id: number | null
  readonly area: string
  readonly floor_area_m2: number | null
  readonly parent_id: number | null
  readonly demand_limit_kw: number | null
  readonly delivered: Delivered
  readonly ignored: number
  readonly problems: string
  readonly known_from_ms: number | null
  readonly known_to_ms: number | null
}

const COLUMNS = 'point_id, device_id, name, medium, measure, source, origin, confidence, units, scale, rollover_at, area, floor_area_m2, parent_id, demand_limit_kw, delivered, ignored, problems, known_from_ms, known_to_ms'

const fromRow = (row: Row): Meter => {
  const source = JSON.parse(row.source) as MeterSource
  return {
    id: row.id, name: row.name, medium: row.medium, measure: row.measure, source, origin: row.origin, confidence: row.confidence, units: row.units, scale: row.scale, rolloverAt: row.rollover_at,
    deviceId: row.device_id, area: row.area, floorAreaM2: row.floor_area_m2, parentId: row.parent_id, demandLimitKw: row.demand_limit_kw, delivered: row.delivered, estimated: source.what === 'runTime', ignored: row.ignored !== 0,
    problems: JSON.parse(row.problems) as Message[], known: row.known_from_ms === null || row.known_to_ms === null ? null : { fromMs: row.known_from_ms, toMs: row.known_to_ms },
  }
}

type Values = (number | string | null)[]

const valuesOf = ({ source, known, ...meter }: Omit<Meter, 'id'>): Values => [
  source.what === 'point' ? source.pointId : null, meter.deviceId, meter.name, meter.medium, meter.measure, JSON.stringify(source), meter.origin, meter.confidence, meter.units, meter.scale, meter.rolloverAt,
  meter.area, meter.floorAreaM2, meter.parentId, meter.demandLimitKw, meter.delivered, meter.ignored ? 1 : 0, JSON.stringify(meter.problems), known === null ? null : wholeMs(known.fromMs), known === null ? null : wholeMs(known.toMs),
]

export interface MetersTable {
  /** By id. */
  all(): Meter[]
  get(id: number): Meter | undefined
  /** Returns the id. A point has one meter at most. */
  insert(meter: Omit<Meter, 'id'>): number
  /** Puts back a removed meter under its own id. */
  restore(meter: Meter): void
  update(meter: Meter): void
  setKnown(id: number, known: Meter['known']): void
  remove(id: number): void
  /** Meters of a removed device. Returns their ids. */
  idsOfDevice(deviceId: number): number[]
}

export const createMetersTable = (db: Connection): MetersTable => {
  const names = COLUMNS.split(', ')
  const all = db.prepare<[], Row>('SELECT * FROM meters ORDER BY id')
  const one = db.prepare<[number], Row>('SELECT * FROM meters WHERE id = ?')
  const insert = db.prepare<Values>(`INSERT INTO meters (${COLUMNS}) VALUES (${names.map(() => '?').join(', ')})`)
  const restore = db.prepare<Values>(`INSERT INTO meters (${COLUMNS}, id) VALUES (${names.map(() => '?').join(', ')}, ?)`)
  const update = db.prepare<Values>(`UPDATE meters SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`)
  const setKnown = db.prepare<[number | null, number | null, number]>('UPDATE meters SET known_from_ms = ?, known_to_ms = ? WHERE id = ?')
  const orphan = db.prepare<[number]>('UPDATE meters SET parent_id = NULL WHERE parent_id = ?')
  const remove = db.prepare<[number]>('DELETE FROM meters WHERE id = ?')
  const ofDevice = db.prepare<[number], number>('SELECT id FROM meters WHERE device_id = ? ORDER BY id').pluck()
  return {
    all: () => all.all().map(fromRow),
    get: (id) => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    insert: (meter) => Number(insert.run(...valuesOf(meter)).lastInsertRowid),
    restore: ({ id, ...meter }) => void restore.run(...valuesOf(meter), id),
    update: ({ id, ...meter }) => void update.run(...valuesOf(meter), id),
    setKnown: (id, known) => void setKnown.run(known === null ? null : wholeMs(known.fromMs), known === null ? null : wholeMs(known.toMs), id),
    remove: (id) => {
      orphan.run(id)
      remove.run(id)
    },
    idsOfDevice: (deviceId) => ofDevice.all(deviceId),
  }
}
