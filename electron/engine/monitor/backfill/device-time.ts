/**
 * From a device's local time to UTC, for records in the order in which they were written. The device's clock is measured against the laptop's now; from there
 * the records are followed backwards: daylight saving as the site's time zone has it, changes of the clock as the log tells them. What cannot be dated for
 * certain gets no time. Pure.
 */

export interface DeviceClock {
  /** Local time minus UTC now, ms. */
  readonly offsetMs: number
  /** Offset of the site's time zone at a moment, ms, where the device's clock agrees with it now; null where it keeps another time all year. */
  readonly zoneOffsetMs: ((utcMs: number) => number) | null
  /** How far it is ahead of its time zone, ms; already in `offsetMs`. */
  readonly driftMs: number
  /** False when the device does not tell its time: then it is taken to be right. */
  readonly measured: boolean
}

/** A record's time stamp. `setSeconds`: the record says that the clock was set by so much just before; null for all others. */
export interface Stamp {
  readonly localMs: number
  readonly setSeconds: number | null
}

const HOUR_MS = 3_600_000
const QUARTER_MS = 900_000
const DAY_MS = 86_400_000
/** A device's clock that differs less is right: it tells whole seconds, and the answer travels. */
const CLOCK_TOLERANCE_MS = 3_000
/** Further from its time zone a clock is not just inexact: it keeps another time. Less than the smallest step between zones. */
const MOST_DRIFT_MS = 14 * 60_000
/** Records may stand in the wrong order by this much: several in one second, a clock corrected by a little. */
const ORDER_TOLERANCE_MS = 5_000
/** A clock set within this time of the zone's change, by about as much, was set for daylight saving. */
const ZONE_CHANGE_NEAR_MS = 3 * HOUR_MS

/** What a measured difference of the clocks means. `zoneOffsetMs`: the site's time zone. */
export const deviceClock = (differenceMs: number, nowMs: number, zoneOffsetMs: (utcMs: number) => number): DeviceClock => {
  const nearest = Math.round(differenceMs / QUARTER_MS) * QUARTER_MS
  const offsetMs = Math.abs(differenceMs - nearest) <= CLOCK_TOLERANCE_MS ? nearest : Math.round(differenceMs / 1_000) * 1_000
  const driftMs = offsetMs - zoneOffsetMs(nowMs)
  const follows = Math.abs(driftMs) <= MOST_DRIFT_MS
  return { offsetMs, zoneOffsetMs: follows ? zoneOffsetMs : null, driftMs: follows ? driftMs : offsetMs - nearest, measured: true }
}

/** The clock of a device that does not tell its time: right, in the site's zone. */
export const assumedClock = (nowMs: number, zoneOffsetMs: (utcMs: number) => number): DeviceClock => ({ offsetMs: zoneOffsetMs(nowMs), zoneOffsetMs, driftMs: 0, measured: false })

/** The device's local time at a moment. */
export const toLocalMs = ({ zoneOffsetMs, offsetMs, driftMs }: DeviceClock, utcMs: number): number =>
  zoneOffsetMs === null ? utcMs + offsetMs : utcMs + zoneOffsetMs(utcMs) + driftMs

/** A stretch of time with one offset. */
interface Piece {
  readonly fromMs: number
  readonly offsetMs: number
}

/** The zone's offsets over a period, each from its first moment on. Two changes are never within a day. */
const piecesOf = (zone: (utcMs: number) => number, fromMs: number, toMs: number): Piece[] => {
  const pieces: Piece[] = [{ fromMs: -Infinity, offsetMs: zone(fromMs) }]
  for (let at = fromMs; at < toMs; at += DAY_MS) {
    const offsetMs = zone(at + DAY_MS)
    if (offsetMs === pieces.at(-1)!.offsetMs) continue
    let [before, behind] = [at, at + DAY_MS]
    while (behind - before > 1) {
      const middle = Math.floor((before + behind) / 2)
      if (zone(middle) === offsetMs) behind = middle
      else before = middle
    }
    pieces.push({ fromMs: behind, offsetMs })
  }
  return pieces
}

/** Moments at which a clock shows a local time, earliest first: two where it is set back, none where it is set forward. */
type MomentsOf = (localMs: number) => readonly number[]

const momentsIn =
  (pieces: readonly Piece[]): MomentsOf =>
  (localMs) => {
    const found: number[] = []
    for (let at = 0; at < pieces.length; at++) {
      const utcMs = localMs - pieces[at]!.offsetMs
      if (utcMs >= pieces[at]!.fromMs && utcMs < (pieces[at + 1]?.fromMs ?? Infinity)) found.push(utcMs)
    }
    return found
  }

