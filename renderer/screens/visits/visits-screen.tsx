/** What changed on the site between two visits, and the files a site is prepared and compared with. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { visitsDoor, type VisitsPage } from '../../doors.ts'
import { ChangesPage } from './changes-page.tsx'
import { EdePage } from './ede-page.tsx'
import classes from './visits-screen.module.css'

const PAGES: Readonly<Record<VisitsPage, () => React.JSX.Element>> = { changes: ChangesPage, ede: EdePage }
const NAMES = Object.keys(PAGES) as readonly VisitsPage[]

/** What is unknown is the changes. */
const pageOf = (location: string): VisitsPage => NAMES.find((name) => location === visitsDoor(name)) ?? 'changes'

export const VisitsScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const page = pageOf(location)
  const Page = PAGES[page]
  useScreenPath([{ label: t('frame.screen.visits'), to: visitsDoor() }, ...(page === 'changes' ? [] : [{ label: t(`visits.page.${page}`), to: visitsDoor(page) }])])
  return (
    <div className={classes.screen}>
      <ScreenTabs label={t('visits.pages')} tabs={NAMES.map((name) => ({ label: t(`visits.page.${name}`), to: visitsDoor(name), here: name === page }))} />
      <Page />
    </div>
  )
}
