/** A person's correction is a proposal for all points of the same name pattern. Pure. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { FoundRole } from '../../../../shared/domain/roles.ts'
import { message } from '../../../../shared/message.ts'

export interface Correction {
  readonly pattern: string
  readonly role: PointRole | null
  /** Name of the point that was corrected. */
  readonly name: string
  readonly atMs: number
}

/** The same pattern was told by a person to mean this: sure, and still open to a look. */
const TAUGHT_CONFIDENCE = 0.9
/** People said different things of one pattern. */
const DISPUTED_CONFIDENCE = 0.5

/** What is left of a name that has no words of its own (`#`) teaches nothing. */
const teaches = (pattern: string): boolean => /\p{L}{2}/u.test(pattern)

/** What was found of a point, after what was said of others of its pattern; the same object when nothing was. */
export type Teacher = (found: FoundRole) => FoundRole

export const teachFrom = (corrections: readonly Correction[]): Teacher => {
  const byPattern = Map.groupBy(corrections.filter(({ pattern }) => teaches(pattern)), ({ pattern }) => pattern)
  return (found) => {
    const said = byPattern.get(found.pattern)
    if (said === undefined) return found
    const newest = said.reduce((a, b) => (b.atMs > a.atMs ? b : a))
    const agreed = said.every(({ role }) => role === newest.role)
    const confidence = newest.role === null ? 0 : agreed ? TAUGHT_CONFIDENCE : DISPUTED_CONFIDENCE
    return { ...found, role: newest.role, confidence, reasons: [message('role.reason.likeCorrected', { name: newest.name }), ...found.reasons] }
  }
}
