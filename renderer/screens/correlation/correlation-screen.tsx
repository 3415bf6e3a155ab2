/** How points move together: a matrix of many, a pair with its delay, or what moved with one point in a time. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import type { CorrelationQuestion } from '../../../shared/domain/correlation.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { Answer } from '../../components/answer.tsx'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { correlationDoor, trendDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { hasValue } from '../points/point-search.ts'
import { Asked } from './asked.tsx'
import { correlationAddress, parseCorrelationAddress, type CorrelationAddress } from './correlation-address.ts'
import { MatrixView } from './matrix-view.tsx'
import { MovedView } from './moved-view.tsx'
import { PairView } from './pair-view.tsx'
import { usePointNames } from './point-names.ts'
import { QuestionBar } from './question-bar.tsx'
import { useCorrelation } from './use-correlation.ts'
import classes from './correlation.module.css'

const DAY_MS = 86_400_000
/** Periods that end now end at the last full hour, so that looking again asks nothing anew. */
const HOUR_MS = 3_600_000

export const CorrelationScreen = () => {
  const { t } = useTranslation()
  const search = useSearch()
  const address = useMemo(() => parseCorrelationAddress(search), [search])
  const points = useCall('listPoints', {})
  useScreenPath([{ label: t('frame.screen.trend'), to: trendDoor({ points: [] }) }, { label: t('correlation.title'), to: correlationDoor({ points: address.points }) }])
  return (
    <Answer query={points} loading={t('correlation.loading')}>
      {(all) => (address.moved !== null && address.fixed !== null ? <Moved pointId={address.moved} range={address.fixed} /> : <Workbench address={address} all={all} />)}
    </Answer>
  )
}

const Moved = ({ pointId, range }: { readonly pointId: number; readonly range: TimeRange }) => {
  const { t } = useTranslation()
  const nameOf = usePointNames()
  return (
    <div className={classes.screen}>
      <Section title={t('correlation.movedTitle', { name: nameOf(pointId) })}>
        <MovedView pointId={pointId} {...range} />
      </Section>
    </div>
  )
}

const Workbench = ({ address, all }: { readonly address: CorrelationAddress; readonly all: readonly Point[] }) => {
  const { t } = useTranslation()
  const hourMs = Math.floor(useNow('minute') / HOUR_MS) * HOUR_MS
  const range = address.fixed ?? { fromMs: hourMs - address.days * DAY_MS, toMs: hourMs }
  const comparable = useMemo(() => all.filter((point) => hasValue(point) && point.pollIntervalMs > 0 && (point.kind === 'analog' || point.kind === 'binary')), [all])
  const change = (patch: Partial<CorrelationAddress>): void => navigate(correlationAddress({ ...address, ...patch }), { replace: true })
  const pairTo = (firstId: number, secondId: number): string => correlationAddress({ ...address, pair: [firstId, secondId] })
  return (
    <div className={classes.screen}>
      <QuestionBar address={address} range={range} points={comparable} change={change} />
      {address.pair !== null ? (
        <Pair question={{ what: 'pair', firstId: address.pair[0], secondId: address.pair[1], ...range, options: address.options }} back={address.points.length > 2 ? correlationAddress({ ...address, pair: null }) : null} />
      ) : address.points.length < 2 ? (
        <StatePanel title={t(comparable.length === 0 ? 'correlation.noPoints' : 'correlation.empty')}>{t(comparable.length === 0 ? 'correlation.noPointsText' : 'correlation.emptyText')}</StatePanel>
      ) : (
        <Matrix question={{ what: 'matrix', pointIds: address.points, ...range, options: address.options }} pairTo={pairTo} />
      )}
    </div>
  )
}

const Matrix = ({ question, pairTo }: { readonly question: Extract<CorrelationQuestion, { what: 'matrix' }>; readonly pairTo: (firstId: number, secondId: number) => string }) => {
  const { query, job } = useCorrelation<'matrix'>(question)
  return (
    <Asked query={query} job={job}>
      {(matrix) => <MatrixView key={matrix.madeAtMs} matrix={matrix} pairTo={pairTo} open={(firstId, secondId) => navigate(pairTo(firstId, secondId))} />}
    </Asked>
  )
}

const Pair = ({ question, back }: { readonly question: Extract<CorrelationQuestion, { what: 'pair' }>; readonly back: string | null }) => {
  const { query, job } = useCorrelation<'pair'>(question)
  return (
    <Asked query={query} job={job}>
      {(pair) => <PairView pair={pair} back={back} />}
    </Asked>
  )
}
