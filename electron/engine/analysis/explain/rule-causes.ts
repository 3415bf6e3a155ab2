/** Causes of an alert that a fault rule raised: the rule's own, in its order. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { LikelyCause } from '../../../../shared/domain/incident.ts'
import { message } from '../../../../shared/message.ts'
import { RULES } from '../rules/rule-list.ts'

const PREFIX = 'rule.'
/** The first is as likely as the two after it together; what is not thought of keeps the weight of one. */
const HALVING = 0.6

/** The equipment a rule's alert is about; null for other alerts. */
export const ruleEquipment = ({ evidence, title }: Alert): string | null => {
  const equipment = title.params?.['equipment']
  return evidence[0]?.detector.startsWith(PREFIX) === true && typeof equipment === 'string' ? equipment : null
}

/** Empty where the rule is not known any more. */
export const ruleCauses = ({ evidence }: Alert): readonly LikelyCause[] => {
  const causes = RULES.find(({ id }) => `${PREFIX}${id}` === evidence[0]?.detector)?.causes ?? []
  const weights = causes.map((_, i) => HALVING ** i)
  const sum = weights.reduce((total, weight) => total + weight, HALVING ** causes.length)
  return causes.map((cause, i) => ({
    title: message(`rule.cause.${cause}`), likelihood: Math.round(((weights[i] as number) / sum) * 100) / 100, because: i === 0 ? [message('cause.because.ruleOrder')] : [], checks: [message(`rule.check.${cause}`)],
  }))
}
