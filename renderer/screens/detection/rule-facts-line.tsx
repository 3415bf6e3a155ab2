/** What a fault rule asks for, and how much equipment of this site it judges: `2 judged, 1 lacks something · OS1 heating · after 30 min · needs ...`. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RuleFacts } from '../../../shared/domain/detection.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { duration } from '../../components/format-time.ts'
import { EQUIPMENT_DOOR, equipmentDoor } from '../../doors.ts'
import classes from './detection-screen.module.css'

export const RuleFactsLine = ({ rule, equipment }: { readonly rule: RuleFacts; readonly equipment: readonly Equipment[] }) => {
  const { t } = useTranslation()
  const bound = equipment.filter(({ rules }) => rules.some(({ ruleId }) => ruleId === rule.ruleId))
  const lacking = equipment.filter(({ unbound }) => unbound.some(({ ruleId }) => ruleId === rule.ruleId))
  const [first] = [...bound, ...lacking]
  const states = rule.states.length > 0 ? rule.states.map((state) => t(`equipment.operatingName.${state}`)).join(' / ') : t(`detection.ruleFacts.while.${rule.while}`)
  const needs = rule.needs.map((roles) => roles.map((role) => t(`roles.name.${role}`)).join(t('equipment.or'))).join('; ')
  return (
    <p className={classes.quiet}>
      <Link href={first === undefined ? EQUIPMENT_DOOR : equipmentDoor(first.id)}>{t('detection.ruleFacts.judges', { count: bound.length })}</Link>
      {lacking.length > 0 && <>, {t('detection.ruleFacts.lacking', { count: lacking.length })}</>}
      {' · '}{states}{' · '}{t('detection.is.onDelay', { time: duration(t, rule.onDelayMs) })}{' · '}{t('detection.ruleFacts.needs', { roles: needs })}
    </p>
  )
}
