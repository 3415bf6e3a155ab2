/** Fills periods of points from one trend log: reads the records, dates them, and hands over those that tell something new. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Device } from '../../../../shared/domain/device.ts'
import { message, type Message } from '../../../../shared/message.ts'
import type { LogDatum } from '../../bacnet/log-records.ts'
import type { ReadManner } from '../../bacnet/property-reader.ts'
import type { LogReading, ReadRecord } from '../../bacnet/trend-log-reader.ts'
import type { ReadingRows } from '../../store/store-types.ts'
import type { BackfilledPeriod } from '../../store/trend-log-types.ts'
import type { SiteContext } from '../site-context.ts'
import { dateRecords, toLocalMs, type DeviceClock } from './device-time.ts'
import { coveredBy, type CoverageMark } from './log-coverage.ts'
import { isFull, type ReadLog } from './log-list.ts'
import { clipped, common, contains, merged, without, type Period } from './periods.ts'

/** Rows handed to the pipeline between two breaths of the event loop. */
const ROWS_AT_ONCE = 2_000
/** The device's clock may be known this badly: the log is read from a little before the period on. */
const SLACK_MS = 60_000
/** The same where clocks were changed meanwhile. */
const CHANGE_SLACK_MS = 2 * 3_600_000
/** A clock set forward by more than this began anew after a power cut: what was recorded before is not looked for. */
const LONGEST_SET_MS = 7 * 86_400_000
/** Periods closer together than this many records are read in one go. */
const RECORDS_BETWEEN = 20
const LEAST_BETWEEN_MS = 10 * 60_000
/** A reading this close to one that is there already is the same one: a clock measured twice differs by so much. */
const SAME_MS = 5_000
const SAME_ON_CHANGE_MS = 1_000
/** The stretch of readings outside every covered period. */
const NOWHERE = -1

export interface LogFill {
  readonly readings: number
  readonly periods: readonly BackfilledPeriod[]
  readonly problems: readonly Message[]
  /** The reading was ended early by the device or a cancellation. */
  readonly broken: boolean
}

export interface LogToFill {
  readonly device: Device
  readonly clock: DeviceClock
  readonly log: ReadLog
  /** What is wanted of each member's point; empty where nothing is. */
  readonly wanted: readonly (readonly Period[])[]
  /** Where an earlier reading ended. */
  readonly knownSequence: number | null
}

interface Tally {
  readings: number
  brokenRecords: number
  undated: number
  lateStart: boolean
  lastSequence: number | null
  failure: string | null
  /** Records remain that were not read. */
  cut: boolean
}

/** What a record holds of a member: of one that stands for all, the same for each. */
const datumOf = ({ data }: ReadRecord, member: number): LogDatum | undefined => {
  const [first] = data
  return first?.kind === 'status' || first?.kind === 'timeChange' ? first : data[member]
}

const kindOf = (datum: LogDatum | undefined): CoverageMark['kind'] => {
  switch (datum?.kind) {
    case 'value':
      return Number.isFinite(datum.value) ? 'value' : 'nothing'
    case 'status':
      return datum.interrupted ? 'interrupted' : datum.purged ? 'purged' : datum.disabled ? 'disabled' : 'other'
    case 'timeChange':
      return 'other'
    case 'failure':
    case 'noNumber':
    case undefined:
      return 'nothing'
  }
}

interface Dated {
  readonly timeMs: number
  readonly value: number
  readonly flags: number
}

const setSecondsOf = ({ data: [first] }: ReadRecord): number | null => (first?.kind === 'timeChange' ? first.seconds : null)

/** By how much the device's clock was set forward during a reading, ms: what was recorded before carries times as much too early. */
const setForwardMs = ({ records }: LogReading): number =>
  records.reduce((sum, record) => {
    const seconds = setSecondsOf(record) ?? 0
    return Number.isFinite(seconds) && seconds > 0 ? sum + seconds * 1_000 : sum
  }, 0)

