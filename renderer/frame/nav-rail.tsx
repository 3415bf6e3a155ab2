/** The screens, each with its digit on the keyboard. */
import { IconAdjustments, IconBell, IconBolt, IconChartLine, IconHeartbeat, IconLayoutDashboard, IconListTree, IconMap2, IconSettings, IconSitemap, IconStethoscope, IconTool, IconVersions } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { SCREENS, type ScreenName } from './screens.ts'
import classes from './nav-rail.module.css'

const ICONS: Readonly<Record<ScreenName, typeof IconBell>> = {
  overview: IconLayoutDashboard,
  alerts: IconBell,
  points: IconListTree,
  trend: IconChartLine,
  network: IconSitemap,
  checkUp: IconStethoscope,
  visits: IconVersions,
  detection: IconAdjustments,
  energy: IconBolt,
  health: IconHeartbeat,
  plan: IconMap2,
  work: IconTool,
  settings: IconSettings,
}

export const NavRail = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  return (
    <nav className={classes.rail} aria-label={t('frame.screens')}>
      {SCREENS.map(({ name, to, key, letter, also }) => {
        const Icon = ICONS[name]
        const here = to === '/' ? location === '/' : location.startsWith(to) || (also !== undefined && location.startsWith(also))
        return (
          <Link key={name} href={to} className={classes.item} aria-current={here ? 'page' : undefined} title={`${t(`frame.screen.${name}`)} (${key ?? `g ${letter}`})`}>
            <Icon size={20} stroke={1.6} aria-hidden="true" />
            <span className={classes.label}>{t(`frame.screen.${name}`)}</span>
          </Link>
        )
      })}
    </nav>
  )
}
