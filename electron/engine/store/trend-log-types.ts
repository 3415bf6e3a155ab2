/** Trend logs as the store keeps them. */
import type { Message } from '../../../shared/message.ts'

/** What a log says of itself; of a Trend Log Multiple one for each member. */
export interface TrendLogFacts {
  readonly logType: number
  readonly logInstance: number
  /** Place among the members of a Trend Log Multiple, from 0; 0 for a Trend Log. */
  readonly member: number
  readonly name: string
  /** What it records, in words: `AI 3 present-value`. */
  readonly records: string
  /** The point of the site that it records, if any. */
  readonly pointId: number | null
  readonly enabled: boolean
  /** 0 = on change of value or by trigger. */
  readonly intervalMs: number
  readonly recordCount: number
  readonly totalCount: number | null
  readonly bufferSize: number
  readonly stopWhenFull: boolean
  readonly statusFlags: number
  readonly askedAtMs: number
  readonly problems: readonly Message[]
}

export interface TrendLogRow extends TrendLogFacts {
  readonly deviceId: number
  /** Sequence number of the last record read; null when none was, or the device gives none. */
  readonly readSequence: number | null
  /** Until when gaps were filled from it as far as it goes; null = never. */
  readonly readUntilMs: number | null
}

/** What reading a log brought. */
export interface TrendLogProgress {
  readonly logType: number
  readonly logInstance: number
  readonly readSequence: number | null
  readonly readUntilMs: number
}

/** Periods [from, to) of a point that its readings from a trend log cover. */
export interface BackfilledPeriod {
  readonly pointId: number
  readonly fromMs: number
  readonly toMs: number
}