/** Records further back than this are dated by the zone's oldest offset looked at. */
const LONGEST_PAST_MS = 10 * 366 * DAY_MS

/** The zone's offsets for the local times of a log. */
const piecesFor = (zone: (utcMs: number) => number, locals: readonly Local[], nowMs: number): readonly Piece[] => {
  let firstMs = nowMs
  for (const { ms } of locals) if (ms !== null && ms < firstMs) firstMs = ms
  return piecesOf(zone, Math.max(firstMs, nowMs - LONGEST_PAST_MS) - 2 * DAY_MS, nowMs + 2 * DAY_MS)
}

/** Whether a change of the clock is the zone's own at that time, known from the zone anyway. */
const isZoneChange = ({ localMs, setSeconds }: Stamp, zone: (utcMs: number) => number): boolean => {
  const utcMs = localMs - zone(localMs)
  const changeMs = zone(utcMs + ZONE_CHANGE_NEAR_MS) - zone(utcMs - ZONE_CHANGE_NEAR_MS)
  return changeMs !== 0 && Math.abs((setSeconds ?? 0) * 1_000 - changeMs) <= 60_000
}

/** A record without its clock's past. */
interface Local {
  /** As the clock would have shown it had it always been set as it is now; null before a change by an unknown amount. */
  readonly ms: number | null
  /** The zone's step back lies directly before it, as the log itself tells. */
  readonly afterStep: boolean
}

/** One for each stamp; of changes of the clock undefined, they stand for no value. */
const asSetNow = (stamps: readonly Stamp[], zone: ((utcMs: number) => number) | null, driftMs: number): (Local | undefined)[] => {
  const result: (Local | undefined)[] = stamps.map(() => undefined)
  let shiftMs: number | null = 0
  let behind = -1
  for (let at = stamps.length - 1; at >= 0; at--) {
    const { localMs, setSeconds } = stamps[at]!
    const ms: number | null = shiftMs === null ? null : localMs + shiftMs - driftMs
    if (setSeconds === null) {
      result[at] = { ms, afterStep: false }
      behind = at
    } else if (ms !== null && zone !== null && isZoneChange({ localMs: ms, setSeconds }, zone)) {
      const next = result[behind]
      if (next !== undefined && setSeconds < 0) result[behind] = { ...next, afterStep: true }
    } else if (shiftMs !== null) shiftMs = setSeconds === 0 || !Number.isFinite(setSeconds) ? null : shiftMs + setSeconds * 1_000
  }
  return result
}

/** The records that can be dated, with what is needed to tell the two passes of an hour that comes twice apart. */
interface Run {
  readonly locals: readonly Local[]
  readonly momentsOf: MomentsOf
  /** 0 = records on change. */
  readonly intervalMs: number
}

const isDouble = ({ momentsOf }: Run, { ms }: Local): boolean => ms !== null && momentsOf(ms).length === 2

/** Whether the clock was set back between a record and the one before it. On change several records may carry the same second. */
const stepsBack = ({ locals, intervalMs }: Run, at: number): boolean => {
  const [before, here] = [locals[at - 1]!, locals[at]!]
  return here.afterStep || here.ms! - before.ms! <= (intervalMs > 0 ? 0 : -ORDER_TOLERANCE_MS)
}

/** Of the records in the hour that comes twice, those before the step back; those behind it; 'unknown' where no step is seen. */
const sideOf = (run: Run, at: number): 'first' | 'second' | 'unknown' => {
  const { locals } = run
  for (let next = at + 1; next < locals.length && isDouble(run, locals[next]!); next++) if (stepsBack(run, next)) return 'first'
  for (let next = at; next >= 0 && isDouble(run, locals[next]!); next--) {
    if (locals[next]!.afterStep || (next > 0 && isDouble(run, locals[next - 1]!) && stepsBack(run, next))) return 'second'
  }
  return 'unknown'
}

/** Whether the records contradict a clock that follows the zone: an hour that does not exist, or the double hour passed once without a break. */
const contradicts = (run: Run): boolean => {
  const { locals, momentsOf, intervalMs } = run
  return locals.some((local, at) => {
    if (local.ms === null) return false
    const times = momentsOf(local.ms).length
    if (times === 0) return momentsOf(local.ms - 60_000).length === 0 && momentsOf(local.ms + 60_000).length === 0
    if (times === 1 || intervalMs === 0 || intervalMs > HOUR_MS / 2) return false
    return sideOf(run, at) === 'unknown' && passesStraight(run, at, intervalMs * 1.5)
  })
}

