/** What the role finder is told of a point. */
import type { ObjectSigns } from './score-roles.ts'

export interface RolePoint extends ObjectSigns {
  /** Any number that tells points apart. */
  readonly id: number
  readonly deviceId: number
  readonly name: string
  readonly description: string
  readonly stateTexts: readonly string[]
  /** What its readings look like, where there are enough of them. */
  readonly behaviour?: Behaviour
}

/** Figures of a point's own readings, in its unit. */
export interface Behaviour {
  readonly minimum: number
  readonly maximum: number
  /** Correlation with the outdoor temperature, -1..1; absent where there is none. */
  readonly outdoorCorrelation?: number
  /** Median distance of its hourly means from the outdoor temperature, in its unit; absent with the correlation. */
  readonly outdoorDistance?: number
  /** It never falls, or only to begin anew: a counter. */
  readonly counts: boolean
  /** Share of its steps that fall, 0..1. */
  readonly fallShare: number
  /** How often it changes in an hour that was observed; not by shares, because some histories hold changes alone. */
  readonly changesPerHour: number
}
