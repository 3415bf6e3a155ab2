/** How a point is judged: what is set for it, else for its device, else for the site. */
import type { DetectionException, DetectionTuning } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Rule } from '../analysis/rules/rule.ts'
import { weekdayLocal, type Calendar } from '../analysis/calendar.ts'
import type { Delays } from './episode.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/** Everything of tuning that concerns one point. */
export interface PointTuning {
  readonly bandWidth: number
  readonly delays: Delays
  /** Detectors that have no vote. */
  readonly off: ReadonlySet<string>
  /** Only these judge, the highest of them counts, each by its own scale; empty = all, combined. For back-tests. */
  readonly only: ReadonlySet<string>
  readonly silent: boolean
  /** In the point's unit. */
  readonly lowLimit: number | null
  readonly highLimit: number | null
  readonly exceptions: readonly DetectionException[]
}

/** Everything of tuning that concerns the rules of one piece of equipment. */
export interface EquipmentTuning {
  /** Raises nothing here: `rule.<id>` is off, or device or equipment are silent. */
  isQuiet(detector: string): boolean
  /** On-delay of a rule, ms: the one that was set, else its own. */
  delayOf(rule: Pick<Rule, 'id' | 'onDelayMs'>): number
}

/** What people set, by scope. Of the site only what its settings do not hold: `off`, `silent` and `ruleDelaysMs`. */
export interface DetectionRules {
  readonly site: DetectionTuning
  readonly devices: ReadonlyMap<number, DetectionTuning>
  /** By the id of the equipment. */
  readonly equipment: ReadonlyMap<string, DetectionTuning>
  readonly points: ReadonlyMap<number, DetectionTuning>
  readonly exceptions: readonly DetectionException[]
}

export const NO_RULES: DetectionRules = { site: {}, devices: new Map(), equipment: new Map(), points: new Map(), exceptions: [] }

const NONE: ReadonlySet<string> = new Set()

/** A point judged as learnt, by the delays a new site has. */
export const PLAIN_TUNING: PointTuning = {
  bandWidth: 1, delays: { onMs: 30_000, offMs: 60_000 }, off: NONE, only: NONE, silent: false, lowLimit: null, highLimit: null, exceptions: [],
}

export const siteTuning = (settings: Settings, own: DetectionTuning): DetectionTuning => ({
  ...own, bandWidth: settings.bandWidth, onDelayMs: settings.alertOnDelayMs, offDelayMs: settings.alertOffDelayMs,
})

export interface TuningBook {
  readonly of: (point: Pick<Point, 'id' | 'deviceId'>) => PointTuning
  /** For rules, which judge no single point. */
  readonly ofEquipment: (equipment: { readonly id: string; readonly deviceId: number }) => EquipmentTuning
}

/** The tuning of each point under these settings and rules, with `change` and `only` on top of everything. */
export const createTuningBook = (settings: Settings, rules: DetectionRules, change: DetectionTuning = {}, only: readonly string[] = []): TuningBook => {
  const site = siteTuning(settings, rules.site)
  const chosen = new Set(only)
  const exceptions = Map.groupBy(rules.exceptions, ({ pointId }) => pointId)
  /** Most points of a device share one. */
  const known = new Map<number, PointTuning>()
  const sharedBy = (deviceId: number): PointTuning => {
    const before = known.get(deviceId)
    if (before !== undefined) return before
    const made = narrowed([site, rules.devices.get(deviceId), change], chosen, [])
    known.set(deviceId, made)
    return made
  }
  /** Of all equipment asked for, some hundreds: it is asked for once a minute. */
  const equipmentKnown = new Map<string, EquipmentTuning>()
  return {
    ofEquipment: (equipment) => {
      const before = equipmentKnown.get(equipment.id)
      if (before !== undefined) return before
      const made = equipmentTuning([site, rules.devices.get(equipment.deviceId), rules.equipment.get(equipment.id), change], chosen)
      equipmentKnown.set(equipment.id, made)
      return made
    },
    of: ({ id, deviceId }) => {
      const own = rules.points.get(id)
      const expected = exceptions.get(id)
      if (own === undefined && expected === undefined) return sharedBy(deviceId)
      return narrowed([site, rules.devices.get(deviceId), own, change], chosen, expected ?? [])
    },
  }
}

/** The narrowest tuning that says something counts; the widest comes first. */
const narrowed = (tunings: readonly (DetectionTuning | undefined)[], only: ReadonlySet<string>, exceptions: readonly DetectionException[]): PointTuning => {
  const of = <K extends keyof DetectionTuning>(name: K): DetectionTuning[K] => tunings.findLast((tuning) => tuning?.[name] !== undefined)?.[name]
  return {
    bandWidth: of('bandWidth') ?? PLAIN_TUNING.bandWidth,
    delays: { onMs: of('onDelayMs') ?? PLAIN_TUNING.delays.onMs, offMs: of('offDelayMs') ?? PLAIN_TUNING.delays.offMs },
    off: new Set(of('off')),
    only,
    silent: of('silent') ?? false,
    lowLimit: of('lowLimit') ?? null,
    highLimit: of('highLimit') ?? null,
    exceptions,
  }
}

/** Delays of rules add up from wide to narrow; all else is as for points. */
const equipmentTuning = (tunings: readonly (DetectionTuning | undefined)[], only: ReadonlySet<string>): EquipmentTuning => {
  const own = narrowed(tunings, only, [])
  const delays: Readonly<Record<string, number>> = Object.assign({}, ...tunings.map((tuning) => tuning?.ruleDelaysMs ?? {}))
  return { isQuiet: (detector) => own.silent || !hasVote(own, detector), delayOf: ({ id, onDelayMs }) => delays[`rule.${id}`] ?? onDelayMs }
}

export const hasVote = ({ off, only }: PointTuning, detector: string): boolean => !off.has(detector) && (only.size === 0 || only.has(detector))

/** True when somebody said that this value is expected at this time. A period that wraps over midnight belongs to the weekday on which it begins. */
export const isExpected = ({ exceptions }: PointTuning, calendar: Calendar, timeMs: number, value: number): boolean =>
  exceptions.some((exception) => covers(exception, calendar.localMs(timeMs), timeMs, value))

const covers = ({ weekdays, fromMinute, toMinute, low, high, untilMs }: DetectionException, localMs: number, timeMs: number, value: number): boolean => {
  if ((untilMs !== null && timeMs >= untilMs) || (low !== null && value < low) || (high !== null && value > high)) return false
  const minute = (localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / MINUTE_MS
  const isOn = (dayMs: number): boolean => weekdays.length === 0 || weekdays.includes(weekdayLocal(dayMs))
  if (fromMinute === toMinute || (fromMinute === 0 && toMinute === DAY_MINUTES)) return isOn(localMs)
  if (fromMinute < toMinute) return minute >= fromMinute && minute < toMinute && isOn(localMs)
  return minute >= fromMinute ? isOn(localMs) : minute < toMinute && isOn(localMs - DAY_MS)
}
