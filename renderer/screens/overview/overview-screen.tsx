/** The overview: what needs attention now; how the building runs; how well it is observed. Every number is a door. */
import { useTranslation } from 'react-i18next'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Attention } from './attention.tsx'
import { DeviceTable } from './device-table.tsx'
import { Observation } from './observation.tsx'
import classes from './overview-screen.module.css'

export const OverviewScreen = () => {
  const { t } = useTranslation()
  useScreenPath([])
  return (
    <div className={classes.screen}>
      <h1 className={classes.hidden}>{t('frame.screen.overview')}</h1>
      <Attention />
      <div className={classes.side}>
        <DeviceTable />
        <Observation />
      </div>
    </div>
  )
}
