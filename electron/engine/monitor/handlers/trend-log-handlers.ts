/** Handlers of the calls about trend logs. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import type { TrendLogInfo } from '../../../../shared/domain/trend-log.ts'
import { failure, ok } from '../../../../shared/result.ts'
import type { TrendLogRow } from '../../store/trend-log-types.ts'
import { startBackfill } from '../backfill/backfill.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

const infoOf = (row: TrendLogRow): TrendLogInfo => ({
  deviceId: row.deviceId,
  logType: row.logType,
  logInstance: row.logInstance,
  member: row.member,
  name: row.name,
  pointId: row.pointId,
  records: row.records,
  enabled: row.enabled,
  intervalMs: row.intervalMs,
  recordCount: row.recordCount,
  bufferSize: row.bufferSize,
  stopWhenFull: row.stopWhenFull,
  readUntilMs: row.readUntilMs,
  problems: row.problems,
})

export const createTrendLogHandlers = (on: OnSession): Pick<HandlersOf<typeof DEVICE_CALLS>, 'listTrendLogs' | 'backfill'> => ({
  listTrendLogs: ({ deviceId }) => on(({ context }) => ok(context.store.trendLogs(deviceId).map(infoOf))),
  backfill: ({ deviceId, fromMs, toMs }) =>
    on(({ context }) => {
      if (toMs <= fromMs) return failure('period-invalid', 'The end of the period must be after its beginning.')
      if (deviceId !== undefined && !context.registry.get(deviceId)) return failure('device-unknown', `There is no device ${deviceId}; it may have been removed.`, { id: deviceId })
      const deviceIds = deviceId === undefined ? context.registry.list().map(({ id }) => id) : [deviceId]
      return startBackfill(context, { deviceIds, fromMs, toMs, byHand: true })
    }),
})
