/** The network: what stands in the way, the map, finding more devices, the budget of requests, who broadcasts. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { networkDoor, type NetworkPage } from '../../doors.ts'
import { BroadcastsPage } from './broadcasts-page.tsx'
import { BudgetPage } from './budget-page.tsx'
import { MapPage } from './map-page.tsx'
import { SearchPage } from './search-page.tsx'
import classes from './network-screen.module.css'

const PAGES: Readonly<Record<NetworkPage, () => React.JSX.Element>> = { map: MapPage, search: SearchPage, budget: BudgetPage, broadcasts: BroadcastsPage }
const NAMES = Object.keys(PAGES) as readonly NetworkPage[]

/** `/network/budget` is `budget`; what is unknown is the map. */
const pageOf = (location: string): NetworkPage => NAMES.find((name) => location === networkDoor(name)) ?? 'map'

export const NetworkScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const page = pageOf(location)
  const Page = PAGES[page]
  useScreenPath([{ label: t('frame.screen.network'), to: networkDoor() }, ...(page === 'map' ? [] : [{ label: t(`network.page.${page}`), to: networkDoor(page) }])])
  return (
    <div className={classes.screen}>
      <ScreenTabs label={t('network.pages')} tabs={NAMES.map((name) => ({ label: t(`network.page.${name}`), to: networkDoor(name), here: name === page }))} />
      <Page />
    </div>
  )
}
