/**
 * Which of two points of one meter went wrong, when their ratio says that one did: asked of everything that goes with them, each by how well it went with them before. The meter itself a while ago is one of
 * those witnesses, other meters of the same board are the others: what the season does to all of them moves none of their ratios.
 */
import { dayMean, type DaySummary } from './day-summary.ts'
import { medianOf } from './day-statistics.ts'

const WINDOW = 7
const LEAST_OBSERVED = 4
/** What is compared with: so many days before the ratio moved. */
const BEFORE = 28
const LEAST_BEFORE = 14
/** What was compared with itself less often than this has proved nothing; of a meter's own level something is known all the same. */
const LEAST_TRIALS = 4
const UNTRIED_ERROR = 0.1
/** Nothing goes with a meter better than this, as a logarithm: efficiencies of plant differ by as much from season to season. */
const LEAST_ERROR = 0.03
/** Of several witnesses so many are heard, because one of three may be wrong itself; only those nearly as good as the best. */
const HEARD = 3
const COMPARABLE = 2
/** No witness is surer than this (odds of twenty to one, natural logarithm). */
const MOST_ODDS = 3

export type DaysByDay = ReadonlyMap<number, DaySummary>

/**
 * @param until the last day looked at
 * @param since the last day on which the two agreed
 * @returns natural logarithm of the odds that `own` is the wrong one of the two, not `other`: the median of what the best witnesses say; 0 where nothing can be said
 */
export const oddsOf = (own: DaysByDay, other: DaysByDay, witnesses: readonly DaysByDay[], since: number, until: number): number => {
  const logs = createLogs()
  const said = [null, ...witnesses].flatMap((witness) => {
    const course = (of: DaysByDay): Course => (day) => logs(of, day) - (witness === null ? 0 : logs(witness, day))
    return sayOf(course(own), course(other), since, until, witness === null ? UNTRIED_ERROR : Number.NaN) ?? []
  })
  // All witnesses share what the meter itself did: many poor ones do not make a good one.
  const best = said.sort((a, b) => a.error - b.error).slice(0, HEARD).filter(({ error }, _, [first]) => error <= COMPARABLE * (first as Said).error)
  return medianOf(best.map(({ odds }) => odds)) || 0
}

type Course = (day: number) => number

interface Said {
  readonly odds: number
  /** How well it knows, as a logarithm. */
  readonly error: number
}

/** By one witness: a normal error about what either would be. The odds of the one are those of the other turned round. */
const sayOf = (own: Course, other: Course, since: number, until: number, untried: number): Said | null => {
  const [ownMove, otherMove] = [moveOf(own, since, until), moveOf(other, since, until)]
  const [ownError, otherError] = [usualMove(own, since, until - since), usualMove(other, since, until - since)]
  const usual = Math.hypot(ownError, otherError) / Math.SQRT2
  // Whichever is wrong, the other one should have stayed: a witness from which both moved away knows no better than that.
  const error = Math.max(LEAST_ERROR, Number.isNaN(usual) ? untried : usual, Math.min(Math.abs(ownMove), Math.abs(otherMove)))
  if (Number.isNaN(ownMove + otherMove + error)) return null
  return { odds: Math.max(-MOST_ODDS, Math.min(MOST_ODDS, (ownMove ** 2 - otherMove ** 2) / (2 * error ** 2))), error }
}

/** From the weeks before a day to the last week. */
const moveOf = (course: Course, since: number, until: number): number =>
  levelOf(course, until - WINDOW, until, LEAST_OBSERVED) - levelOf(course, since - BEFORE, since, LEAST_BEFORE)

/** Root mean square of the same moves before anything was wrong. */
const usualMove = (course: Course, since: number, gap: number): number => {
  let [sum, count] = [0, 0]
  for (let at = since; at > since - 26 * WINDOW; at -= WINDOW) {
    const move = moveOf(course, at - gap, at)
    if (Number.isNaN(move)) continue
    sum += move ** 2
    count += 1
  }
  return count < LEAST_TRIALS ? Number.NaN : Math.sqrt(sum / count)
}

const levelOf = (course: Course, after: number, until: number, least: number): number => {
  const levels: number[] = []
  for (let day = after + 1; day <= until; day++) levels.push(course(day))
  return medianOf(levels, least)
}

/** Logarithms of daily means, each worked out once. */
const createLogs = (): ((of: DaysByDay, day: number) => number) => {
  const known = new Map<DaysByDay, Map<number, number>>()
  return (of, day) => {
    const before = known.get(of) ?? new Map<number, number>()
    known.set(of, before)
    const log = before.get(day) ?? Math.log(dayMean(of.get(day)))
    before.set(day, log)
    return log
  }
}