/** The records of a period; of a device whose clock was set forward meanwhile from earlier on. */
const readPeriod = async (site: SiteContext, { device, clock, log, knownSequence }: LogToFill, period: Period, manner: ReadManner): Promise<LogReading> => {
  const { type, instance, facts, pointIds } = log
  const changed = clock.zoneOffsetMs !== null && clock.zoneOffsetMs(period.fromMs - CHANGE_SLACK_MS) !== clock.zoneOffsetMs(site.clock.nowMs())
  const slackMs = changed ? CHANGE_SLACK_MS : SLACK_MS
  const read = (earlierMs: number): Promise<LogReading> =>
    site.acquisition.readLog(
      device.address,
      {
        type, instance, maxApdu: device.maxApdu, members: pointIds.length, recordCount: facts.recordCount, knownSequence,
        fromLocalMs: toLocalMs(clock, period.fromMs) - slackMs - earlierMs, toLocalMs: toLocalMs(clock, period.toMs) + slackMs,
      },
      manner,
    )
  const reading = await read(0)
  const forwardMs = setForwardMs(reading)
  return forwardMs === 0 || reading.failure !== null ? reading : read(Math.min(forwardMs, LONGEST_SET_MS))
}

/** Reads one period and fills every member from it. */
const fillPeriod = async (site: SiteContext, target: LogToFill, period: Period, manner: ReadManner, tally: Tally): Promise<BackfilledPeriod[]> => {
  const { clock, log, wanted } = target
  const { facts, pointIds } = log
  const nowMs = site.clock.nowMs()
  const reading = await readPeriod(site, target, period, manner)
  tally.brokenRecords += reading.broken.length
  tally.failure = reading.failure?.text ?? null
  tally.cut ||= !reading.complete
  tally.lastSequence = reading.lastSequence ?? tally.lastSequence
  const { records } = reading
  const stamps = records.map((record) => ({ localMs: record.localMs, setSeconds: setSecondsOf(record) }))
  const times = dateRecords(stamps, clock, site.clock.nowMs(), facts.intervalMs)
  tally.undated += times.filter((time, at) => time === null && stamps[at]!.setSeconds === null).length
  const filled: BackfilledPeriod[] = []
  for (const [member, pointId] of pointIds.entries()) {
    const own = clipped(wanted[member] ?? [], period.fromMs, period.toMs)
    if (pointId === null || own.length === 0 || manner.signal.aborted) continue
    filled.push(...(await fillMember(site, pointId, own, memberRecords(reading, times, member), { intervalMs: facts.intervalMs, recordingUntilMs: recordingUntil(log, reading, times, nowMs) }, tally)))
  }
  return filled
}

interface MemberRecords {
  readonly marks: readonly CoverageMark[]
  readonly values: readonly Dated[]
}

const memberRecords = ({ records }: LogReading, times: readonly (number | null)[], member: number): MemberRecords => {
  const marks: CoverageMark[] = []
  const values: Dated[] = []
  for (const [at, record] of records.entries()) {
    const datum = datumOf(record, member)
    if (datum?.kind === 'timeChange') continue
    const timeMs = times[at] ?? null
    marks.push({ timeMs, kind: kindOf(datum), afterLoss: record.afterLoss })
    if (timeMs !== null && datum?.kind === 'value' && Number.isFinite(datum.value)) values.push({ timeMs, value: datum.value, flags: record.statusFlags })
  }
  return { marks, values }
}

/** Until when it is certain that the log was recording: a log that is switched off, full or was not read to its end said its last with its last record. */
const recordingUntil = ({ facts }: ReadLog, { complete }: LogReading, times: readonly (number | null)[], nowMs: number): number => {
  const { enabled, stopLocalMs, intervalMs } = facts
  const lastMs = times.findLast((time) => time !== null) ?? 0
  if (!complete || !enabled || stopLocalMs !== null) return lastMs
  return isFull(facts) ? (intervalMs > 0 ? lastMs + intervalMs : lastMs) : nowMs
}

const fillMember = async (
  site: SiteContext,
  pointId: number,
  wanted: readonly Period[],
  { marks, values }: MemberRecords,
  facts: { readonly intervalMs: number; readonly recordingUntilMs: number },
  tally: Tally,
): Promise<BackfilledPeriod[]> => {
  const covered = coveredBy(marks, facts)
  const [first] = wanted
  if (first !== undefined && !contains(covered, first.fromMs) && (covered[0]?.fromMs ?? Infinity) > first.fromMs) tally.lateStart = true
  const sameMs = facts.intervalMs > 0 ? Math.min(SAME_MS, facts.intervalMs / 2) : SAME_ON_CHANGE_MS
  const fresh = await newOnly(site, pointId, values.filter(({ timeMs }) => contains(wanted, timeMs)), sameMs)
  for (const stretch of stretches(fresh, covered)) await handOver(site, pointId, stretch)
  tally.readings += fresh.length
  return common(covered, wanted).map(({ fromMs, toMs }) => ({ pointId, fromMs, toMs }))
}

