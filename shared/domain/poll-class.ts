/** How often a point is read when nobody chose it: by what its type, unit and name say that it is. Pure. */
import { unitQuantity } from '../units.ts'
import { objectTypeFact, SCHEDULE_OBJECT } from './object-type.ts'

/** The intervals that are offered, ms. */
export const POLL_CLASSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000] as const

const MINUTE_MS = 60_000
const SELDOM_MS = 300_000

const CALENDAR_OBJECT = 6
const COUNTER_OBJECTS: ReadonlySet<number> = new Set([23, 24])
/** Values of programs (analog, binary, multi-state, integer ...): only these hold set-points and parameters, inputs and outputs never do. */
const VALUE_OBJECTS: ReadonlySet<number> = new Set([2, 5, 19, 45, 46, 48])
const COUNTED: ReadonlySet<string> = new Set(['energy', 'energyReactive', 'energyApparent', 'volume', 'time'])
const UNTOLD: ReadonlySet<string> = new Set(['none', 'other'])

/** Words of names, English and German, as whole words of `wordsOf`. */
const SET_POINT = /(^| )(set ?points?|set ?pt|stpt|spt?|sp\d|sollwert|soll|sw|consigne)( |$)/
const COUNTER = /(^| )(meter|counter|count|total|totali[sz]ed|kwh|mwh|run ?time|run hours|hours run|operating hours|starts|zaehler|zahler|zähler|betriebsstunden)( |$)/
const PARAMETER =
  /(^| )(limit|limits|lim|delay|gain|prop ?band|p ?band|dead ?band|deadband|hysteresis|ti|td|kp|ki|kd|config|cfg|parameter|param|offset|calibration|calib|timeout|version|revision|serial|id|threshold|grenzwert|verzoegerung|verzögerung|nachlauf)( |$)/

/** `AHU1_ZoneTempSP-2` as `ahu1 zone temp sp 2`. */
const wordsOf = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase()

/** What is known of an object when it is found. */
export interface PolledObject {
  readonly objectType: number
  readonly name: string
  readonly description: string
  readonly units: number | null
}

/** Whether a value object is one that somebody sets, by its name or description. */
export const isSetPoint = ({ objectType, name, description }: Omit<PolledObject, 'units'>): boolean =>
  VALUE_OBJECTS.has(objectType) && (SET_POINT.test(wordsOf(name)) || SET_POINT.test(wordsOf(description)))

const classOf = ({ objectType, name, description, units }: PolledObject): number => {
  if (objectType === SCHEDULE_OBJECT || objectType === CALENDAR_OBJECT) return SELDOM_MS
  if (COUNTER_OBJECTS.has(objectType) || COUNTED.has(unitQuantity(units))) return MINUTE_MS
  // The name is meant for machines and says what it is; a description mentions much else, so only set-points are looked for there.
  const words = wordsOf(name)
  // "Total power" counts nothing: a name speaks of a counter only where the unit says nothing else.
  const counts = COUNTER.test(words) && UNTOLD.has(unitQuantity(units))
  if (!VALUE_OBJECTS.has(objectType)) return counts && objectTypeFact(objectType).kind === 'analog' ? MINUTE_MS : 0
  if (SET_POINT.test(words)) return MINUTE_MS
  if (PARAMETER.test(words)) return SELDOM_MS
  if (counts || SET_POINT.test(wordsOf(description))) return MINUTE_MS
  return 0
}

/**
 * How often a new point is read, ms: measured values and commands at the site's interval, set-points and counters at most every minute, schedules,
 * calendars and parameters at most every five minutes, what has no number never (0). Never faster than the site's interval.
 */
export const firstPollIntervalMs = (object: PolledObject, siteIntervalMs: number): number =>
  objectTypeFact(object.objectType).polled ? Math.max(classOf(object), siteIntervalMs) : 0
