/** What the product knows of the meaning of each point: the role it found or was told, how sure it is, and why. */
import type { Message } from '../message.ts'
import type { PointRole } from './point-role.ts'

/**
 * - `found`: by the role finder, from names, units and neighbours.
 * - `confirmed`: found, and a person said that it is right.
 * - `corrected`: a person chose another role, or none.
 */
export type RoleSource = 'found' | 'confirmed' | 'corrected'

/** From here on a found role is relied upon: fault rules bind to it. Right in at least 96 of 100 cases. */
export const SURE_CONFIDENCE = 0.8

/** What the role finder says of a point. */
export interface FoundRole {
  /** null: none of the roles, or nothing that says which. */
  readonly role: PointRole | null
  /** 0..1, the share of cases in which such a finding is right; 0 without a role. */
  readonly confidence: number
  /** The point's name with all that only tells which one it is replaced by `#`: points that differ in that alone share it. */
  readonly pattern: string
  /** What said so, the strongest first. */
  readonly reasons: readonly Message[]
  /** What speaks against the point as it is: an impossible unit, a unit that is missing. */
  readonly problems: readonly Message[]
}

export interface PointRoleAssignment extends FoundRole {
  readonly pointId: number
  /** 1 where a person decided. */
  readonly confidence: number
  readonly source: RoleSource
  /** What the finder says by itself; the same as `role` while nobody decided. */
  readonly foundRole: PointRole | null
  readonly foundConfidence: number
  /** When a person decided, ms UTC; null while nobody did. */
  readonly decidedAtMs: number | null
}

/** What a person said of a point; kept although the point is found anew or renamed. */
export interface RoleDecision {
  readonly source: 'confirmed' | 'corrected'
  readonly role: PointRole | null
  readonly atMs: number
}

/** Whether a role may be relied upon without asking. */
export const isSureRole = ({ role, source, confidence }: Pick<PointRoleAssignment, 'role' | 'source' | 'confidence'>): boolean =>
  role !== null && (source !== 'found' || confidence >= SURE_CONFIDENCE)

/** What a person changed, with the number by which it is undone; 0 when nothing changed. */
export interface RoleChange {
  readonly changeId: number
  readonly changed: readonly PointRoleAssignment[]
}

export interface RoleImport extends RoleChange {
  /** Rows of the file that name a point of the site and a role. */
  readonly rows: number
  /** Rows that could not be used, by their number in the file, at most 100. */
  readonly unusable: readonly { readonly row: number; readonly why: Message }[]
}

/**
 * - `zero`: reads exactly 0.0 where that is no temperature, humidity or CO2 of a room or a plant.
 * - `unit`: a unit that its role cannot have. `noUnit`: a measured value without one.
 * - `constant`: has not moved for longer than the gate allows.
 */
export type DataProblemKind = 'zero' | 'unit' | 'noUnit' | 'constant'

/** What is wrong with the data of many points of one device, as one finding. */
export interface DataProblem {
  readonly deviceId: number
  readonly kind: DataProblemKind
  readonly pointIds: readonly number[]
}
