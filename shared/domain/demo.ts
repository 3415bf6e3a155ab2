/** The demo building's faults: what can be made to go wrong, and what is wrong now. */
import type { Message } from '../message.ts'

export interface DemoFaultKind {
  readonly id: string
  /** e.g. `Outdoor air sensor of AHU-1 reads 6 °C too high`. */
  readonly title: Message
}

export interface DemoFault {
  readonly id: string
  readonly kindId: string
  readonly title: Message
  readonly startedAtMs: number
  /** When it ends by itself; null = stays until ended. */
  readonly endsAtMs: number | null
}