/** From before the double hour to behind it in steps of the interval. */
const passesStraight = (run: Run, at: number, mostMs: number): boolean => {
  const { locals } = run
  let first = at
  let last = at
  while (first > 0 && isDouble(run, locals[first]!)) first -= 1
  while (last < locals.length - 1 && isDouble(run, locals[last]!)) last += 1
  if (isDouble(run, locals[first]!) || isDouble(run, locals[last]!)) return false
  for (let next = first + 1; next <= last; next++) {
    const [before, here] = [locals[next - 1]!.ms, locals[next]!.ms]
    if (before === null || here === null || here - before > mostMs) return false
  }
  return true
}

/** The one of two moments that fits a neighbour an interval away; undefined when neither or both do. */
const fitting = (times: readonly number[], neighbours: readonly (number | null | undefined)[], intervalMs: number): number | undefined => {
  if (intervalMs === 0) return undefined
  const near = times.filter((time) => neighbours.some((other) => typeof other === 'number' && Math.abs(Math.abs(time - other) - intervalMs) <= intervalMs / 2))
  return near.length === 1 ? near[0] : undefined
}

const inZone = (run: Run): (number | null)[] => {
  const { locals, momentsOf, intervalMs } = run
  const timesOf = ({ ms }: Local): readonly number[] => (ms === null ? [] : momentsOf(ms))
  const result: (number | null)[] = locals.map((local) => {
    const times = timesOf(local)
    return times.length === 1 ? times[0]! : null
  })
  const date = (at: number): void => {
    const times = timesOf(locals[at]!)
    if (result[at] !== null || times.length !== 2) return
    const side = sideOf(run, at)
    if (side === 'unknown') result[at] = fitting(times, [result[at - 1], result[at + 1]], intervalMs) ?? null
    else result[at] = side === 'first' ? times[0]! : times[1]!
  }
  // Forwards and backwards, so that each dated record helps its neighbours.
  for (let at = 0; at < locals.length; at++) date(at)
  for (let at = locals.length - 1; at >= 0; at--) date(at)
  return result
}

/** A record later than one behind it: the clock was set back unnoticed, and when is not known. All before it lose their time. */
const untilDisorder = (times: (number | null)[], nowMs: number): (number | null)[] => {
  let next = nowMs
  for (let at = times.length - 1; at >= 0; at--) {
    const time = times[at]
    if (time === null || time === undefined) continue
    if (time > next + ORDER_TOLERANCE_MS) return times.map((one, place) => (place <= at ? null : one))
    next = Math.min(next, time)
  }
  return times
}

/**
 * The moment of each record, or null where it cannot be known: before a change of the clock by an unknown amount, before a step back that nothing explains,
 * or within the hour that comes twice when neither order nor interval tell which one it was; null for changes of the clock themselves.
 * @param stamps in the order of the log, oldest first; @param intervalMs of the log, 0 when it records on change
 */
export const dateRecords = (stamps: readonly Stamp[], clock: DeviceClock, nowMs: number, intervalMs: number): readonly (number | null)[] => {
  const latestMs = clock.measured ? nowMs : Number.POSITIVE_INFINITY
  const { zoneOffsetMs: zone } = clock
  const followed = zone === null ? undefined : asSetNow(stamps, zone, clock.driftMs)
  if (zone !== null && followed !== undefined) {
    const locals = followed.filter((one) => one !== undefined)
    const pieces = piecesFor(zone, locals, nowMs)
    const [only] = pieces
    if (pieces.length === 1 && only !== undefined) return spread(followed, untilDisorder(atOffset(locals, only.offsetMs), latestMs))
    const run: Run = { locals, momentsOf: momentsIn(pieces), intervalMs }
    if (!contradicts(run)) return spread(followed, untilDisorder(inZone(run), latestMs))
  }
  const fixed = asSetNow(stamps, null, 0)
  return spread(fixed, untilDisorder(atOffset(fixed.filter((one) => one !== undefined), clock.offsetMs), latestMs))
}

const atOffset = (locals: readonly Local[], offsetMs: number): (number | null)[] => locals.map(({ ms }) => (ms === null ? null : ms - offsetMs))

/** Back to one entry for each stamp. */
const spread = (locals: readonly (Local | undefined)[], times: readonly (number | null)[]): (number | null)[] => {
  let next = 0
  return locals.map((local) => (local === undefined ? null : (times[next++] ?? null)))
}
