/** The check-up of the network: the score, why it is not 100, what passed, what could not be checked; as a document to hand over. */
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CheckUp } from '../../../shared/domain/check-up.ts'
import { Answer } from '../../components/answer.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { CHECK_UP_DOOR, DISCOVERY_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { byPoints } from './check-up-order.ts'
import { DeductionItem } from './deduction-item.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { Score } from './score.tsx'
import classes from './check-up-screen.module.css'

/** The figures are of the last day; a minute changes little. */
const EVERY_MS = 60_000

const TooLittle = () => {
  const { t } = useTranslation()
  const none = useCall('listDevices', {}).data?.length === 0
  const find = (
    <Button component={Link} href={DISCOVERY_DOOR}>
      {t('frame.action.discover')}
    </Button>
  )
  return (
    <StatePanel title={t('check-up.tooLittle')} {...(none ? { actions: find } : {})}>
      {t(none ? 'check-up.tooLittleNone' : 'check-up.tooLittleText')}
    </StatePanel>
  )
}

const Deductions = ({ checkUp }: { readonly checkUp: CheckUp }) => {
  const { t } = useTranslation()
  const deductions = [...checkUp.deductions].sort(byPoints)
  if (deductions.length === 0) return <Section title={t('check-up.deductions')}>{checkUp.score === null ? <TooLittle /> : <StatePanel title={t('check-up.nothing')}>{t('check-up.nothingText')}</StatePanel>}</Section>
  return (
    <Section title={t('check-up.deductions')} aside={t('check-up.deductionCount', { count: deductions.length, points: t('check-up.points', { count: deductions.reduce((sum, { points }) => sum + points, 0) }) })}>
      <ol className={classes.deductions}>
        {deductions.map((deduction) => (
          <DeductionItem key={`${deduction.check} ${JSON.stringify(deduction.text)}`} deduction={deduction} />
        ))}
      </ol>
    </Section>
  )
}

interface ChecksProps {
  readonly title: string
  readonly checks: CheckUp['passed']
  readonly passed: boolean
}

const Checks = ({ title, checks, passed }: ChecksProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (checks.length === 0) return null
  return (
    <Section title={title} aside={String(checks.length)}>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <li key={`${check.check} ${JSON.stringify(check.text)}`}>
            <StatusMark status={passed ? 'normal' : 'unknown'} label={t(passed ? 'check-up.fine' : 'check-up.notCheckedMark')} compact size={12} />
            <span>{text(check.text)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Content = ({ checkUp, look, looking }: { readonly checkUp: CheckUp; readonly look: () => void; readonly looking: boolean }) => {
  const { t } = useTranslation()
  return (
    <div className={classes.screen}>
      <div className={classes.main}>
        <header className={classes.head}>
          <Score checkUp={checkUp} />
          <div className={classes.actions}>
            <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden="true" />} loading={looking} onClick={look}>
              {t('check-up.again')}
            </Button>
            <ExportButtons />
          </div>
        </header>
        <Deductions checkUp={checkUp} />
      </div>
      <div className={classes.side}>
        <Checks title={t('check-up.notChecked')} checks={checkUp.notChecked} passed={false} />
        <Checks title={t('check-up.passed')} checks={checkUp.passed} passed />
      </div>
    </div>
  )
}

export const CheckUpScreen = () => {
  const { t } = useTranslation()
  const checkUp = useCall('getCheckUp', {}, { everyMs: EVERY_MS })
  useScreenPath([{ label: t('frame.screen.checkUp'), to: CHECK_UP_DOOR }])
  return (
    <Answer query={checkUp} loading={t('check-up.loading')}>
      {(data) => <Content checkUp={data} look={() => void checkUp.refetch()} looking={checkUp.isFetching} />}
    </Answer>
  )
}
