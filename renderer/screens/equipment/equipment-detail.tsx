/** One piece of equipment: its points by role, the rules that judge it with what they say now, and those that lack something. */
import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DetectionSettings } from '../../../shared/domain/detection.ts'
import type { BoundRule, Equipment, Operation, UnboundRule } from '../../../shared/domain/rules.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago, Moment } from '../../components/time.tsx'
import { ROLES_DOOR, alertDetailDoor, detectionDoor, objectDoor, trendDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { sendable, useChange } from '../detection/use-change.ts'
import classes from './equipment.module.css'

/** A trend holds so many points. */
const MOST_TREND_POINTS = 16

const Points = ({ equipment }: { readonly equipment: Equipment }) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const ids = equipment.points.map(({ pointId }) => pointId).slice(0, MOST_TREND_POINTS)
  return (
    <Section title={t('equipment.points')} aside={<Link href={trendDoor({ points: ids })}>{t('equipment.trend')}</Link>}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('equipment.role')}</th>
            <th scope="col">{t('equipment.point')}</th>
          </tr>
        </thead>
        <tbody>
          {equipment.points.map(({ pointId, role }) => (
            <tr key={`${pointId} ${role}`}>
              <td>{t(`roles.name.${role}`)}</td>
              <td className={table.name}>
                <Link href={objectDoor(pointId)}>{points.get(pointId)?.name ?? t('equipment.unknownPoint')}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const RuleStateMark = ({ rule }: { readonly rule: BoundRule }) => {
  const { t } = useTranslation()
  const label = t(`equipment.stateName.${rule.state}`)
  if (rule.state === 'fault') return <StatusMark status={rule.severity} label={label} />
  return <StatusMark status={rule.state === 'ok' || rule.state === 'pending' ? 'normal' : 'unknown'} label={label} />
}

/** Whether a rule raises alerts here; kept for this piece of equipment alone. */
const RuleSwitch = ({ equipment, rule, settings }: { readonly equipment: Equipment; readonly rule: BoundRule; readonly settings: DetectionSettings | undefined }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const { failed, run } = useChange()
  const detector = `rule.${rule.ruleId}`
  const own = settings?.equipment.find(({ equipmentId }) => equipmentId === equipment.id)?.tuning ?? {}
  const off = own.off ?? settings?.devices.find(({ deviceId }) => deviceId === equipment.deviceId)?.tuning.off ?? settings?.site.off ?? []
  const isOn = !off.includes(detector)
  const set = (on: boolean): void => {
    const next = on ? off.filter((id) => id !== detector) : [...off, detector]
    void run(() => engine.setDetectionTuning(sendable({ what: 'equipment', equipmentId: equipment.id }, { ...own, off: next })))
  }
  return (
    <>
      <Switch size="xs" aria-label={t('equipment.raisesOf', { rule: text(rule.name) })} checked={isOn} disabled={settings === undefined} onChange={(event) => set(event.currentTarget.checked)} />
      {failed !== null && <span role="alert">{failed}</span>}
    </>
  )
}

/** How it runs, and in which operating state its rules see it. */
const OperationLine = ({ operation }: { readonly operation: Operation }) => {
  const { t } = useTranslation()
  return (
    <dl className={classes.operation}>
      <div>
        <dt>{t('equipment.motion')}</dt>
        <dd>{t(`equipment.motionName.${operation.motion}`)}{operation.motion !== 'unknown' && <span className={classes.quiet}> {t('equipment.sinceWhen')} <Moment atMs={operation.motionSinceMs} /></span>}</dd>
      </div>
      {operation.operating !== null && (
        <div>
          <dt>{t('equipment.operating')}</dt>
          <dd>{t(`equipment.operatingName.${operation.operating}`)}<span className={classes.quiet}> {t('equipment.sinceWhen')} <Moment atMs={operation.operatingSinceMs} /></span></dd>
        </div>
      )}
    </dl>
  )
}

const Rules = ({ equipment }: { readonly equipment: Equipment }) => {
  const { rules } = equipment
  const { t } = useTranslation()
  const text = useMessageText()
  const settings = useCall('getDetectionSettings', {}).data
  return (
    <Section title={t('equipment.rules')} aside={<Link href={detectionDoor('backTest', [], equipment.id)}>{t('equipment.backTest')}</Link>}>
      {equipment.operation !== null && <OperationLine operation={equipment.operation} />}
      {rules.length === 0 ? (
        <p className={classes.quiet}>{t('equipment.noRules')}</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              {(['rule', 'state', 'since', 'source', 'alert', 'raises'] as const).map((column) => (
                <th key={column} scope="col">{t(`equipment.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.ruleId}>
                <td className={table.name} title={text(rule.equation)}>
                  {text(rule.name)}
                  {rule.numbers !== null && <span className={table.quiet}> {text(rule.numbers)}</span>}
                </td>
                <td><RuleStateMark rule={rule} /></td>
                <td>{rule.sinceMs === null ? '–' : <Ago atMs={rule.sinceMs} />}</td>
                <td className={classes.source} title={rule.source}>{rule.source}</td>
                <td>{rule.alertId === null ? '–' : <Link href={alertDetailDoor(rule.alertId)}>{t('equipment.alert')}</Link>}</td>
                <td><RuleSwitch equipment={equipment} rule={rule} settings={settings} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

const Unbound = ({ rules }: { readonly rules: readonly UnboundRule[] }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (rules.length === 0) return null
  const lacks = ({ missing, unusable }: UnboundRule): string =>
    [...missing.map((roles) => roles.map((role) => t(`roles.name.${role}`)).join(t('equipment.or'))), ...unusable.map(({ why }) => t(`equipment.unusable.${why}`))].join('; ')
  return (
    <Section title={t('equipment.unbound')} aside={<Link href={ROLES_DOOR}>{t('equipment.review')}</Link>}>
      <table className={table.table}>
        <thead>
          <tr>
            {(['rule', 'lacks', 'source'] as const).map((column) => (
              <th key={column} scope="col">{t(`equipment.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.ruleId}>
              <td>{text(rule.name)}</td>
              <td className={table.name} title={lacks(rule)}>{lacks(rule)}</td>
              <td className={table.quiet}>{rule.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

export const EquipmentDetail = ({ equipment }: { readonly equipment: Equipment }) => (
  <>
    <Rules equipment={equipment} />
    <Points equipment={equipment} />
    <Unbound rules={equipment.unbound} />
  </>
)
