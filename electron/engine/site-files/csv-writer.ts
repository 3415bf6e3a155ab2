/** Writes separated values that every reader reads the same: quoted where needed, lines ended by CR LF. */

export type Separator = ';' | ','

/** What would be read as something else without quotes: marks of the format, spaces at the ends, and a `#` in front, which begins a comment. */
const NEEDS_QUOTES = /^[\s#]|\s$|["\r\n\t;,]/

export const csvField = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const csvLine = (fields: readonly string[], separator: Separator): string => `${fields.map(csvField).join(separator)}\r\n`
