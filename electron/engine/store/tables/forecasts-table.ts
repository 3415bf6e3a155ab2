/** Tables `forecast_models`, `forecasts`, `forecast_hours`: fitted models, every forecast that was made, the hours of the newer ones, and what became of them. Corrections go with the forecast they correct. */
import type { ForecastBasis, ForecastHorizon, ForecastScore } from '../../../../shared/domain/energy-forecast.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** The newest fitted model of a subject; `body` is the model itself, opaque here. */
export interface ForecastModelRow {
  readonly subject: string
  readonly version: string
  readonly fittedAtMs: number
  readonly dataFromMs: number
  readonly facts: string
  readonly body: Uint8Array
}

/** One local day of a kept forecast. */
export interface KeptDay {
  readonly startMs: number
  readonly energy: number
  /** What the day holds nine times of ten; absent while errors were not known. */
  readonly energyLow?: number
  readonly energyHigh?: number
  readonly peak: number
  readonly peakAtMs: number
}

/** A forecast as it was made. */
export interface KeptForecastRow {
  readonly subject: string
  /** Local midnight it begins at. */
  readonly fromMs: number
  readonly madeAtMs: number
  /** Made later, only from what was known before `fromMs`. */
  readonly afterwards: boolean
  readonly basis: ForecastBasis
  readonly days: readonly KeptDay[]
  /** Starts of hours, ms; demand and its band, single precision. Empty where they are not kept any more. */
  readonly startsMs: Float64Array
  readonly expected: Float32Array
  readonly low: Float32Array
  readonly high: Float32Array
}

export type KeptScoreRow = Omit<ForecastScore, 'fromMs' | 'madeAtMs' | 'afterwards' | 'version' | 'methods'>

interface Row {
  readonly subject: string
  readonly from_ms: number
  readonly made_at_ms: number
  readonly afterwards: number
  readonly basis: string
  readonly days: string
  readonly hours: Buffer | null
}

interface ScoreRow extends Omit<Row, 'days' | 'hours'> {
  readonly score: string
}

export interface ForecastsTable {
  model(subject: string): ForecastModelRow | undefined
  /** Of the newest fitted model, without its body. */
  facts(subject: string): string | undefined
  hasModel(subject: string): boolean
  putModel(model: ForecastModelRow): void
  dropModel(subject: string): void
  /** The forecast of a subject that begins at a local midnight; without a midnight its newest. */
  forecast(subject: string, fromMs?: number): KeptForecastRow | undefined
  /** Where the newest forecast of a subject begins. */
  newestMs(subject: string): number | undefined
  /** Replaces one of the same subject and midnight, and what corrected it; one that was made in time is never replaced by one made afterwards. */
  put(forecast: KeptForecastRow): void
  /** Forecasts with hours that begin in [fromMs, toMs) and lack a score, with which ones they lack. */
  unscored(subject: string, fromMs: number, toMs: number): readonly (KeptForecastRow & { readonly lacks: readonly ForecastHorizon[] })[]
  /** null = nothing of it was measured. */
  setScore(subject: string, fromMs: number, horizon: ForecastHorizon, score: KeptScoreRow | null): void
  /** Newest first. */
  scores(subject: string, horizon: ForecastHorizon, limit: number): ForecastScore[]
  /** Energy of the first days of the forecasts that begin in [fromMs, toMs). */
  firstDays(subject: string, fromMs: number, toMs: number): { readonly days: number; readonly energy: number }
  /** Hours and corrections of forecasts that began before are not needed any more. */
  thin(beforeMs: number): void
  removeOf(subject: string): void
}

