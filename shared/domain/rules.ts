/** Equipment formed from points, and the fault rules that judge it. */
import type { Message } from '../message.ts'
import type { Severity } from './alert.ts'
import type { PointRole } from './point-role.ts'

export const EQUIPMENT_KINDS = ['ahu', 'vav', 'chilledPlant', 'hotPlant', 'motor'] as const
/** Air handler, VAV box or zone unit, chilled water plant, hot water plant, or a fan, pump, chiller or boiler with command and status. */
export type EquipmentKind = (typeof EQUIPMENT_KINDS)[number]

/** `waiting`: nothing was judged yet. `notApplicable`: off, in another operating state, or an input is not trusted now. `pending`: the condition holds, its delay runs. */
export type RuleState = 'waiting' | 'notApplicable' | 'ok' | 'pending' | 'fault'

/**
 * Operating states of an air handler, ASHRAE Guideline 36 table 5.16.14.2: 1 heating, 2 free cooling by a modulating damper, 3 mechanical cooling with full
 * outdoor air, 4 mechanical cooling with minimum outdoor air, 5 anything else.
 */
export type OperatingState = 1 | 2 | 3 | 4 | 5

/** How equipment runs. `crawling`: on, with so little air that duct sensors tell nothing. `unknown`: nothing tells, or what tells is not trusted. */
export type Motion = 'running' | 'crawling' | 'standing' | 'unknown'

/** How it ran when its rules were asked last; times are ms since the epoch. */
export interface Operation {
  readonly motion: Motion
  readonly motionSinceMs: number
  /** Air handlers only; null = another kind, or it does not run. */
  readonly operating: OperatingState | null
  readonly operatingSinceMs: number
}

/** A rule that has all the points it needs. */
export interface BoundRule {
  readonly ruleId: string
  readonly name: Message
  readonly equation: Message
  readonly source: string
  readonly severity: Severity
  readonly state: RuleState
  /** Since when; ms since the epoch. null before the first judgement. */
  readonly sinceMs: number | null
  /** The numbers of the last judgement, in words. */
  readonly numbers: Message | null
  /** Alert that stands for it. */
  readonly alertId: number | null
}

/** A rule that cannot judge, and what it lacks. */
export interface UnboundRule {
  readonly ruleId: string
  readonly name: Message
  readonly source: string
  /** Each entry: one of these roles is missing. */
  readonly missing: readonly (readonly PointRole[])[]
  /** Points with the right role and a unit that does not measure it (`other`), or several that cannot be told apart (`ambiguous`). */
  readonly unusable: readonly { readonly pointIds: readonly number[]; readonly why: 'units' | 'ambiguous' }[]
}

export interface Equipment {
  /** Stable while names and devices stay: `<device id>/<kind>/<name>`. */
  readonly id: string
  readonly kind: EquipmentKind
  readonly name: string
  readonly deviceId: number
  /** null before the first judgement, and of kinds whose running no rule follows. */
  readonly operation: Operation | null
  readonly points: readonly { readonly pointId: number; readonly role: PointRole }[]
  readonly rules: readonly BoundRule[]
  readonly unbound: readonly UnboundRule[]
}
