/**
 * The efficiency score of a meter, 0 to 100: the weighted mean of four parts, each a straight line between two limits and shown by itself. The limits are ours, so that meters of a site can be
 * compared with each other and with their own past; they are no standard's.
 *
 * | part | weight | measured | 100 points | 0 points |
 * |---|---|---|---|---|
 * | baseline | 40 | last 91 days / what the year before expects of their weather and weekdays | 0.8 or less (70 at 1) | 1.4 or more |
 * | schedule | 30 | energy of nights, days off and early starts above the best quarter / all energy | 0 | 20 % |
 * | baseLoad | 15 | what the best nights draw / mean demand | 0.3 or less | 0.9 or more |
 * | loadFactor | 15 | mean demand in hours of use / highest peak | 0.75 or more | 0.25 or less |
 *
 * A part that is not known takes no part; without baseline or schedule, or with less than 45 of the weights, there is no score.
 */
import type { ScorePart, ScorePartName } from '../../../../../shared/domain/efficiency.ts'
import { message, type Message } from '../../../../../shared/message.ts'

const WEIGHTS: Readonly<Record<ScorePartName, number>> = { baseline: 40, schedule: 30, baseLoad: 15, loadFactor: 15 }
const LEAST_WEIGHT = 45
/** [measured, points], measured rising. */
const LINES: Readonly<Record<ScorePartName, readonly (readonly [number, number])[]>> = {
  baseline: [[0.8, 100], [1, 70], [1.4, 0]],
  schedule: [[0, 100], [0.2, 0]],
  baseLoad: [[0.3, 100], [0.9, 0]],
  loadFactor: [[0.25, 0], [0.75, 100]],
}

/** What a part is measured by, or why it is not. */
export type Measured = { readonly value: number; readonly why: Message } | { readonly value: null; readonly why: Message }

export const scorePartOf = (part: ScorePartName, { value, why }: Measured): ScorePart => ({ part, weight: WEIGHTS[part], score: value === null ? null : pointsOf(LINES[part], value), why })

/** Whole points; null where too few parts are known. */
export const scoreOf = (parts: readonly ScorePart[]): number | null => {
  const known = parts.flatMap(({ part, weight, score }) => (score === null ? [] : [{ part, weight, score }]))
  const weight = known.reduce((sum, each) => sum + each.weight, 0)
  if (weight < LEAST_WEIGHT || !known.some(({ part }) => part === 'baseline' || part === 'schedule')) return null
  return Math.round(known.reduce((sum, each) => sum + each.weight * each.score, 0) / weight)
}

const pointsOf = (line: readonly (readonly [number, number])[], value: number): number => {
  const [first, last] = [line[0], line.at(-1)]
  if (first === undefined || last === undefined) return Number.NaN
  if (value <= first[0]) return first[1]
  for (let i = 1; i < line.length; i++) {
    const [[fromX, fromY], [toX, toY]] = [line[i - 1] as readonly [number, number], line[i] as readonly [number, number]]
    if (value <= toX) return fromY + ((value - fromX) / (toX - fromX)) * (toY - fromY)
  }
  return last[1]
}

export const notKnown = (why: Message): Measured => ({ value: null, why })

/** Share as percent with one decimal. */
export const percent = (share: number): number => Math.round(share * 1_000) / 10

export const scheduleMeasured = (wasted: number, energy: number): Measured =>
  energy > 0 ? { value: wasted / energy, why: message('efficiency.part.schedule', { share: percent(wasted / energy) }) } : notKnown(message('efficiency.missing.energy'))
