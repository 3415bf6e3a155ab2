/** What the drift judgement is held against: a control chart of each point alone (Shewhart 1931, with the median and MAD of the first 60 days), as a technician may draw it in a spreadsheet. */
import type { KnownPoint } from '../../electron/engine/pipeline/drift-judge.ts'
import { MAD_TO_SIGMA } from '../../electron/engine/analysis/order-statistics.ts'
import { FIRST_DAY } from './year-time.ts'
import { median } from './score-year.ts'
import type { YearAlert } from './live-year.ts'

const REFERENCE_DAYS = 60
const SIGMAS = 4
const PERSIST_DAYS = 5

/** Alarm where the daily mean stays out of its limits for five days; it ends with the first day inside. */
export const shewhartYear = (known: ReadonlyMap<number, KnownPoint>): YearAlert[] =>
  [...known.values()].flatMap(({ pointId, days }) => {
    const levels = days.map(({ day, blocks }) => ({ day: day - FIRST_DAY, level: median(blocks) }))
    const reference = levels.filter(({ day }) => day < REFERENCE_DAYS).map(({ level }) => level)
    const centre = median(reference)
    const sigma = MAD_TO_SIGMA * median(reference.map((level) => Math.abs(level - centre)))
    const alerts: YearAlert[] = []
    let out = 0
    for (const { day, level } of levels) {
      out = day >= REFERENCE_DAYS && Math.abs(level - centre) > SIGMAS * sigma ? out + 1 : 0
      if (out === PERSIST_DAYS) alerts.push({ pointId, raisedDay: day + 1, sinceDay: day - PERSIST_DAYS + 1, clearedDay: null, last: { type: 'bias', size: level - centre }, lastDay: day + 1 })
    }
    return alerts
  })