/** Those that are no reading kept already, nor each other's twins. */
const newOnly = async (site: SiteContext, pointId: number, values: readonly Dated[], sameMs: number): Promise<Dated[]> => {
  const ordered = [...values].sort((a, b) => a.timeMs - b.timeMs)
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (first === undefined || last === undefined) return []
  const [kept] = await site.readers.history([pointId], first.timeMs - sameMs, last.timeMs + sameMs + 1)
  const known = kept?.timesMs ?? new Float64Array(0)
  let next = 0
  let beforeMs = -Infinity
  return ordered.filter(({ timeMs }) => {
    while (next < known.length && known[next]! < timeMs - sameMs) next += 1
    if (timeMs === beforeMs || (next < known.length && known[next]! <= timeMs + sameMs)) return false
    beforeMs = timeMs
    return true
  })
}

/** Readings between which nothing is missing: the gate must not judge across what was not recorded. Both in order of time. */
const stretches = (values: readonly Dated[], covered: readonly Period[]): Dated[][] => {
  const inside = new Map<number, Dated[]>()
  let next = 0
  for (const value of values) {
    while (next < covered.length && covered[next]!.toMs <= value.timeMs) next += 1
    const period = covered[next]
    const at = period !== undefined && value.timeMs >= period.fromMs ? next : NOWHERE
    const stretch = inside.get(at)
    if (stretch === undefined) inside.set(at, [value])
    else stretch.push(value)
  }
  return [...inside.values()]
}

const handOver = async (site: SiteContext, pointId: number, values: readonly Dated[]): Promise<void> => {
  for (let from = 0; from < values.length; from += ROWS_AT_ONCE) {
    const part = values.slice(from, from + ROWS_AT_ONCE)
    const rows: ReadingRows = {
      count: part.length,
      pointIds: new Int32Array(part.length).fill(pointId),
      timesMs: Float64Array.from(part, ({ timeMs }) => timeMs),
      values: Float64Array.from(part, ({ value }) => value),
      qualities: Uint16Array.from(part, ({ flags }) => flags),
    }
    site.pipeline.takeHistory(rows, { fresh: from === 0 })
    await nextTurn()
  }
}

const problemsOf = ({ brokenRecords, undated, lateStart, failure }: Tally, clock: DeviceClock): Message[] => {
  const problems: Message[] = []
  if (failure !== null) problems.push(message('trendLog.unreadable', { reason: failure }))
  if (brokenRecords > 0) problems.push(message('trendLog.brokenRecords', { count: brokenRecords }))
  if (undated > 0) problems.push(message('trendLog.undated', { count: undated }))
  if (lateStart && failure === null) problems.push(message('trendLog.lateStart'))
  if (!clock.measured) problems.push(message('trendLog.clockUnknown'))
  else if (clock.driftMs !== 0) problems.push(message('trendLog.clockOff', { seconds: Math.round(clock.driftMs / 1_000) }))
  return problems
}

/** Reads what is wanted and keeps how far it came; nothing is noted of a log whose reading was cut short by the device, so that the next one tries again. */
export const fillFromLog = async (site: SiteContext, target: LogToFill, manner: ReadManner): Promise<LogFill> => {
  const { device, log, wanted } = target
  const nearMs = Math.max(LEAST_BETWEEN_MS, log.facts.intervalMs * RECORDS_BETWEEN)
  const tally: Tally = { readings: 0, brokenRecords: 0, undated: 0, lateStart: false, lastSequence: null, failure: null, cut: false }
  const periods: BackfilledPeriod[] = []
  const toRead = merged(wanted.flat(), nearMs)
  for (const period of toRead) {
    const filled = await fillPeriod(site, target, period, manner, tally)
    site.store.noteBackfill(device.id, null, filled)
    periods.push(...filled)
    if (tally.failure !== null || manner.signal.aborted) break
  }
  const broken = tally.cut || manner.signal.aborted
  const last = toRead.at(-1)
  if (!broken && last !== undefined) {
    site.store.noteBackfill(device.id, { logType: log.type, logInstance: log.instance, readSequence: tally.lastSequence, readUntilMs: last.toMs }, [])
  }
  return { readings: tally.readings, periods, problems: problemsOf(tally, target.clock), broken }
}

/** What of a point's unobserved time nothing has filled yet. */
export const stillOpen = (site: SiteContext, pointId: number, gaps: readonly Period[]): Period[] => {
  const [first, last] = [gaps[0], gaps.at(-1)]
  if (first === undefined || last === undefined) return []
  return without(gaps, site.store.backfilled(pointId, first.fromMs, last.toMs))
}
