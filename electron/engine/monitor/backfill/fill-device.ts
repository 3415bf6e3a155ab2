/** Fills the gaps of one device from its trend logs, one log at a time. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { Message } from '../../../../shared/message.ts'
import type { ReadManner } from '../../bacnet/property-reader.ts'
import type { TrendLogFacts, TrendLogRow } from '../../store/trend-log-types.ts'
import type { SiteContext } from '../site-context.ts'
import { toLocalMs } from './device-time.ts'
import { fillFromLog, stillOpen } from './fill-log.ts'
import { readLogs, type ReadLog } from './log-list.ts'
import { measureClock } from './measure-clock.ts'
import { clipped, common, merged, type Period } from './periods.ts'

export interface DeviceFill {
  readonly logs: number
  readonly readings: number
  /** Gaps of which at least one point has something now. */
  readonly gaps: number
  /** Logs that could not be read to the end. */
  readonly failed: number
  /** The device did not answer. */
  readonly silent: boolean
}

export interface FillRequest {
  readonly device: Device
  /** When the device was not observed, in order. */
  readonly gaps: readonly Period[]
  /** Go on behind what was read before; false: look at everything again. */
  readonly goOn: boolean
}

const NOTHING: DeviceFill = { logs: 0, readings: 0, gaps: 0, failed: 0, silent: false }

/** What is wanted of each member's point from this log. */
const wantedOf = (site: SiteContext, { gaps, goOn }: FillRequest, { pointIds }: ReadLog, before: TrendLogRow | undefined): Period[][] => {
  const fromMs = goOn ? (before?.readUntilMs ?? -Infinity) : -Infinity
  return pointIds.map((pointId) => (pointId === null ? [] : stillOpen(site, pointId, clipped(gaps, fromMs, Infinity))))
}

/** Problems found by reading stand behind those of the log itself. */
const keepProblems = (site: SiteContext, deviceId: number, log: ReadLog, problems: readonly Message[]): void => {
  if (problems.length === 0) return
  const isThis = (row: TrendLogFacts): boolean => row.logType === log.type && row.logInstance === log.instance
  site.store.saveTrendLogs(deviceId, site.store.trendLogs(deviceId).map((row) => (isThis(row) ? { ...row, problems: [...row.problems, ...problems] } : row)))
}

/** Reads the list of a device's logs, and fills from each what is still open. `progress` 0..1. */
export const fillDevice = async (site: SiteContext, request: FillRequest, manner: ReadManner, progress: (share: number) => void): Promise<DeviceFill> => {
  const { device, gaps } = request
  const clock = await measureClock(site, device, manner.signal)
  if (clock === 'silent') return { ...NOTHING, silent: true }
  const logs = await readLogs(site, device, toLocalMs(clock, site.clock.nowMs()), manner)
  if (logs === 'silent') return { ...NOTHING, silent: true }
  const rows = site.store.trendLogs(device.id)
  const fill = { logs: 0, readings: 0, failed: 0 }
  const filled: Period[] = []
  for (const [at, log] of logs.entries()) {
    progress(at / logs.length)
    if (manner.signal.aborted) break
    const before = rows.find((row) => row.logType === log.type && row.logInstance === log.instance)
    const wanted = wantedOf(site, request, log, before)
    if (wanted.every((periods) => periods.length === 0)) continue
    const { readings, periods, problems, broken } = await fillFromLog(site, { device, clock, log, wanted, knownSequence: before?.readSequence ?? null }, manner)
    keepProblems(site, device.id, log, problems)
    fill.logs += 1
    fill.readings += readings
    if (broken) fill.failed += 1
    filled.push(...periods)
  }
  progress(1)
  return { ...fill, gaps: merged(gaps).filter((gap) => common([gap], filled).length > 0).length, silent: false }
}

/** Reads what a device's logs record, without their records. False when it did not answer. */
export const listLogsOf = async (site: SiteContext, device: Device, manner: ReadManner): Promise<boolean> => {
  const logs = await readLogs(site, device, site.clock.nowMs(), manner)
  return logs !== 'silent'
}
