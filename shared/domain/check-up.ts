/** The network check-up: a score from 0 to 100 with every deduction explained. */
import type { Message } from '../message.ts'

export interface Deduction {
  /** Stable name of the check, e.g. `loss`. */
  readonly check: string
  /** Points taken from 100, 0 and more. */
  readonly points: number
  readonly severity: 'critical' | 'high' | 'medium' | 'low'
  readonly text: Message
  /** What to do about it. */
  readonly advice: Message
  /** What it was seen in, the worst first; at most 50 are named, `affected` counts all. */
  readonly evidence: readonly { readonly deviceId: number | null; readonly pointId: number | null; readonly text: Message }[]
  readonly affected: number
}

export interface CheckUp {
  readonly atMs: number
  /** The period the figures are from. */
  readonly fromMs: number
  /** 0..100; null when too little was observed to say. */
  readonly score: number | null
  readonly deductions: readonly Deduction[]
  /** Checks that found nothing, and checks that could not be made, with why. */
  readonly passed: readonly { readonly check: string; readonly text: Message }[]
  readonly notChecked: readonly { readonly check: string; readonly text: Message }[]
}
