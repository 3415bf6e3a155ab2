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
