/** Table `forecast_corrections`: the rest of a day as it was expected at some hour of it, and how that did. Kept for as long as the hours of forecasts are. */
import type { CorrectionScore } from '../../../../shared/domain/energy-forecast.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** Hours that were left; parallel arrays. */
export interface CorrectedHours {
  readonly startsMs: readonly number[]
  readonly expected: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** As they were forecast before the day began. */
  readonly before: readonly number[]
}

export interface CorrectionRow extends CorrectedHours {
  readonly subject: string
  /** Local midnight of its day. */
  readonly fromMs: number
  /** Hour of the local clock up to which the day was known. */
  readonly hour: number
  readonly madeAtMs: number
  readonly version: string
}

interface Row {
  readonly subject: string
  readonly from_ms: number
  readonly hour: number
  readonly made_at_ms: number
  readonly version: string
  readonly hours: string
}

export interface ForecastCorrectionsTable {
  has(subject: string, fromMs: number, hour: number): boolean
  /** The first one of an hour stays. */
  put(correction: CorrectionRow): void
  /** Those of days that begin in [fromMs, toMs) and have no score. */
  unscored(subject: string, fromMs: number, toMs: number): readonly CorrectionRow[]
  /** null = nothing of it was measured. */
  setScore(subject: string, fromMs: number, hour: number, score: CorrectionScore | null): void
  /** Scores of days that begin at `fromMs` or later, by hour of the clock. */
  scores(subject: string, fromMs: number): readonly { readonly hour: number; readonly score: CorrectionScore }[]
}

const CORRECTION_SCORES = "SELECT hour, score FROM forecast_corrections WHERE subject = ? AND from_ms >= ? AND score IS NOT NULL AND score <> 'null'"

const fromRow = ({ subject, from_ms, hour, made_at_ms, version, hours }: Row): CorrectionRow => ({ subject, fromMs: from_ms, hour, madeAtMs: made_at_ms, version, ...(JSON.parse(hours) as CorrectedHours) })

export const createForecastCorrectionsTable = (db: Connection): ForecastCorrectionsTable => {
  const has = db.prepare<[string, number, number], number>('SELECT 1 FROM forecast_corrections WHERE subject = ? AND from_ms = ? AND hour = ?').pluck()
  const put = db.prepare<[string, number, number, number, string, string]>('INSERT OR IGNORE INTO forecast_corrections (subject, from_ms, hour, made_at_ms, version, hours) VALUES (?, ?, ?, ?, ?, ?)')
  const unscored = db.prepare<[string, number, number], Row>('SELECT * FROM forecast_corrections WHERE subject = ? AND from_ms >= ? AND from_ms < ? AND score IS NULL ORDER BY from_ms, hour')
  const setScore = db.prepare<[string, string, number, number]>('UPDATE forecast_corrections SET score = ? WHERE subject = ? AND from_ms = ? AND hour = ?')
  const scores = db.prepare<[string, number], { readonly hour: number; readonly score: string }>(CORRECTION_SCORES)
  return {
    has: (subject, fromMs, hour) => has.get(subject, wholeMs(fromMs), hour) !== undefined,
    put: ({ subject, fromMs, hour, madeAtMs, version, startsMs, expected, low, high, before }) =>
      void put.run(subject, wholeMs(fromMs), hour, wholeMs(madeAtMs), version, JSON.stringify({ startsMs, expected, low, high, before } satisfies CorrectedHours)),
    unscored: (subject, fromMs, toMs) => unscored.all(subject, wholeMs(fromMs), wholeMs(toMs)).map(fromRow),
    setScore: (subject, fromMs, hour, score) => void setScore.run(JSON.stringify(score), subject, wholeMs(fromMs), hour),
    scores: (subject, fromMs) => scores.all(subject, wholeMs(fromMs)).map(({ hour, score }) => ({ hour, score: JSON.parse(score) as CorrectionScore })),
  }
}
