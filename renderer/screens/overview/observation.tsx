/** How well the building is observed: coverage, stale points, data problems, failing requests, the engine's own pace. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Statistics } from '../../../shared/domain/statistics.ts'
import { formatShare } from '../../components/format-value.ts'
import { useInPast } from '../../components/moment.ts'
import { Section } from '../../components/section.tsx'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { CHECK_UP_DOOR, STATUS_DOOR, alertsDoor, networkDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import type { StatusName } from '../../theme/status.ts'
import classes from './observation.module.css'

interface FactProps {
  readonly label: string
  readonly to: string
  /** Marks the fact while it is not as it should be. */
  readonly status?: StatusName | undefined
  readonly children: ReactNode
}

const Fact = ({ label, to, status, children }: FactProps) => (
  <Link href={to} className={classes.fact}>
    <span className={classes.label}>
      {status !== undefined && <StatusShapeIcon status={status} size={12} />}
      {label}
    </span>
    <span className={classes.value}>{children}</span>
  </Link>
)

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const rate = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

const Coverage = ({ coverage }: { readonly coverage: number | null }) => {
  const { t } = useTranslation()
  if (coverage === null) return <>{t('overview.notYet')}</>
  return (
    <span className={classes.coverage}>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.filled} style={{ width: `${(coverage * 100).toFixed(1)}%` }} />
      </span>
      {formatShare(coverage)}
    </span>
  )
}

const FACTS_WITH_TROUBLE = (statistics: Statistics) => ({
  failed: statistics.requests === 0 ? 0 : statistics.requestsFailed / statistics.requests,
  refused: Object.values(statistics.refusedPackets).reduce((sum, count) => sum + count, 0),
})

/** The network itself changes slowly, and looking at it costs a little. */
const NETWORK_EVERY_MS = 300_000

const CheckUpScore = () => {
  const { t } = useTranslation()
  const checkUp = useCall('getCheckUp', {}, { everyMs: NETWORK_EVERY_MS }).data
  if (checkUp === undefined) return '–'
  return <>{checkUp.score === null ? t('check-up.noScore') : t('overview.scoreOf', { score: Math.round(checkUp.score) })}</>
}

/** Two of a hundred requests may fail on a healthy network; more is worth a look. */
const FAILING_SHARE = 0.02

/** How the engine itself does: of now alone, because it is not kept by time. */
const OfTheEngine = ({ statistics }: { readonly statistics: Statistics }) => {
  const { t } = useTranslation()
  const problems = useCall('getDiagnosis', {}, { everyMs: NETWORK_EVERY_MS }).data?.findings.filter(({ severity }) => severity === 'problem').length
  const { failed, refused } = FACTS_WITH_TROUBLE(statistics)
  return (
    <>
      <Fact label={t('overview.failing')} to={STATUS_DOOR} status={failed > FAILING_SHARE ? 'stale' : undefined}>
        {statistics.requests === 0 ? t('overview.notYet') : t('overview.failingOf', { share: formatShare(failed), count: statistics.requests, all: whole.format(statistics.requests) })}
      </Fact>
      <Fact label={t('overview.readings')} to={STATUS_DOOR}>
        {t('overview.readingsPace', { all: whole.format(statistics.readingsKept), rate: rate.format(statistics.readingsPerSecond) })}
      </Fact>
      <Fact label={t('overview.checkUp')} to={CHECK_UP_DOOR}>
        <CheckUpScore />
      </Fact>
      <Fact label={t('overview.inTheWay')} to={networkDoor()} status={problems === undefined || problems === 0 ? undefined : 'high'}>
        {problems === undefined ? '–' : t('overview.problems', { count: problems })}
      </Fact>
      <Fact label={t('overview.refused')} to={STATUS_DOOR}>
        {whole.format(refused)}
      </Fact>
    </>
  )
}

export const Observation = () => {
  const { t } = useTranslation()
  const statistics = useCall('getStatistics', {}).data
  const inPast = useInPast()
  if (statistics === undefined) return null
  return (
    <Section title={t('overview.observation')}>
      {!inPast && (
        <Fact label={t('overview.coverage')} to={STATUS_DOOR}>
          <Coverage coverage={statistics.coverage24h} />
        </Fact>
      )}
      <Fact label={t('overview.polled')} to={pointsDoor()}>
        {t('overview.ofPoints', { some: whole.format(statistics.pointsPolled), all: whole.format(statistics.points) })}
      </Fact>
      <Fact label={t('overview.stale')} to={pointsDoor({ state: 'stale' })} status={statistics.pointsStale > 0 ? 'stale' : undefined}>
        {whole.format(statistics.pointsStale)}
      </Fact>
      <Fact label={t('overview.dataProblems')} to={alertsDoor({ kind: 'data' })} status={statistics.pointsDataProblem > 0 ? 'data' : undefined}>
        {whole.format(statistics.pointsDataProblem)}
      </Fact>
      <Fact label={t('overview.overridden')} to={pointsDoor({ state: 'overridden' })} status={statistics.pointsOverridden > 0 ? 'overridden' : undefined}>
        {whole.format(statistics.pointsOverridden)}
      </Fact>
      {!inPast && <OfTheEngine statistics={statistics} />}
    </Section>
  )
}
