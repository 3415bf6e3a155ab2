/** How an incident is told in one line: severity, likely cause, what the alerts have in common. */
import { IconClock, IconCloud, IconCpu, IconNetwork, IconRouter, IconSitemap, IconWind, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Incident, IncidentParent } from '../../../shared/domain/incident.ts'
import classes from './incident-row.module.css'

const ICONS: Readonly<Record<IncidentParent, Icon>> = { router: IconRouter, network: IconNetwork, device: IconCpu, supply: IconSitemap, equipment: IconWind, weather: IconCloud, time: IconClock }

/** What they have in common, by kind and name. */
export const IncidentParentMark = ({ incident }: { readonly incident: Incident }) => {
  const { t } = useTranslation()
  const Picture = ICONS[incident.parent]
  return (
    <span className={classes.parent}>
      <Picture size={14} stroke={1.6} aria-hidden="true" />
      <span className={classes.quiet}>{t(`incident.parent.${incident.parent}`)}</span> {incident.parentName}
    </span>
  )
}

/** `3 active of 5, 2 unacknowledged`. */
export const IncidentCounts = ({ incident, stacked = false }: { readonly incident: Incident; readonly stacked?: boolean }) => {
  const { t } = useTranslation()
  return (
    <span className={classes.counts}>
      {t('incident.active', { active: incident.activeAlerts, count: incident.alertIds.length })}
      {incident.unacknowledgedAlerts > 0 && <span className={stacked ? classes.below : classes.quiet}>{!stacked && ' · '}{t('incident.unacknowledged', { count: incident.unacknowledgedAlerts })}</span>}
    </span>
  )
}
