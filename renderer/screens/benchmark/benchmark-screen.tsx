/** Equipment of one kind side by side: how each figure lies, who stands out, and the league table. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearch } from 'wouter'
import { LEAST_MEMBERS, type BenchmarkFigure, type BenchmarkFigureId, type KindBenchmark } from '../../../shared/domain/kind-benchmark.ts'
import { EQUIPMENT_KINDS, type Equipment, type EquipmentKind } from '../../../shared/domain/rules.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { fullTime } from '../../components/format-time.ts'
import { useNow } from '../../components/now.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { ROLES_DOOR, benchmarkDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { Asked } from '../correlation/asked.tsx'
import { useCorrelation } from '../correlation/use-correlation.ts'
import { FigureChoice } from './figure-choice.tsx'
import { LeagueTable } from './league-table.tsx'
import { figureText, leagueCsv, leagueOrder, outliersOf, unitOf, withFigures, type LeagueOrder } from './league.ts'
import { StripPlot } from './strip-plot.tsx'
import classes from './benchmark.module.css'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const DAYS = [7, 30, 90] as const
const USUAL_DAYS = 30

export const BenchmarkScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('points.title'), to: pointsDoor() }, { label: t('benchmark.title'), to: benchmarkDoor() }])
  const equipment = useCall('listEquipment', {})
  return (
    <Answer query={equipment} loading={t('equipment.loading')}>
      {(all) => <Kinds all={all} />}
    </Answer>
  )
}

const Kinds = ({ all }: { readonly all: readonly Equipment[] }) => {
  const { t } = useTranslation()
  const query = new URLSearchParams(useSearch())
  const counts = useMemo(() => EQUIPMENT_KINDS.map((kind) => ({ kind, count: all.filter((each) => each.kind === kind).length })).filter(({ count }) => count > 1), [all])
  const kind = counts.find((each) => each.kind === query.get('kind'))?.kind ?? counts.toSorted((a, b) => b.count - a.count)[0]?.kind
  const days = DAYS.find((each) => String(each) === query.get('days')) ?? USUAL_DAYS
  if (kind === undefined) {
    return (
      <StatePanel title={t('benchmark.none')} actions={<Button component={Link} href={ROLES_DOOR}>{t('equipment.review')}</Button>}>
        {t('benchmark.noneText')}
      </StatePanel>
    )
  }
  const named = query.get('figures')
  const go = (patch: { readonly kind?: EquipmentKind; readonly days?: number; readonly figures?: string }): void =>
    navigate(benchmarkDoor({ kind, days, ...(named === null ? {} : { figures: named }), ...patch }), { replace: true })
  return (
    <div className={classes.screen}>
      <div className={classes.bar}>
        <SegmentedControl aria-label={t('benchmark.kind')} data={counts.map((each) => ({ value: each.kind as string, label: t('benchmark.kindCount', { kind: t(`equipment.kind.${each.kind}`), count: each.count }) }))} value={kind} onChange={(value) => go({ kind: value as EquipmentKind })} />
        <SegmentedControl aria-label={t('correlation.period')} data={DAYS.map((each) => ({ value: String(each), label: t('correlation.days', { count: each }) }))} value={String(days)} onChange={(value) => go({ days: Number(value) })} />
      </div>
      <Compared key={kind} kind={kind} days={days} named={named} name={(figures) => go({ figures })} />
    </div>
  )
}

interface NamedFigures {
  /** As the address names them. */
  readonly named: string | null
  readonly name: (figures: string) => void
}

const Compared = ({ kind, days, ...figures }: { readonly kind: EquipmentKind; readonly days: number } & NamedFigures) => {
  const toMs = Math.floor(useNow('minute') / HOUR_MS) * HOUR_MS
  const { query, job } = useCorrelation<'benchmark'>({ what: 'benchmark', kind, fromMs: toMs - days * DAY_MS, toMs })
  return (
    <Asked query={query} job={job}>
      {(benchmark) => <Result all={benchmark} {...figures} />}
    </Asked>
  )
}

const Result = ({ all, named, name }: { readonly all: KindBenchmark } & NamedFigures) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const benchmark = useMemo(() => withFigures(all, named), [all, named])
  const [wished, setBy] = useState<LeagueOrder | undefined>(undefined)
  // A figure that is no longer shown orders nothing.
  const by = wished === 'name' ? wished : (benchmark.figures.find(({ id }) => id === wished) ?? benchmark.figures[0])?.id ?? 'name'
  const [largestFirst, setLargestFirst] = useState(true)
  const [chosen, choose] = useState<number | null>(null)
  const order = useMemo(() => leagueOrder(benchmark, by, largestFirst), [benchmark, by, largestFirst])
  if (benchmark.figures.length === 0) return <StatePanel title={t('benchmark.nothing')}>{t('benchmark.nothingText')}</StatePanel>
  const sort = (column: LeagueOrder): void => {
    setLargestFirst(column === by ? !largestFirst : true)
    setBy(column)
  }
  const exportCsv = (): void => {
    const words = { name: t('benchmark.name'), figure: (id: BenchmarkFigureId) => t(`benchmark.figure.${id}`) }
    downloadFile(`benchmark-${benchmark.kind}.csv`, leagueCsv(benchmark, order, words), 'text/csv;charset=utf-8')
  }
  return (
    <>
      <FigureChoice known={idsOf(all)} chosen={idsOf(benchmark)} choose={(figures) => name(figures.join(','))} />
      <div className={classes.figures}>
        {benchmark.figures.map((figure) => <FigureStrip key={figure.id} figure={figure} benchmark={benchmark} chosen={chosen} />)}
      </div>
      <Section title={t('benchmark.league')} aside={<Button size="compact-xs" variant="default" leftSection={<IconDownload size={13} />} onClick={exportCsv}>{t('correlation.csv')}</Button>}>
        <div className={classes.scroll} role="region" aria-label={t('benchmark.league')} tabIndex={0}>
          <LeagueTable {...{ benchmark, order, by, largestFirst, sort, choose }} />
        </div>
        <p className={classes.basis}>
          {t('benchmark.basis', { from: fullTime(benchmark.fromMs, timeZone), to: fullTime(benchmark.toMs, timeZone) })} {benchmark.members.length < LEAST_MEMBERS ? t('benchmark.fewMembers', { least: LEAST_MEMBERS }) : t('benchmark.outliers')}
        </p>
      </Section>
    </>
  )
}

const idsOf = ({ figures }: KindBenchmark): BenchmarkFigureId[] => figures.map(({ id }) => id)

const FigureStrip = ({ figure, benchmark, chosen }: { readonly figure: BenchmarkFigure; readonly benchmark: KindBenchmark; readonly chosen: number | null }) => {
  const { t } = useTranslation()
  const out = outliersOf(figure)
  return (
    <div className={classes.figure}>
      <h3>{t(`benchmark.figure.${figure.id}`)} <span className={classes.quiet}>{unitOf(figure.id)}</span></h3>
      <StripPlot figure={figure} members={benchmark.members} chosen={chosen} />
      <p className={classes.note}>
        {t('benchmark.median', { value: figureText(figure.id, figure.median), unit: unitOf(figure.id) })} {out.length === 0 ? t('benchmark.nobody') : t('benchmark.standOut', { count: out.length, names: out.slice(0, 3).map((i) => benchmark.members[i]?.name ?? '').join(', ') })}
      </p>
    </div>
  )
}
