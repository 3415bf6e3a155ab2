/** Which days below a row of bars are named, so that names neither meet nor stick out at its ends. Pure. */

const LANGUAGE = 'en-GB'
const DAY_MS = 86_400_000
/** Steps in days; a week stays on one weekday. */
const STEPS = [1, 2, 7, 14, 28, 91, 182, 364] as const

const date = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const withYear = new Intl.DateTimeFormat(LANGUAGE, { month: 'short', year: 'numeric', timeZone: 'UTC' })

export interface DayLabel {
  /** Place of its bar. */
  readonly index: number
  readonly text: string
}

/** `daysMs`: dates at 00:00 UTC, ascending, one after the other. At most `most` names; none where there is no room for one. */
export const dayLabels = (daysMs: readonly number[], most: number): readonly DayLabel[] => {
  if (daysMs.length === 0 || most < 1) return []
  const step = STEPS.find((days) => daysMs.length / days <= most) ?? Math.ceil(daysMs.length / most)
  // Half a step from the left end; a bar at least as wide as its name may be named at either end.
  const first = Math.floor((step - 1) / 2)
  const longest = (daysMs.at(-1) ?? 0) - (daysMs[0] ?? 0) > 300 * DAY_MS
  return daysMs.flatMap((dayMs, index) => (index % step === first ? [{ index, text: (longest ? withYear : date).format(dayMs) }] : []))
}
