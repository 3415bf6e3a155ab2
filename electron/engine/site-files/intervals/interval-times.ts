/** Times as files write them: by a pattern, in a time zone, with the hours that exist twice or not at all. */

/** Wall time as if it were UTC, or the moment itself where the text carries its offset. */
export type FileTime = { readonly wallMs: number } | { readonly utcMs: number }

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Nothing measured by the interval is older, and no file knows a later year. */
const FIRST_YEAR = 1970
const LAST_YEAR = 2200
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30)

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Wall time of the parts as ms; null where no calendar has them. 24:00 is the end of the day. */
const wallOf = ({ year, month, day, hour, minute, second }: Parts): number | null => {
  if (year < FIRST_YEAR || year > LAST_YEAR || hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute > 0 || second > 0))) return null
  const at = new Date(Date.UTC(year, month - 1, day))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null
  return at.getTime() + hour * 3_600_000 + minute * MINUTE_MS + second * 1_000
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

const parseIso = (text: string): FileTime | null => {
  const match = ISO.exec(text)
  if (match === null) return null
  const wallMs = wallOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), hour: Number(match[4] ?? 0), minute: Number(match[5] ?? 0), second: Number(match[6] ?? 0) })
  if (wallMs === null) return null
  const zone = match[7]
  if (zone === undefined) return { wallMs }
  if (/z/i.test(zone)) return { utcMs: wallMs }
  const digits = zone.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3))
  return { utcMs: wallMs - (digits.startsWith('-') ? -minutes : minutes) * MINUTE_MS }
}

const NUMBER = /^\d+(?:[.,]\d+)?$/

const parseNumberTime = (text: string, format: 'epoch' | 'epochMs' | 'excel'): FileTime | null => {
  if (!NUMBER.test(text)) return null
  const value = Number(text.replace(',', '.'))
  // Of a spreadsheet's days the fraction is rounded: to the second is what was meant.
  if (format === 'excel') return value < 25_569 || value > 110_000 ? null : { wallMs: EXCEL_EPOCH_MS + Math.round(value * 86_400) * 1_000 }
  const ms = format === 'epoch' ? value * 1_000 : value
  return ms < Date.UTC(1980, 0) || ms > Date.UTC(LAST_YEAR, 0) ? null : { utcMs: Math.round(ms) }
}

type Field = 'year' | 'shortYear' | 'month' | 'day' | 'hour' | 'halfDayHour' | 'minute' | 'second' | 'half'

interface Pattern {
  readonly expression: RegExp
  readonly fields: readonly Field[]
}

const TOKENS: readonly (readonly [string, string, Field])[] = [
  ['yyyy', '(\\d{4})', 'year'], ['yy', '(\\d{2})', 'shortYear'], ['MM', '(\\d{1,2})', 'month'], ['dd', '(\\d{1,2})', 'day'], ['HH', '(\\d{1,2})', 'hour'], ['hh', '(\\d{1,2})', 'halfDayHour'],
  ['mm', '(\\d{2})', 'minute'], ['ss', '(\\d{2})', 'second'], ['a', '([AaPp])\\.?[Mm]\\.?', 'half'],
]

const compile = (format: string): Pattern => {
  const fields: Field[] = []
  // Digits without anything between them have their full width.
  const packed = /yyyyMM|MMdd|HHmm/.test(format)
  // Seconds that a file adds to a pattern without them mean nothing.
  const spareSeconds = format.includes('ss') ? '' : '(?::\\d{2}(?:[.,]\\d+)?)?'
  let expression = ''
  for (let at = 0; at < format.length; ) {
    const token = TOKENS.find(([name]) => format.startsWith(name, at))
    if (token === undefined) {
      expression += format[at] === ' ' ? '[\\sT,]+' : format[at]!.replace(/[^\w]/, '\\$&')
      at += 1
      continue
    }
    expression += (packed ? token[1].replace('{1,2}', '{2}') : token[1]) + (token[0] === 'mm' ? spareSeconds : '')
    fields.push(token[2])
    at += token[0].length
  }
  return { expression: new RegExp(`^${expression}$`), fields }
}

const compiled = new Map<string, Pattern>()
/** Patterns a file may bring are few; what is typed is bounded by the contract. */
const MOST_COMPILED = 200

const patternOf = (format: string): Pattern => {
  const known = compiled.get(format)
  if (known !== undefined) return known
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  const made = compile(format)
  compiled.set(format, made)
  return made
}

/** The time a text says by a pattern; null where it does not fit it. */
export const parseTime = (text: string, format: string): FileTime | null => {
  if (format === 'iso') return parseIso(text)
  if (format === 'epoch' || format === 'epochMs' || format === 'excel') return parseNumberTime(text, format)
  const { expression, fields } = patternOf(format)
  const match = expression.exec(text)
  if (match === null) return null
  const parts: Record<string, number> = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
  let half: 'a' | 'p' | null = null
  for (const [index, field] of fields.entries()) {
    const written = match[index + 1]!
    if (field === 'half') half = written.toLowerCase() as 'a' | 'p'
    else if (field === 'shortYear') parts['year'] = 2_000 + Number(written)
    else parts[field === 'halfDayHour' ? 'hour' : field] = Number(written)
  }
  if (half !== null) {
    const hour = parts['hour']!
    if (hour < 1 || hour > 12) return null
    parts['hour'] = (hour % 12) + (half === 'p' ? 12 : 0)
  }
  const wallMs = wallOf(parts as unknown as Parts)
  return wallMs === null ? null : { wallMs }
}

/** The moments that a wall time names in a zone: one; two where clocks go back; none where they go forward. Earlier first. */
export const momentsOf = (wallMs: number, offsetMinutes: (utcMs: number) => number): readonly number[] => {
  const found = new Set<number>()
  // The offsets a day before and after are all that can be in force.
  for (const around of [wallMs - DAY_MS, wallMs, wallMs + DAY_MS]) {
    const utcMs = wallMs - offsetMinutes(around) * MINUTE_MS
    if (utcMs + offsetMinutes(utcMs) * MINUTE_MS === wallMs) found.add(utcMs)
  }
  return [...found].sort((a, b) => a - b)
}
