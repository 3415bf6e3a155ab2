/** Table `models`: the newest fitted model of each detector for each point. */
import type { Connection } from '../connection.ts'
import type { ModelRow } from '../store-types.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly point_id: number
  readonly detector: string
  readonly version: string
  readonly fitted_at_ms: number
  readonly trained_from_ms: number
  readonly trained_to_ms: number
  readonly coverage: number
  readonly seed: number
  readonly body: string
}

const fromRow = (row: Row): ModelRow => ({
  pointId: row.point_id,
  detector: row.detector,
  version: row.version,
  fittedAtMs: row.fitted_at_ms,
  trainedFromMs: row.trained_from_ms,
  trainedToMs: row.trained_to_ms,
  coverage: row.coverage,
  seed: row.seed,
  body: row.body,
})

const toRow = (model: ModelRow): Row => ({
  point_id: model.pointId,
  detector: model.detector,
  version: model.version,
  fitted_at_ms: wholeMs(model.fittedAtMs),
  trained_from_ms: wholeMs(model.trainedFromMs),
  trained_to_ms: wholeMs(model.trainedToMs),
  coverage: model.coverage,
  seed: model.seed,
  body: model.body,
})

const UPSERT = `
  INSERT INTO models (point_id, detector, version, fitted_at_ms, trained_from_ms, trained_to_ms, coverage, seed, body)
  VALUES (:point_id, :detector, :version, :fitted_at_ms, :trained_from_ms, :trained_to_ms, :coverage, :seed, :body)
  ON CONFLICT (point_id, detector) DO UPDATE SET
    version = excluded.version, fitted_at_ms = excluded.fitted_at_ms, trained_from_ms = excluded.trained_from_ms,
    trained_to_ms = excluded.trained_to_ms, coverage = excluded.coverage, seed = excluded.seed, body = excluded.body`

export interface ModelsTable {
  all(pointId?: number): ModelRow[]
  /** A model replaces the older one of the same point and detector. Models of points that are not `isKnown` are dropped. */
  save(models: readonly ModelRow[], isKnown: (pointId: number) => boolean): void
  removeOfPoint(pointId: number): void
}

export const createModelsTable = (db: Connection): ModelsTable => {
  const all = db.prepare<[], Row>('SELECT * FROM models ORDER BY point_id, detector')
  const ofPoint = db.prepare<[number], Row>('SELECT * FROM models WHERE point_id = ? ORDER BY detector')
  const upsert = db.prepare<[Row]>(UPSERT)
  const removeOfPoint = db.prepare<[number]>('DELETE FROM models WHERE point_id = ?')
  return {
    all: (pointId) => (pointId === undefined ? all.all() : ofPoint.all(pointId)).map(fromRow),
    save: (models, isKnown) => {
      for (const model of models) if (isKnown(model.pointId)) upsert.run(toRow(model))
    },
    removeOfPoint: (pointId) => void removeOfPoint.run(pointId),
  }
}