export const SCORES_OF_SUBJECT: Readonly<Record<ForecastHorizon, string>> = {
  day: "SELECT subject, from_ms, made_at_ms, afterwards, basis, day_score AS score FROM forecasts WHERE subject = ? AND day_score IS NOT NULL AND day_score <> 'null' ORDER BY from_ms DESC LIMIT ?",
  week: "SELECT subject, from_ms, made_at_ms, afterwards, basis, week_score AS score FROM forecasts WHERE subject = ? AND week_score IS NOT NULL AND week_score <> 'null' ORDER BY from_ms DESC LIMIT ?",
}
export const NEWEST_OF_SUBJECT = 'SELECT forecasts.*, hours FROM forecasts LEFT JOIN forecast_hours USING (subject, from_ms) WHERE subject = ? AND from_ms <= ? ORDER BY from_ms DESC LIMIT 1'
export const FIRST_DAYS = 'SELECT count(*) AS days, total(first_energy) AS energy FROM forecasts WHERE subject = ? AND from_ms >= ? AND from_ms < ?'
const UNSCORED = `
  SELECT forecasts.*, hours FROM forecasts JOIN forecast_hours USING (subject, from_ms)
  WHERE subject = ? AND from_ms >= ? AND from_ms < ? AND (day_score IS NULL OR week_score IS NULL) ORDER BY from_ms`

const FAR_MS = Number.MAX_SAFE_INTEGER
const HOUR_SIZE = 8 + 3 * 4

/** Starts as doubles, then three single-precision columns. */
const pack = ({ startsMs, expected, low, high }: KeptForecastRow): Buffer =>
  Buffer.concat([startsMs, expected, low, high].map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)))

const unpack = (bytes: Buffer | null): Pick<KeptForecastRow, 'startsMs' | 'expected' | 'low' | 'high'> => {
  // A copy: columns must begin at multiples of their size.
  const { buffer } = Uint8Array.from(bytes ?? [])
  const hours = Math.floor(buffer.byteLength / HOUR_SIZE)
  const column = (at: number): Float32Array => new Float32Array(buffer, hours * (8 + 4 * at), hours)
  return { startsMs: new Float64Array(buffer, 0, hours), expected: column(0), low: column(1), high: column(2) }
}

const fromRow = (row: Row): KeptForecastRow => ({
  subject: row.subject, fromMs: row.from_ms, madeAtMs: row.made_at_ms, afterwards: row.afterwards !== 0, basis: JSON.parse(row.basis) as ForecastBasis, days: JSON.parse(row.days) as KeptDay[], ...unpack(row.hours),
})

const scoreFromRow = (row: ScoreRow): ForecastScore => {
  const { version, methods } = JSON.parse(row.basis) as ForecastBasis
  return { fromMs: row.from_ms, madeAtMs: row.made_at_ms, afterwards: row.afterwards !== 0, version, methods: methods.map(({ method }) => method), ...(JSON.parse(row.score) as KeptScoreRow) }
}

