/** Months and dates of local time, in which charges by the month accrue: a day counts as one day, however many hours it has. */

const DAY_MS = 86_400_000

/** Start of the month that holds a local moment (wall time as if it were UTC, ms), `months` later. */
export const monthStartLocal = (localMs: number, months = 0): number => {
  const date = new Date(localMs)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
}

export interface MonthShare {
  /** Local start of the month. */
  readonly monthLocal: number
  /** Share of the month that [fromLocal, toLocal) takes, 0..1. */
  readonly share: number
}

/** The months that a span of local time touches. */
export const monthSharesOf = (fromLocal: number, toLocal: number): MonthShare[] => {
  const shares: MonthShare[] = []
  for (let monthLocal = monthStartLocal(fromLocal); monthLocal < toLocal; monthLocal = monthStartLocal(monthLocal, 1)) {
    const endLocal = monthStartLocal(monthLocal, 1)
    const share = (Math.min(toLocal, endLocal) - Math.max(fromLocal, monthLocal)) / (endLocal - monthLocal)
    if (share > 0) shares.push({ monthLocal, share })
  }
  return shares
}

/** `2026-01-31` of a local moment. */
export const dateOfLocal = (localMs: number): string => new Date(Math.floor(localMs / DAY_MS) * DAY_MS).toISOString().slice(0, 10)

export const localOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`)
