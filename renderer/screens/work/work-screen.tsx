/** Maintenance: what is to be done, when, and what came of it. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HolidayEntry } from '../../../shared/domain/holidays.ts'
import { localDayOf } from '../../../shared/domain/local-day.ts'
import type { TaskBook } from '../../../shared/domain/task.ts'
import { Answer } from '../../components/answer.tsx'
import { useNow } from '../../components/now.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { workDoor, type WorkPage } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { CalendarPage } from './calendar-page.tsx'
import { DonePage } from './done-page.tsx'
import { ListPage } from './list-page.tsx'
import classes from './work.module.css'

export interface WorkPageProps {
  readonly book: TaskBook
  /** Local day of the site. */
  readonly today: string
  readonly holidays: readonly HolidayEntry[]
}

const PAGES: Readonly<Record<WorkPage, (props: WorkPageProps) => React.JSX.Element>> = { list: ListPage, calendar: CalendarPage, done: DonePage }
const NAMES = Object.keys(PAGES) as readonly WorkPage[]

export const WorkScreen = () => {
  const { t } = useTranslation()
  const [location] = useLocation()
  const page = NAMES.find((name) => location === workDoor(name)) ?? 'list'
  const Page = PAGES[page]
  const today = localDayOf(useNow('minute'), useTimeZone())
  const holidays = useCall('getSettings', {}).data?.holidays ?? []
  const book = useCall('listTasks', {})
  useScreenPath([{ label: t('frame.screen.work'), to: workDoor() }, ...(page === 'list' ? [] : [{ label: t(`work.page.${page}`), to: workDoor(page) }])])
  return (
    <div className={classes.screen}>
      <ScreenTabs label={t('work.pages')} tabs={NAMES.map((name) => ({ label: t(`work.page.${name}`), to: workDoor(name), here: name === page }))} />
      <Answer query={book} loading={t('work.loading')}>
        {(answer) => <Page book={answer} today={today} holidays={holidays} />}
      </Answer>
    </div>
  )
}
