/** Table `backfilled`: periods of points that were not observed but filled from a trend log. Periods of a point never overlap or touch. */
import type { Connection } from '../connection.ts'
import type { BackfilledPeriod } from '../trend-log-types.ts'
import { wholeMs } from '../whole-ms.ts'

type Row = [pointId: number, fromMs: number, toMs: number]

export interface BackfilledTable {
  /** Periods of a point that overlap [fromMs, toMs), oldest first. */
  ofPoint(pointId: number, fromMs: number, toMs: number): BackfilledPeriod[]
  /** How much of [fromMs, toMs) the periods of all present points of each device cover together, ms. */
  byDevice(fromMs: number, toMs: number): ReadonlyMap<number, number>
  /** Adds a period; what it touches becomes one with it. */
  add(period: BackfilledPeriod): void
  removeOfPoint(pointId: number): void
}

export const createBackfilledTable = (db: Connection): BackfilledTable => {
  const ofPoint = db.prepare<[number, number, number], Row>('SELECT point_id, from_ms, to_ms FROM backfilled WHERE point_id = ? AND from_ms <= ? AND to_ms >= ? ORDER BY from_ms').raw()
  const byDevice = db.prepare<[{ fromMs: number; toMs: number }], [number, number]>(`
    SELECT p.device_id, sum(min(b.to_ms, :toMs) - max(b.from_ms, :fromMs))
    FROM backfilled b JOIN points p ON p.id = b.point_id
    WHERE b.to_ms > :fromMs AND b.from_ms < :toMs AND p.gone_since_ms IS NULL AND p.poll_interval_ms > 0
    GROUP BY p.device_id`).raw()
  const insert = db.prepare<Row>('INSERT INTO backfilled (point_id, from_ms, to_ms) VALUES (?, ?, ?)')
  const remove = db.prepare<[number, number]>('DELETE FROM backfilled WHERE point_id = ? AND from_ms = ?')
  const removeOfPoint = db.prepare<[number]>('DELETE FROM backfilled WHERE point_id = ?')
  return {
    ofPoint: (pointId, fromMs, toMs) =>
      ofPoint.all(pointId, toMs, fromMs).filter(([, from, to]) => from < toMs && to > fromMs).map(([id, from, to]) => ({ pointId: id, fromMs: from, toMs: to })),
    byDevice: (fromMs, toMs) => new Map(byDevice.all({ fromMs, toMs })),
    add: ({ pointId, fromMs, toMs }) => {
      if (toMs <= fromMs) return
      const touching = ofPoint.all(pointId, wholeMs(toMs), wholeMs(fromMs))
      for (const [, from] of touching) remove.run(pointId, from)
      insert.run(pointId, Math.min(wholeMs(fromMs), ...touching.map(([, from]) => from)), Math.max(wholeMs(toMs), ...touching.map(([, , to]) => to)))
    },
    removeOfPoint: (pointId) => void removeOfPoint.run(pointId),
  }
}
