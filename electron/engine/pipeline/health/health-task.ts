/** What is to be worked out of the health of devices, and what comes of it. Survives structured cloning. */
import type { DeviceDays, HealthPoint } from '../../analysis/health/device-days.ts'
import type { PackedPointDays } from '../../store/tables/point-days-table.ts'
import type { PackedStatus } from '../../store/tables/status-table.ts'
import type { ExplainedHealthDay } from '../../store/tables/health-days-table.ts'

export interface HealthDevice {
  readonly id: number
  readonly points: readonly HealthPoint[]
  readonly groups: DeviceDays['groups']
  readonly ruled: boolean
  readonly now: NonNullable<DeviceDays['now']>
}

export interface HealthTask {
  readonly nowMs: number
  readonly timeZone: string
  readonly devices: readonly HealthDevice[]
  /** The point that the site's weather comes from; null = none. */
  readonly weatherPointId: number | null
  /** The point that tells the outdoor humidity; null = none. */
  readonly humidityPointId: number | null
}

/** What one device came to: replaces rows of the same hours and days. */
export interface DevicePart {
  readonly deviceId: number
  readonly statusHours: PackedStatus
  readonly statusDays: PackedStatus
  readonly pointDays: PackedPointDays
  readonly healthDays: readonly ExplainedHealthDay[]
  /** Days of its points before this one are not looked at any more. */
  readonly dropBeforeDay: number
}

export interface HealthTurn {
  readonly done: boolean
  /** 0..1 */
  readonly share: number
  readonly parts: readonly DevicePart[]
}
