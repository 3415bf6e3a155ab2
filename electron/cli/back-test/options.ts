/** The arguments of the back-test command, checked. */
import { parseArgs } from 'node:util'
import { LONGEST_DELAY_MS, NARROWEST_BAND, WIDEST_BAND, type DetectionTuning } from '../../../shared/domain/detection.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'

export interface BackTestOptions {
  readonly site: string
  readonly detectors: readonly string[]
  /** As given: `1001/analog-input,1`, or a device `1001`; empty = all. */
  readonly points: readonly string[]
  /** By id or name; its fault rules are judged. */
  readonly equipment: readonly string[]
  readonly fromMs: number
  readonly toMs: number
  readonly tuning: DetectionTuning
  /** Marks printed; the JSON has all. */
  readonly most: number
  readonly list: boolean
  readonly json: boolean
  readonly quiet: boolean
}

export const BACK_TEST_USAGE = `Usage: npm run -s backtest -- --site DIR [options]

Judges stored history once more and says what would have fired. The site is only read, also while a Plantroom runs on it.

  --site DIR             the site folder
  --detector ID          let only this detector judge; may be given several times (default: all, combined)
  --points WHICH         a point, 1001/analog-input,1, or all of device 1001; may be given several times (default: all)
  --equipment WHICH      fault rules of this equipment, by name or id; may be given several times (default: all, where no points are given)
  --from TIME --to TIME  period, e.g. 2026-11-01 or 2026-11-27T06:00Z (default: the 30 days until now); without a time it begins at 00:00 UTC
  --band-width N         try bands N times as wide, ${NARROWEST_BAND} to ${WIDEST_BAND}
  --on-delay SECONDS     try this on-delay (with fault rules as the only detectors: theirs); --off-delay SECONDS the same for the end
  --low N --high N       try fixed limits, in the point's own unit; for one point
  --marks N              alerts to print, most important first (default 20)
  --list                 print the detectors there are, with --site the equipment too, and end
  --json                 print JSON on stdout, with every mark that is kept; progress goes to stderr in any case
  --quiet                no progress
  --help                 show this

Exit codes: 0 done, 1 failed (the reason is on stderr), 2 wrong arguments, 130 interrupted: what was found until then is printed.
`

const FLAGS = {
  site: { type: 'string' }, detector: { type: 'string', multiple: true }, points: { type: 'string', multiple: true }, equipment: { type: 'string', multiple: true }, from: { type: 'string' }, to: { type: 'string' },
  'band-width': { type: 'string' }, 'on-delay': { type: 'string' }, 'off-delay': { type: 'string' }, low: { type: 'string' }, high: { type: 'string' }, marks: { type: 'string' },
  list: { type: 'boolean' }, json: { type: 'boolean' }, quiet: { type: 'boolean' },
} as const

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const DEFAULT_MARKS = 20
const MOST_MARKS = 5_000

class Wrong extends Error {}

const timeOf = (flag: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise
  const timeMs = Date.parse(text)
  if (Number.isNaN(timeMs)) throw new Wrong(`--${flag} is a time such as 2026-11-27T06:00Z, not "${text}".`)
  return timeMs
}

const numberOf = (flag: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(number) && number >= least && number <= most) return number
  throw new Wrong(least === Number.NEGATIVE_INFINITY ? `--${flag} is a number, not "${text}".` : `--${flag} is a number from ${least} to ${most}, not "${text}".`)
}

const delayOf = (flag: string, text: string | undefined): number | undefined => {
  const seconds = numberOf(flag, text, 0, LONGEST_DELAY_MS / 1_000)
  return seconds === undefined ? undefined : Math.round(seconds * 1_000)
}

const tuningOf = (values: Readonly<Partial<Record<'band-width' | 'on-delay' | 'off-delay' | 'low' | 'high', string>>>): DetectionTuning => {
  const any = (flag: 'low' | 'high'): number | undefined => numberOf(flag, values[flag], Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  const said = {
    bandWidth: numberOf('band-width', values['band-width'], NARROWEST_BAND, WIDEST_BAND), onDelayMs: delayOf('on-delay', values['on-delay']), offDelayMs: delayOf('off-delay', values['off-delay']),
    lowLimit: any('low'), highLimit: any('high'),
  }
  if (said.lowLimit !== undefined && said.highLimit !== undefined && said.lowLimit > said.highLimit) throw new Wrong(`--low ${said.lowLimit} is above --high ${said.highLimit}.`)
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

/** Fails with `usage` and a sentence. */
export const readBackTestOptions = (args: readonly string[], nowMs: number): Result<BackTestOptions> => {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true })
    const list = values.list === true
    if ((values.site ?? '') === '' && !list) throw new Wrong('--site is missing: give the folder of a site.')
    const toMs = timeOf('to', values.to, nowMs)
    const fromMs = timeOf('from', values.from, toMs - DEFAULT_DAYS * DAY_MS)
    if (fromMs >= toMs) throw new Wrong('The period ends before it begins: --from is a time before --to.')
    return ok({
      site: values.site ?? '', detectors: values.detector ?? [], points: values.points ?? [], equipment: values.equipment ?? [], fromMs, toMs, tuning: tuningOf(values), most: Math.floor(numberOf('marks', values.marks, 0, MOST_MARKS) ?? DEFAULT_MARKS),
      list, json: values.json === true, quiet: values.quiet === true,
    })
  } catch (error) {
    if (error instanceof Wrong || (error instanceof TypeError && 'code' in error)) return failure('usage', error.message)
    throw error
  }
}
