/** Table `feedback`: what people said of alerts, what followed, and what stood before it. */
import type { Feedback, FeedbackEffect, FeedbackVerdict } from '../../../../shared/domain/detection.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly alert_id: number
  readonly point_id: number | null
  readonly verdict: string
  readonly because: string
  readonly effect: string
  readonly undo: string
  readonly given_at_ms: number
  readonly undone_at_ms: number | null
}

/** What takes the effect back: the band width that stood before (null = none was set), or the exception that was added. */
export type FeedbackUndo = { readonly what: 'none' } | { readonly what: 'bandWidth'; readonly bandWidth: number | null } | { readonly what: 'exception'; readonly exceptionId: number }

export interface FeedbackFilter {
  readonly alertId?: number | undefined
  readonly pointId?: number | undefined
}

export interface FeedbackTable {
  /** Newest first. */
  list(filter: FeedbackFilter, limit: number): Feedback[]
  get(id: number): { readonly feedback: Feedback; readonly undo: FeedbackUndo } | undefined
  insert(feedback: Omit<Feedback, 'id'>, undo: FeedbackUndo): number
  setUndone(id: number, atMs: number): void
  removeOfPoint(pointId: number): void
}

const fromRow = (row: Row): Feedback => ({
  id: row.id, alertId: row.alert_id, pointId: row.point_id, verdict: row.verdict as FeedbackVerdict, because: row.because, effect: JSON.parse(row.effect) as FeedbackEffect,
  givenAtMs: row.given_at_ms, undoneAtMs: row.undone_at_ms,
})

export const createFeedbackTable = (db: Connection): FeedbackTable => {
  const all = db.prepare<[number], Row>('SELECT * FROM feedback ORDER BY id DESC LIMIT ?')
  const ofAlert = db.prepare<[number, number], Row>('SELECT * FROM feedback WHERE alert_id = ? ORDER BY id DESC LIMIT ?')
  const ofPoint = db.prepare<[number, number], Row>('SELECT * FROM feedback WHERE point_id = ? ORDER BY id DESC LIMIT ?')
  const one = db.prepare<[number], Row>('SELECT * FROM feedback WHERE id = ?')
  const insert = db.prepare<[number, number | null, string, string, string, string, number]>(
    'INSERT INTO feedback (alert_id, point_id, verdict, because, effect, undo, given_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const setUndone = db.prepare<[number, number]>('UPDATE feedback SET undone_at_ms = ? WHERE id = ?')
  const removeOfPoint = db.prepare<[number]>('DELETE FROM feedback WHERE point_id = ?')
  return {
    list: ({ alertId, pointId }, limit) => {
      const rows = alertId !== undefined ? ofAlert.all(alertId, limit) : pointId !== undefined ? ofPoint.all(pointId, limit) : all.all(limit)
      return rows.map(fromRow).filter((feedback) => pointId === undefined || feedback.pointId === pointId)
    },
    get: (id) => {
      const row = one.get(id)
      return row === undefined ? undefined : { feedback: fromRow(row), undo: JSON.parse(row.undo) as FeedbackUndo }
    },
    insert: ({ alertId, pointId, verdict, because, effect, givenAtMs }, undo) =>
      Number(insert.run(alertId, pointId, verdict, because, JSON.stringify(effect), JSON.stringify(undo), wholeMs(givenAtMs)).lastInsertRowid),
    setUndone: (id, atMs) => void setUndone.run(wholeMs(atMs), id),
    removeOfPoint: (pointId) => void removeOfPoint.run(pointId),
  }
}
