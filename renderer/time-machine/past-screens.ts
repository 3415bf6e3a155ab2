/** Screens that can show the past; all others show now. Pure. */

const PAST_PATHS = [/^\/$/, /^\/alerts(?:\/|$)/, /^\/alert\//, /^\/trend\/?$/, /^\/plan(?:\/|$)/]

/** `path`: of an address, without query. */
export const showsPast = (path: string): boolean => PAST_PATHS.some((known) => known.test(path))

/** Screens that draw two times over each other instead of side by side. */
export const overlaysTimes = (path: string): boolean => /^\/trend\/?$/.test(path)
