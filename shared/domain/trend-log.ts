/** Trend logs of devices: what each records and how far it was read. */
import type { Message } from '../message.ts'

export interface TrendLogInfo {
  readonly deviceId: number
  /** 20 = Trend Log, 27 = Trend Log Multiple. */
  readonly logType: number
  /** Object instance of the trend log. */
  readonly logInstance: number
  /** Place among the members of a Trend Log Multiple, from 0; 0 for a Trend Log. */
  readonly member: number
  readonly name: string
  /** The point it records; null when that is not the present value of a point of the site. */
  readonly pointId: number | null
  /** `AI 3 present-value`, as the log says. */
  readonly records: string
  readonly enabled: boolean
  /** ms between records; 0 = on change of value or by trigger. */
  readonly intervalMs: number
  readonly recordCount: number
  readonly bufferSize: number
  readonly stopWhenFull: boolean
  /** Until when its records were taken over; null = never. */
  readonly readUntilMs: number | null
  readonly problems: readonly Message[]
}
