/** What the point means: its role with how sure that is and why, and the door to the review. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMessageText } from '../../components/engine-text.ts'
import { Facts } from '../../components/facts.tsx'
import { Section } from '../../components/section.tsx'
import { ROLES_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { stateOf } from '../roles/role-groups.ts'
import { RoleStateMark } from '../roles/role-marks.tsx'

export const PointMeaning = ({ pointId, deviceId }: { readonly pointId: number; readonly deviceId: number }) => {
  const { t } = useTranslation()
  const say = useMessageText()
  const assignment = useCall('listRoles', { deviceId }).data?.find((other) => other.pointId === pointId)
  if (assignment === undefined) return null
  const { role, confidence, reasons, problems } = assignment
  const facts: [string, React.ReactNode][] = [
    [t('roles.role'), role === null ? t('roles.noRole') : t(`roles.name.${role}`)],
    [t('roles.column.state'), <RoleStateMark key="state" state={stateOf(assignment)} confidence={confidence} />],
    [t('roles.why'), reasons.map(say).join('. ')],
  ]
  if (problems.length > 0) facts.push([t('roles.against'), problems.map(say).join('. ')])
  return (
    <Section title={t('roles.meaningOf')} aside={<Link href={ROLES_DOOR}>{t('roles.review')}</Link>}>
      <Facts facts={facts} />
    </Section>
  )
}
