/** How points are judged, and what would have been: settings of detection, and back-tests of a change before it is made. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { detectionDoor, type DetectionPage } from '../../doors.ts'
import { BackTestPage } from './back-test-page.tsx'
import { RulesPage } from './rules-page.tsx'
import classes from './detection-screen.module.css'

const PAGES: Readonly<Record<DetectionPage, () => React.JSX.Element>> = { rules: RulesPage, backTest: BackTestPage }
const NAMES = Object.keys(PAGES) as readonly DetectionPage[]

export const DetectionScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const page = NAMES.find((name) => location === detectionDoor(name)) ?? 'rules'
  const Page = PAGES[page]
  useScreenPath([{ label: t('frame.screen.detection'), to: detectionDoor() }, ...(page === 'rules' ? [] : [{ label: t('detection.page.backTest'), to: detectionDoor('backTest') }])])
  return (
    <div className={classes.screen}>
      <ScreenTabs label={t('detection.pages')} tabs={NAMES.map((name) => ({ label: t(`detection.page.${name}`), to: detectionDoor(name), here: name === page }))} />
      <Page />
    </div>
  )
}
