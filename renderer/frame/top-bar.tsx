/** Path on the left, counters and search on the right. */
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useCrumbs } from '../components/screen-path.tsx'
import { HOME_DOOR } from '../doors.ts'
import { useCall } from '../engine/engine-context.tsx'
import { TimeButton } from '../time-machine/time-button.tsx'
import { InScreenTime } from '../time-machine/travel-context.tsx'
import { useTitle } from './alert-notifications.tsx'
import { Counters } from './counters.tsx'
import { MuteControl } from './mute-control.tsx'
import { search } from './search.tsx'
import { WriteMark } from './write-mark.tsx'
import classes from './top-bar.module.css'

const Path = () => {
  const { t } = useTranslation()
  const crumbs = useCrumbs()
  const site = useCall('getSettings', {}).data?.siteName ?? t('frame.product')
  return (
    <nav className={classes.path} aria-label={t('frame.path')}>
      <h1 className="visually-hidden">{crumbs.at(-1)?.label ?? t('frame.screen.overview')}</h1>
      <Link href={HOME_DOOR} className={classes.site}>
        {site}
      </Link>
      {crumbs.map(({ label, to }) => (
        <span key={`${to} ${label}`} className={classes.crumb}>
          <span className={classes.slash} aria-hidden="true">
            /
          </span>
          <Link href={to}>{label}</Link>
        </span>
      ))}
    </nav>
  )
}

export const TopBar = () => {
  const { t } = useTranslation()
  useTitle()
  return (
    <section className={classes.bar} aria-label={t('frame.bar')}>
      <Path />
      <WriteMark />
      <InScreenTime>
        <Counters />
      </InScreenTime>
      <TimeButton />
      <MuteControl />
      <button type="button" className={classes.search} onClick={search.open}>
        <IconSearch size={14} aria-hidden="true" />
        {t('frame.search')}
        <kbd>Ctrl K</kbd>
      </button>
    </section>
  )
}