export const createForecastsTable = (db: Connection): ForecastsTable => {
  const model = db.prepare<[string], { readonly version: string; readonly fitted_at_ms: number; readonly data_from_ms: number; readonly facts: string; readonly body: Buffer }>('SELECT * FROM forecast_models WHERE subject = ?')
  const facts = db.prepare<[string], string>('SELECT facts FROM forecast_models WHERE subject = ?').pluck()
  const hasModel = db.prepare<[string], number>('SELECT 1 FROM forecast_models WHERE subject = ?').pluck()
  const putModel = db.prepare<[string, string, number, number, string, Uint8Array]>('INSERT OR REPLACE INTO forecast_models (subject, version, fitted_at_ms, data_from_ms, facts, body) VALUES (?, ?, ?, ?, ?, ?)')
  const dropModel = db.prepare<[string]>('DELETE FROM forecast_models WHERE subject = ?')
  const newestOf = db.prepare<[string, number], Row>(NEWEST_OF_SUBJECT)
  const newestMs = db.prepare<[string], number>('SELECT from_ms FROM forecasts WHERE subject = ? ORDER BY from_ms DESC LIMIT 1').pluck()
  const put = db.prepare<[string, number, number, number, string, string, number]>(`
    INSERT INTO forecasts (subject, from_ms, made_at_ms, afterwards, basis, days, first_energy) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (subject, from_ms) DO UPDATE SET made_at_ms = excluded.made_at_ms, afterwards = excluded.afterwards, basis = excluded.basis, days = excluded.days,
      first_energy = excluded.first_energy, day_score = NULL, week_score = NULL
    WHERE excluded.afterwards <= forecasts.afterwards`)
  const putHours = db.prepare<[string, number, Buffer]>('INSERT OR REPLACE INTO forecast_hours (subject, from_ms, hours) VALUES (?, ?, ?)')
  const unscored = db.prepare<[string, number, number], Row & { readonly day_score: string | null; readonly week_score: string | null }>(UNSCORED)
  const setScores = {
    day: db.prepare<[string, string, number]>('UPDATE forecasts SET day_score = ? WHERE subject = ? AND from_ms = ?'),
    week: db.prepare<[string, string, number]>('UPDATE forecasts SET week_score = ? WHERE subject = ? AND from_ms = ?'),
  }
  const scores = { day: db.prepare<[string, number], ScoreRow>(SCORES_OF_SUBJECT.day), week: db.prepare<[string, number], ScoreRow>(SCORES_OF_SUBJECT.week) }
  const firstDays = db.prepare<[string, number, number], { readonly days: number; readonly energy: number }>(FIRST_DAYS)
  const thinned = ['forecast_hours', 'forecast_corrections'].map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE from_ms < ?`))
  const dropCorrections = db.prepare<[string, number]>('DELETE FROM forecast_corrections WHERE subject = ? AND from_ms = ?')
  const removals = ['forecast_models', 'forecasts', 'forecast_hours', 'forecast_corrections'].map((table) => db.prepare<[string]>(`DELETE FROM ${table} WHERE subject = ?`))
  return {
    model: (subject) => {
      const row = model.get(subject)
      return row && { subject, version: row.version, fittedAtMs: row.fitted_at_ms, dataFromMs: row.data_from_ms, facts: row.facts, body: row.body }
    },
    facts: (subject) => facts.get(subject),
    hasModel: (subject) => hasModel.get(subject) !== undefined,
    putModel: ({ subject, version, fittedAtMs, dataFromMs, facts, body }) => void putModel.run(subject, version, wholeMs(fittedAtMs), wholeMs(dataFromMs), facts, body),
    dropModel: (subject) => void dropModel.run(subject),
    forecast: (subject, fromMs) => {
      const row = newestOf.get(subject, fromMs === undefined ? FAR_MS : wholeMs(fromMs))
      return row === undefined || (fromMs !== undefined && row.from_ms !== wholeMs(fromMs)) ? undefined : fromRow(row)
    },
    newestMs: (subject) => newestMs.get(subject),
    put: (forecast) => {
      const { subject, fromMs, madeAtMs, afterwards, basis, days } = forecast
      const { changes } = put.run(subject, wholeMs(fromMs), wholeMs(madeAtMs), afterwards ? 1 : 0, JSON.stringify(basis), JSON.stringify(days), days[0]?.energy ?? 0)
      if (changes === 0) return
      putHours.run(subject, wholeMs(fromMs), pack(forecast))
      dropCorrections.run(subject, wholeMs(fromMs))
    },
    unscored: (subject, fromMs, toMs) =>
      unscored.all(subject, wholeMs(fromMs), wholeMs(toMs)).map((row) => ({ ...fromRow(row), lacks: [...(row.day_score === null ? (['day'] as const) : []), ...(row.week_score === null ? (['week'] as const) : [])] })),
    setScore: (subject, fromMs, horizon, score) => void setScores[horizon].run(JSON.stringify(score), subject, wholeMs(fromMs)),
    scores: (subject, horizon, limit) => scores[horizon].all(subject, limit).map(scoreFromRow),
    firstDays: (subject, fromMs, toMs) => firstDays.get(subject, wholeMs(fromMs), wholeMs(toMs)) ?? { days: 0, energy: 0 },
    thin: (beforeMs) => {
      for (const statement of thinned) statement.run(wholeMs(beforeMs))
    },
    removeOf: (subject) => {
      for (const statement of removals) statement.run(subject)
    },
  }
}
