/** The part of an address that says which time the screens show: `at=..` a past time, `vs=..` a second one beside it (ms). Every screen may carry it; none reads it itself. Pure. */

export interface Travel {
  /** The time that is looked at; null = now. */
  readonly atMs: number | null
  /** A second time to compare with; null = none. Only while `atMs` is set. */
  readonly versusMs: number | null
}

export const NOW: Travel = { atMs: null, versusMs: null }

const time = (text: string | null): number | null => {
  const value = text === null || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value > 0 && value < 8.64e15 ? Math.round(value) : null
}

/** Reads the query of an address; whatever is missing or wrong counts as now. */
export const parseTravel = (search: string): Travel => {
  const query = new URLSearchParams(search)
  const atMs = time(query.get('at'))
  return atMs === null ? NOW : { atMs, versusMs: time(query.get('vs')) }
}

const parts = (search: string): readonly string[] => search.split('&').filter((part) => part !== '')
const isTravelPart = (part: string): boolean => part.startsWith('at=') || part.startsWith('vs=')

/** The query as the screens know it. */
export const withoutTravel = (search: string): string =>
  parts(search)
    .filter((part) => !isTravelPart(part))
    .join('&')

/** Whether an address of its own says which time is meant. */
export const namesTime = (address: string): boolean => parts(address.split('?', 2)[1] ?? '').some((part) => part.startsWith('at='))

/** The same screen at another time. `address`: path with or without query. */
export const withTravel = (address: string, { atMs, versusMs }: Travel): string => {
  const [path = '/', search = ''] = address.split('?', 2)
  const all = [...parts(withoutTravel(search)), ...(atMs === null ? [] : [`at=${Math.round(atMs)}`]), ...(atMs === null || versusMs === null ? [] : [`vs=${Math.round(versusMs)}`])]
  return all.length === 0 ? path : `${path}?${all.join('&')}`
}

export const sameTravel = (a: Travel, b: Travel): boolean => a.atMs === b.atMs && a.versusMs === b.versusMs
