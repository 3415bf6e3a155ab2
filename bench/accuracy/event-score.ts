/**
 * How well scores and alarms of a series find labelled events. Definitions of the labelled-data suite's scorer, computed independently: EF1, R1, and event precision and recall
 * of the method's own alarms.
 */

/** Row indices, both included. */
export interface LabelledEvent {
  readonly from: number
  readonly to: number
  readonly type: string
}

export interface ScoredSeries {
  readonly timesMs: Float64Array
  readonly scores: Float64Array
  readonly alarms: Uint8Array
  readonly events: readonly LabelledEvent[]
  /** First row that counts; before it is commissioning. */
  readonly trainEnd: number
  /** Alarms nearer than this are one, ms. */
  readonly mergeMs: number
}

export interface EventScore {
  /** Share of the events among the first K picks, where K is their number: precision = recall. */
  readonly ef1: number
  /** Share found when one false alarm a week is allowed. */
  readonly r1: number
  /** Of the method's own alarms. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly falseAlarmsPerWeek: number
  /** Found at one false alarm a week, by event. */
  readonly found: readonly boolean[]
}

const WEEK_MS = 7 * 86_400_000

export const scoreEvents = (series: ScoredSeries): EventScore => {
  const { timesMs, scores, trainEnd } = series
  const events = series.events.filter(({ to }) => to >= trainEnd).map(({ from, to, type }) => ({ from: Math.max(from, trainEnd), to, type }))
  const weeks = ((timesMs.at(-1) as number) - (timesMs[trainEnd] as number)) / WEEK_MS
  const allowed = Math.max(1, Math.ceil(weeks))
  const order = Array.from({ length: scores.length - trainEnd }, (_, i) => i + trainEnd).sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
  const floor = scores[order.at(-1) as number] as number
  const found = events.map(() => false)
  const blocked = new Uint8Array(scores.length)
  let picks = 0
  let missed = 0
  let ef1: number | null = null
  let r1: readonly boolean[] | null = null
  for (const at of order) {
    if ((scores[at] as number) <= floor || (ef1 !== null && r1 !== null)) break
    if (blocked[at] === 1) continue
    const hit = events.findIndex(({ from, to }, k) => !found[k] && from <= at && at <= to)
    if (hit >= 0) found[hit] = true
    else {
      if (missed === allowed) r1 ??= [...found]
      missed++
    }
    picks++
    const event = events[hit]
    block(series, blocked, event === undefined ? at : event.from, event === undefined ? at : event.to, event === undefined, events.filter((_, k) => !found[k]))
    if (picks === events.length) ef1 = shareOf(found)
  }
  return { ef1: ef1 ?? shareOf(found), r1: shareOf(r1 ?? found), found: r1 ?? found, ...deployed(series, events, weeks) }
}

const shareOf = (found: readonly boolean[]): number => (found.length === 0 ? 1 : found.filter(Boolean).length / found.length)

/** Rows about a pick are free afterwards; neither a hit nor a false pick may hide an event that is still to be found. */
const block = ({ timesMs, mergeMs }: ScoredSeries, blocked: Uint8Array, from: number, to: number, before: boolean, open: readonly LabelledEvent[]): void => {
  const fromMs = (timesMs[from] as number) - (before ? mergeMs : 0)
  const toMs = (timesMs[to] as number) + mergeMs
  for (let i = from; i >= 0 && (timesMs[i] as number) >= fromMs; i--) if (!open.some((event) => event.from <= i && i <= event.to)) blocked[i] = 1
  for (let i = from; i < timesMs.length && (timesMs[i] as number) <= toMs; i++) if (!open.some((event) => event.from <= i && i <= event.to)) blocked[i] = 1
}

const deployed = ({ timesMs, alarms, trainEnd, mergeMs }: ScoredSeries, events: readonly LabelledEvent[], weeks: number): Pick<EventScore, 'precision' | 'recall' | 'f1' | 'falseAlarmsPerWeek'> => {
  const episodes: { from: number; to: number }[] = []
  for (let i = trainEnd; i < alarms.length; i++) {
    if (alarms[i] !== 1) continue
    const last = episodes.at(-1)
    if (last !== undefined && (timesMs[i] as number) - (timesMs[last.to] as number) <= mergeMs) last.to = i
    else episodes.push({ from: i, to: i })
  }
  const isTrue = (episode: { from: number; to: number }): boolean => events.some(({ from, to }) => from <= episode.to && episode.from <= to)
  const right = episodes.filter(isTrue).length
  const precision = episodes.length === 0 ? 0 : right / episodes.length
  const recall = shareOf(events.map(({ from, to }) => alarms.subarray(from, to + 1).includes(1)))
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), falseAlarmsPerWeek: (episodes.length - right) / weeks }
}
