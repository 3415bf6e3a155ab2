/** The alerts: what asks for someone now, incidents, what is set aside, all of a period, and the load they are. */
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useMessageText } from '../../components/engine-text.ts'
import { useInPast } from '../../components/moment.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { alertsDoor, alertsPageDoor, type AlertsPage } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { parseFilter } from './alert-filter.ts'
import { HistoryPage } from './history-page.tsx'
import { IncidentsPage } from './incidents-page.tsx'
import { LivePage } from './live-page.tsx'
import { LoadPage } from './load-page.tsx'
import { ShelvedPage } from './shelved-page.tsx'
import classes from './alerts-screen.module.css'

const PAGES: Readonly<Record<AlertsPage, () => React.JSX.Element>> = { live: LivePage, incidents: IncidentsPage, shelved: ShelvedPage, history: HistoryPage, load: LoadPage }
const NAMES = Object.keys(PAGES) as readonly AlertsPage[]

/** `/alerts/history` is `history`; what is unknown is the live list. */
const pageOf = (location: string): AlertsPage => NAMES.find((name) => location === alertsPageDoor(name)) ?? 'live'

/** The path ends at what is open beside the list, so that Esc closes it first. */
const useAlertsPath = (page: AlertsPage): void => {
  const { t } = useTranslation()
  const text = useMessageText()
  const search = useSearch()
  const { alertId, incidentId } = parseFilter(search)
  const alert = useCall('getAlert', { alertId: alertId ?? 1 }, { enabled: alertId !== null }).data?.alert
  const openIncident = page === 'incidents' ? incidentId : null
  const known = useCall('getIncident', { incidentId: openIncident ?? 1 }, { enabled: openIncident !== null }).data?.incident
  const incident = openIncident === null ? undefined : known
  const withoutOpen = (): string => {
    const query = new URLSearchParams(search)
    query.delete('alert')
    if (page === 'incidents') query.delete('incident')
    return query.size === 0 ? alertsPageDoor(page) : `${alertsPageDoor(page)}?${query.toString()}`
  }
  const opened = alertId !== null && alert !== undefined ? text(alert.title) : incident === undefined ? null : text(incident.title)
  useScreenPath([
    { label: t('frame.screen.alerts'), to: page === 'live' ? withoutOpen() : alertsDoor() },
    ...(page === 'live' ? [] : [{ label: t(`alerts.page.${page}`), to: withoutOpen() }]),
    ...(opened === null ? [] : [{ label: opened, to: `${alertsPageDoor(page)}?${search}` }]),
  ])
}

export const AlertsScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const page = pageOf(location)
  const inPast = useInPast()
  const Page = PAGES[page]
  useAlertsPath(page)
  return (
    <div className={classes.screen}>
      <ScreenTabs label={t('alerts.pages')} tabs={NAMES.map((name) => ({ label: t(`alerts.page.${name === 'live' && inPast ? 'then' : name}`), to: alertsPageDoor(name), here: name === page }))} />
      <Page key={page} />
    </div>
  )
}
