/** The trend logs of one device: found among its objects, asked what they record, matched to points of the site, kept in the store. */
import type { Device } from '../../../../shared/domain/device.ts'
import { objectLabel } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { propertyName } from '../../bacnet/property-names.ts'
import type { ReadManner } from '../../bacnet/property-reader.ts'
import { TREND_LOG, TREND_LOG_MULTIPLE } from '../../bacnet/read-range.ts'
import { FACTS_PER_LOG, logFacts, logQuestions, type LogFacts, type LoggedReference } from '../../bacnet/trend-log-facts.ts'
import type { TrendLogFacts } from '../../store/trend-log-types.ts'
import type { SiteContext } from '../site-context.ts'

const PRESENT_VALUE = 85

/** One log object with what it says now. */
export interface ReadLog {
  readonly type: number
  readonly instance: number
  readonly name: string
  readonly facts: LogFacts
  /** The point of each member; null where it records something else. */
  readonly pointIds: readonly (number | null)[]
}

export const isTrendLog = ({ objectType }: Point): boolean => objectType === TREND_LOG || objectType === TREND_LOG_MULTIPLE

const labelOf = ({ object, property, index, device }: LoggedReference): string =>
  `${device === null ? '' : `${device}: `}${objectLabel(object.type, object.instance)} ${propertyName(property)}${index === null ? '' : `[${index}]`}`

const pointOf = (site: SiteContext, device: Device, { object, property, index, device: instance }: LoggedReference): number | null => {
  if (property !== PRESENT_VALUE || index !== null) return null
  const owner = instance === null || instance === device.instance ? device : site.registry.byInstance(instance)
  const point = owner && site.points.ofDevice(owner.id).find((one) => one.objectType === object.type && one.objectInstance === object.instance)
  return point?.id ?? null
}

/** Why a log may hold less than it should. */
const standing = (facts: LogFacts, localNowMs: number): Message[] => {
  const problems: Message[] = []
  if (!facts.enabled) problems.push(message('trendLog.disabled'))
  else if (facts.startLocalMs !== null && localNowMs < facts.startLocalMs) problems.push(message('trendLog.notStarted'))
  else if (facts.stopLocalMs !== null && localNowMs > facts.stopLocalMs) problems.push(message('trendLog.stopped'))
  if (isFull(facts)) problems.push(message('trendLog.full', { records: facts.recordCount }))
  return problems
}

export const isFull = ({ stopWhenFull, recordCount, bufferSize }: LogFacts): boolean => stopWhenFull && bufferSize > 0 && recordCount >= bufferSize

const rowsOf = ({ type, instance, name, facts, pointIds }: ReadLog, askedAtMs: number, problems: readonly Message[]): TrendLogFacts[] =>
  pointIds.map((pointId, member) => {
    const reference = facts.references[member]
    return {
      logType: type, logInstance: instance, member, name, records: reference === undefined ? '' : labelOf(reference), pointId, enabled: facts.enabled, intervalMs: facts.intervalMs,
      recordCount: facts.recordCount, totalCount: facts.totalCount, bufferSize: facts.bufferSize, stopWhenFull: facts.stopWhenFull, statusFlags: facts.statusFlags, askedAtMs, problems,
    }
  })

const silentRow = (point: Point, askedAtMs: number, reason: string): TrendLogFacts => ({
  logType: point.objectType, logInstance: point.objectInstance, member: 0, name: point.name, records: '', pointId: null, enabled: false, intervalMs: 0, recordCount: 0, totalCount: null,
  bufferSize: 0, stopWhenFull: false, statusFlags: 0, askedAtMs, problems: [message('trendLog.unreadable', { reason })],
})

/**
 * Asks all logs of a device what they record, and keeps that. Gives those that could be read; `silent` when the device stopped answering, then nothing new is kept.
 * @param localNowMs the device's clock
 */
export const readLogs = async (site: SiteContext, device: Device, localNowMs: number, manner: ReadManner): Promise<readonly ReadLog[] | 'silent'> => {
  const points = site.points.ofDevice(device.id).filter(isTrendLog)
  if (points.length === 0) return []
  const results = await site.acquisition.read(device.address, points.flatMap(({ objectType, objectInstance }) => logQuestions(objectType, objectInstance)), manner)
  const last = results.at(-1)
  if (manner.signal.aborted || (last?.ok === false && (last.kind === 'timeout' || last.kind === 'cancelled' || last.kind === 'send'))) return 'silent'
  const askedAtMs = site.clock.nowMs()
  const read: ReadLog[] = []
  const rows = points.flatMap((point, at): TrendLogFacts[] => {
    const answers = results.slice(at * FACTS_PER_LOG, (at + 1) * FACTS_PER_LOG)
    const facts = logFacts(point.objectType, answers)
    if (facts === undefined) {
      const [first] = answers
      return [silentRow(point, askedAtMs, first?.ok === false ? first.text : '')]
    }
    const pointIds = facts.references.length === 0 ? [null] : facts.references.map((reference) => pointOf(site, device, reference))
    const log: ReadLog = { type: point.objectType, instance: point.objectInstance, name: point.name, facts, pointIds }
    read.push(log)
    return rowsOf(log, askedAtMs, standing(facts, localNowMs))
  })
  site.store.saveTrendLogs(device.id, rows)
  return read
}
