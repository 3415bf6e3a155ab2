/** What speaks against a point as it is: a unit that cannot be the one of its role, or none where one is needed. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { SURE_CONFIDENCE } from '../../../../shared/domain/roles.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { NO_UNITS, unitQuantity } from '../../../../shared/units.ts'
import type { RolePoint } from './point-signs.ts'
import { ANY_UNIT, ROLE_FACTS } from './role-facts.ts'

/** Problems are only told where the role is sure enough to blame the unit, not the finding. */
const ENOUGH = SURE_CONFIDENCE - 0.25

export const roleProblems = ({ units, kind }: Pick<RolePoint, 'units' | 'kind'>, role: PointRole | null, confidence: number): Message[] => {
  if (role === null || confidence < ENOUGH || kind !== 'analog' || units === null || ANY_UNIT.has(role)) return []
  const { quantities } = ROLE_FACTS[role]
  if (quantities.length === 0) return []
  if (units === NO_UNITS) return quantities.includes('percent') || role === 'enthalpy_dewpoint' ? [] : [message('role.problem.noUnit')]
  const quantity = unitQuantity(units)
  return quantity === 'other' || quantities.includes(quantity) ? [] : [message('role.problem.unit')]
}
