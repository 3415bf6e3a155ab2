/** Long series of the drift suite: one judgement a day, valid for the rows of the following day. */
import { createCalendar, type Calendar } from '../engine/analysis/calendar.ts'
import { medianOf } from '../engine/analysis/drift/day-statistics.ts'
import { summariseDays } from '../engine/analysis/drift/day-summary.ts'
import { NOTHING, type DriftJudgement, type FaultType } from '../engine/analysis/drift/drift-types.ts'
import { findShape } from '../engine/analysis/drift/fault-shape.ts'
import { fitMeter, indexed, judgeMeter, meterDay } from '../engine/analysis/drift/meter-drift.ts'
import { fitSensor, judgeSensor, residualOf, withPeers, WINDOW_DAYS } from '../engine/analysis/drift/sensor-drift.ts'
import { limitsOf } from '../engine/analysis/quality/limits.ts'
import type { SuiteSeries } from './suite.ts'
import { suiteUnit } from './suite-units.ts'

const DAY_MS = 86_400_000
/** Deviations of a sensor below one and a half of what a band of its unit is wide at least are no error. */
const LEAST_ERROR = 1.5
const LEAST_METER_SHARE = 0.01

export interface Columns {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly peers: readonly Float64Array[]
}

export interface LongVerdict {
  readonly scores: Float64Array
  /** 0 or 1 for each row. */
  readonly alarms: Uint8Array
  /** null where faults come and go and no single type is asked for. */
  readonly type: FaultType | 'none' | null
}

interface Daily {
  readonly judgements: ReadonlyMap<number, DriftJudgement>
  /** Levels over the whole series, for the shape. */
  readonly levels: readonly { readonly day: number; readonly level: number }[]
  readonly seasonal: boolean
}

export const judgeLong = (series: SuiteSeries, columns: Columns): LongVerdict => {
  const calendar = createCalendar('UTC')
  const referenceDay = calendar.dayOf(columns.timesMs[series.train_end] as number)
  const isMeter = series.family.startsWith('meter')
  const daily = isMeter ? meterDays(columns, referenceDay, calendar) : sensorDays(columns, referenceDay, calendar, limitsOf(suiteUnit(series.unit)).leastHalfWidth)
  const scores = new Float64Array(columns.timesMs.length)
  const alarms = new Uint8Array(columns.timesMs.length)
  for (let i = series.train_end; i < scores.length; i++) {
    const judged = daily.judgements.get(Math.floor((columns.timesMs[i] as number) / DAY_MS) - 1) ?? NOTHING
    scores[i] = judged.score
    alarms[i] = judged.alarm ? 1 : 0
  }
  return { scores, alarms, type: diagnose(daily, referenceDay, isMeter) }
}

const sensorDays = ({ timesMs, values, peers }: Columns, referenceDay: number, calendar: Calendar, leastHalfWidth: number): Daily => {
  const days = withPeers(summariseDays(timesMs, values, calendar), peers.map((peer) => summariseDays(timesMs, peer, calendar)))
  const model = fitSensor(days.filter(({ own }) => own.day < referenceDay), LEAST_ERROR * leastHalfWidth)
  if (model === null) return { judgements: new Map(), levels: [], seasonal: false }
  const residuals = days.map((day) => residualOf(model, day))
  const judgements = new Map(residuals.map(({ day }, i) => [day, judgeSensor(model, residuals.slice(Math.max(0, i + 1 - WINDOW_DAYS), i + 1))]))
  return { judgements, levels: residuals, seasonal: false }
}

const meterDays = ({ timesMs, values }: Columns, referenceDay: number, calendar: Calendar): Daily => {
  const summaries = summariseDays(timesMs, values, calendar)
  const floor = LEAST_METER_SHARE * medianOf(summaries.filter(({ day }) => day < referenceDay).flatMap(({ blocks }) => blocks))
  const days = summaries.map((summary) => meterDay(summary, floor))
  const model = fitMeter(days.filter(({ day }) => day < referenceDay))
  const byDay = indexed(days)
  return {
    judgements: new Map(days.map(({ day }) => [day, judgeMeter(model, byDay, day)])),
    levels: days.map(({ day, logs }) => ({ day, level: medianOf(logs, 4) })), seasonal: true,
  }
}

const diagnose = ({ judgements, levels, seasonal }: Daily, referenceDay: number, isMeter: boolean): FaultType | 'none' => {
  const first = [...judgements].find(([day, { alarm }]) => alarm && day >= referenceDay)
  if (first === undefined) return 'none'
  const [day, { leading }] = first
  if (leading !== 'level') return leading
  const shape = findShape(levels, [referenceDay, day], seasonal)?.shape
  if (isMeter) return shape === 'step' ? 'gain' : 'gaindrift'
  return shape === 'step' ? 'bias' : shape === 'accelerating' ? 'polydrift' : 'drift'
}
