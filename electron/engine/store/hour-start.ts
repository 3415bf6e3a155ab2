/** Starts of local hours: in some time zones they begin at half past or a quarter to of UTC. */

const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4
/** Minutes of a batch are of the same hour or two; trend logs bring no outcomes. */
const REMEMBERED = 64

/** Gives the start of the local hour that holds a moment. An unknown time zone has the hours of UTC. */
export const hourStarts = (timeZone: string): ((timeMs: number) => number) => {
  const format = formatOf(timeZone)
  // Clocks change on quarters of an hour only (IANA time zone database).
  const known = new Map<number, number>()
  return (timeMs) => {
    const quarter = Math.floor(timeMs / QUARTER_MS)
    const cached = known.get(quarter)
    if (cached !== undefined) return cached
    if (known.size >= REMEMBERED) known.clear()
    const minutes = Number(format.format(quarter * QUARTER_MS))
    const startMs = quarter * QUARTER_MS - (Number.isFinite(minutes) ? minutes : 0) * 60_000
    known.set(quarter, startMs)
    return startMs
  }
}

/** Formats a moment as the minutes of its local hour. */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, minute: 'numeric' })
  } catch {
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', minute: 'numeric' })
  }
}
