/** Alerts that belong to a meter: those of the points it is made from, and those about its demand limit. */
import { useMemo } from 'react'
import { NO_DEVICE, type Alert } from '../../../shared/domain/alert.ts'
import { demandDetector } from '../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { pointsOfMeter, withParts } from '../../components/meter-points.ts'
import { useAlertsOf, type AlertSubject } from '../../engine/alerts-of.ts'

const MOST_OF_POINT = 300
/** The alerts of a demand limit are among all those of the device. */
const MOST_OF_DEVICE = 2_000

export interface MeterSubjects {
  readonly pointIds: readonly number[]
  /** The device that alerts of the demand limit are entered for: that of the meter, of a sum that of its first part that has one; else none. */
  readonly deviceId: number
}

/** Of a sum those of all that it is made of. */
export const meterSubjects = (meter: Meter, meters: readonly Meter[]): MeterSubjects => {
  const parts = withParts(meter, new Map(meters.map((one) => [one.id, one])))
  return {
    pointIds: [...new Set(parts.flatMap((part) => [...pointsOfMeter(part).keys()]))],
    deviceId: parts.find(({ deviceId }) => deviceId !== null)?.deviceId ?? NO_DEVICE,
  }
}

/** Of what was listed for the points and the device, each once. */
export const alertsOfMeter = (listed: readonly Alert[], meterId: number, { pointIds }: MeterSubjects): Alert[] => {
  const own = new Set(pointIds)
  const detector = demandDetector(meterId)
  const found = listed.filter(({ pointId, evidence }) => (pointId === null ? evidence[0]?.detector === detector : own.has(pointId)))
  return [...new Map(found.map((alert) => [alert.id, alert])).values()]
}

export const useMeterAlerts = (meter: Meter, meters: readonly Meter[], range: TimeRange): readonly Alert[] => {
  const subjects = useMemo(() => meterSubjects(meter, meters), [meter, meters])
  const asked: AlertSubject[] = [...subjects.pointIds.map((pointId) => ({ pointId, limit: MOST_OF_POINT })), { deviceId: subjects.deviceId, limit: MOST_OF_DEVICE }]
  const listed = useAlertsOf(asked, range)
  return useMemo(() => alertsOfMeter(listed, meter.id, subjects), [listed, meter.id, subjects])
}
