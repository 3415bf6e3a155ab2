/** Forgetting a device: its row, points, alerts and gaps go at once, its millions of readings and outcomes in slices afterwards. */
import { removeMeter } from './energy-store.ts'
import type { Tables } from './tables/all-tables.ts'

/** Rows deleted per slice: about 10 ms. */
const SLICE_ROWS = 5_000

/** To be run in one transaction. What remains belongs to no point any more and is found by no query. */
export const removeDevice = (tables: Tables, deviceId: number, nowMs: number | undefined): void => {
  tables.removedDevices.note(deviceId, nowMs)
  const pointIds = tables.points.idsOfDevice(deviceId)
  tables.maintenance.removeOfDevice(deviceId, new Set(pointIds))
  tables.detectionRules.removeOfDevice(deviceId, pointIds)
  for (const pointId of pointIds) {
    tables.models.removeOfPoint(pointId)
    tables.backfilled.removeOfPoint(pointId)
    tables.feedback.removeOfPoint(pointId)
    tables.relatedPoints.removeOfPoint(pointId)
    tables.runDays.removeOfPoint(pointId)
    tables.pointDays.removeOfPoint(pointId)
    tables.purgeQueue.add('readings', pointId)
  }
  for (const meterId of tables.meters.idsOfDevice(deviceId)) removeMeter(tables, meterId)
  tables.purgeQueue.add('outcomes', deviceId)
  tables.outcomes.deleteHours(deviceId, Number.MAX_SAFE_INTEGER)
  tables.roles.removeOfDevice(deviceId)
  tables.points.removeOfDevice(deviceId)
  tables.alerts.removeOfDevice(deviceId)
  tables.incidents.removeEmpty()
  tables.coverage.removeOfDevice(deviceId)
  tables.learntProfiles.removeOfDevice(deviceId)
  tables.status.removeOfDevice(deviceId)
  tables.healthDays.removeOfDevice(deviceId)
  tables.trendLogs.removeOfDevice(deviceId)
  tables.holidays.removeOfDevice(deviceId)
  tables.devices.remove(deviceId)
}

const deleteSome = (tables: Tables, what: 'readings' | 'outcomes', targetId: number, limit: number): number => {
  if (what === 'outcomes') return tables.outcomes.deleteSome(targetId, limit)
  const deleted = tables.readings.deleteSome(targetId, limit)
  tables.readings.addToCount(-deleted)
  return deleted
}

/** Deletes one slice of what removed devices left behind; to be run in one transaction. Returns false when nothing is left. */
export const purgeSlice = (tables: Tables): boolean => {
  let budget = SLICE_ROWS
  while (budget > 0) {
    const job = tables.purgeQueue.first()
    if (job === undefined) return false
    const deleted = deleteSome(tables, job.what, job.target_id, budget)
    if (deleted < budget) tables.purgeQueue.done(job)
    budget -= Math.max(deleted, 1)
  }
  return true
}
