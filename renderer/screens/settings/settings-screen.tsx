/** Settings in groups, and the engine's status. Saved at once. */
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { SETTINGS_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { GROUPS, groupOf, type GroupName } from './groups.ts'
import { AlertSettings, EnergySettings, HolidayPage, ReadingSettings, SiteSettings } from './setting-groups.tsx'
import { StatusPage } from './status-page.tsx'
import classes from './settings-screen.module.css'

const PAGES: Readonly<Record<GroupName, () => React.JSX.Element>> = { site: SiteSettings, holidays: HolidayPage, alerts: AlertSettings, energy: EnergySettings, reading: ReadingSettings, status: StatusPage }

export const SettingsScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const group = groupOf(location)
  const settings = useCall('getSettings', {})
  const Page = PAGES[group]
  useScreenPath([
    { label: t('frame.screen.settings'), to: SETTINGS_DOOR },
    ...(location === SETTINGS_DOOR ? [] : [{ label: t(`settings.group.${group}`), to: `${SETTINGS_DOOR}/${group}` }]),
  ])
  return (
    <div className={classes.screen}>
      <nav className={classes.groups} aria-label={t('settings.groups')}>
        {GROUPS.map((name) => (
          <Link key={name} href={`${SETTINGS_DOOR}/${name}`} aria-current={name === group ? 'page' : undefined}>
            {t(`settings.group.${name}`)}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>
        <h2 className="screen-title">{t(`settings.group.${group}`)}</h2>
        {settings.isPending && <LoadingPanel what={t('settings.loading')} />}
        {settings.isError && <ErrorPanel error={settings.error} retry={() => void settings.refetch()} />}
        {settings.data !== undefined && <Page />}
      </div>
    </div>
  )
}
