/** The first ten minutes: which adapters there are and what is heard on them, finding devices, or the demo building. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useScreenPath } from '../../components/screen-path.tsx'
import { DISCOVERY_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { DemoOffer } from './demo-offer.tsx'
import { DiscoveryForm } from './discovery-form.tsx'
import { FoundDevices } from './found-devices.tsx'
import { SiteIdentity } from './site-identity.tsx'
import classes from './first-run-screen.module.css'

export const FirstRunScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const status = useCall('getStatus', {}).data
  const again = location.startsWith(DISCOVERY_DOOR)
  useScreenPath(again ? [{ label: t('first-run.title'), to: DISCOVERY_DOOR }] : [])
  return (
    <div className={classes.screen}>
      <div className={classes.main}>
        <header className={classes.head}>
          <h2 className="screen-title">{t(again ? 'first-run.title' : 'first-run.welcome')}</h2>
          <p>{t('first-run.intro')}</p>
        </header>
        {!again && status?.demo !== true && <SiteIdentity />}
        {status?.demo === true ? <p className={classes.note}>{t('first-run.inDemo')}</p> : <DiscoveryForm />}
        {status?.demo !== true && <DemoOffer />}
      </div>
      <FoundDevices />
    </div>
  )
}
