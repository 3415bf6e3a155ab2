/** One meter: what it used when, its figures, what was corrected, how its load looks, and what it is. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { EnergyFigures, EnergyStep, Meter } from '../../../shared/domain/energy.ts'
import { countedWith } from '../../../shared/domain/delivered-meters.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { Facts } from '../../components/facts.tsx'
import { formatNumber, formatShare } from '../../components/format-value.ts'
import { co2Text, moneyText } from '../../components/money.ts'
import { useNow } from '../../components/now.ts'
import { periodText } from '../../components/period-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { Moment, useTimeZone } from '../../components/time.tsx'
import { ENERGY_DOOR, meterDoor, trendDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { Carpet } from './carpet.tsx'
import { CostLines } from './cost-lines.tsx'
import { CorrectionTable } from './correction-table.tsx'
import { EnergyBars } from './energy-bars.tsx'
import { ForecastSection } from './forecast-section.tsx'
import { LoadDuration } from './load-duration.tsx'
import { useMeterAlerts } from './meter-alerts.ts'
import { MeterForm } from './meter-form.tsx'
import { amountText, demandText } from './meter-units.ts'
import { PatternsSection } from './patterns-section.tsx'
import { wholeDays } from './whole-days.ts'
import classes from './energy.module.css'

const SPANS = { week: 7, month: 30, quarter: 90, year: 365 } as const
type Span = keyof typeof SPANS
const STEPS: readonly EnergyStep[] = ['hour', 'day', 'month']
/** Bars narrower than this cannot be told apart. */
const MOST_BARS = 800

const stepFor = (span: Span, wanted: EnergyStep): EnergyStep => (wanted === 'hour' && SPANS[span] * 24 > MOST_BARS ? 'day' : wanted)

const Figures = ({ figures, meter }: { readonly figures: EnergyFigures; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const { measure } = meter
  const degreeDays = (value: number | null): string | null => (value === null ? null : t('energy.kelvinDays', { value: formatNumber(value) }))
  return (
    <Facts
      facts={[
        [t('energy.figure.energy'), amountText(figures.energy, measure)],
        [t('energy.figure.peak'), figures.peak === null ? null : <>{demandText(figures.peak, measure)} {figures.peakAtMs !== null && <Moment atMs={figures.peakAtMs} />}</>],
        [t('energy.figure.loadFactor'), figures.loadFactor === null ? null : formatShare(figures.loadFactor)],
        [t('energy.figure.baseLoad'), figures.baseLoad === null ? null : demandText(figures.baseLoad, measure)],
        ...(figures.cost === null ? [] : [[t('energy.figure.cost'), moneyText(figures.cost, figures.currency)] as const]),
        ...(figures.co2Kg === null ? [] : [[t('energy.figure.co2'), co2Text(figures.co2Kg)] as const]),
        [t('energy.figure.coverage'), formatShare(figures.coverage)],
        [t('energy.figure.corrections'), String(figures.corrections)],
        [t('energy.figure.heatingDegreeDays'), degreeDays(figures.heatingDegreeDays)],
        [t('energy.figure.coolingDegreeDays'), degreeDays(figures.coolingDegreeDays)],
      ]}
    />
  )
}

const Consumption = ({ meter, meters, range, step }: { readonly meter: Meter; readonly meters: readonly Meter[]; readonly range: TimeRange; readonly step: EnergyStep }) => {
  const { t } = useTranslation()
  const series = useCall('getEnergySeries', { meterIds: [meter.id], fromMs: range.fromMs, toMs: range.toMs, step }, { keepPrevious: true })
  const alerts = useMeterAlerts(meter, meters, range)
  const figures = useCall('getEnergyFigures', { meterIds: [meter.id], fromMs: range.fromMs, toMs: range.toMs }, { keepPrevious: true })
  return (
    <div className={classes.consumption}>
      <div>
        <Answer query={series} loading={t('energy.loading')}>
          {([own]) => (own === undefined ? null : <EnergyBars series={own} range={range} measure={meter.measure} alerts={alerts} />)}
        </Answer>
      </div>
      <Answer query={figures} loading={t('energy.loading')}>
        {([own]) => (own === undefined ? null : <Figures figures={own} meter={meter} />)}
      </Answer>
    </div>
  )
}

const Shapes = ({ meter, range }: { readonly meter: Meter; readonly range: TimeRange }) => {
  const { t } = useTranslation()
  const period = { meterId: meter.id, fromMs: range.fromMs, toMs: range.toMs }
  const carpet = useCall('getEnergyCarpet', period, { keepPrevious: true })
  const duration = useCall('getLoadDuration', period, { keepPrevious: true })
  return (
    <div className={classes.shapes}>
      <Section title={t('energy.carpet')}>
        <Answer query={carpet} loading={t('energy.loading')}>
          {(own) => <Carpet carpet={own} measure={meter.measure} />}
        </Answer>
      </Section>
      <Section title={t('energy.duration')}>
        <Answer query={duration} loading={t('energy.loading')}>
          {({ share, demand }) => <LoadDuration share={share} demand={demand} measure={meter.measure} />}
        </Answer>
      </Section>
    </div>
  )
}

const Problems = ({ meter, meters }: { readonly meter: Meter; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const above = meter.ignored ? undefined : countedWith(meter, meters.filter(({ ignored }) => !ignored))
  if (meter.problems.length === 0 && above === undefined) return null
  return (
    <Section title={t('energy.problems')}>
      <ul className={classes.problems}>
        {meter.problems.map((problem) => (
          <li key={JSON.stringify(problem)}>{text(problem)}</li>
        ))}
        {above !== undefined && (
          <li>
            {t('energy.countedWith')} <Link href={meterDoor(above.id)}>{above.name}</Link>. {t('energy.countedWithText')}
          </li>
        )}
      </ul>
    </Section>
  )
}

const Known = ({ meter, meters }: { readonly meter: Meter; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  const [span, setSpan] = useState<Span>('month')
  const [wanted, setWanted] = useState<EnergyStep>('day')
  const [back, setBack] = useState(0)
  const step = stepFor(span, wanted)
  const range = wholeDays(timeZone, nowMs, SPANS[span], back)
  const corrections = useCall('listMeterCorrections', { meterId: meter.id, fromMs: range.fromMs, toMs: range.toMs }, { keepPrevious: true })
  const save = async (): Promise<void> => {
    const file = await engine.exportEnergy({ meterIds: [meter.id], fromMs: range.fromMs, toMs: range.toMs, step })
    if (file.ok) downloadFile(file.value.name, file.value.bytes, 'text/csv;charset=utf-8')
    else notifications.show({ message: failureText(t, file.error), color: 'red' })
  }
  return (
    <>
      <Problems meter={meter} meters={meters} />
      <Section title={t('energy.consumption')} aside={periodText(range, timeZone)}>
        <div className={classes.bar}>
          <SegmentedControl aria-label={t('energy.spans')} value={span} data={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: t(`energy.span.${value}`) }))} onChange={(value) => { setSpan(value); setBack(0) }} />
          <ActionIcon variant="default" size={30} aria-label={t('energy.earlier')} onClick={() => setBack(back + 1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon variant="default" size={30} aria-label={t('energy.later')} disabled={back === 0} onClick={() => setBack(back - 1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
          <SegmentedControl aria-label={t('energy.steps')} value={step} data={STEPS.map((value) => ({ value, label: t(`energy.step.${value}`), disabled: stepFor(span, value) !== value }))} onChange={setWanted} />
          <Button variant="default" aria-label={t('energy.exportOf')} leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => void save()}>
            {t('energy.export')}
          </Button>
          {meter.source.what === 'point' && <Link href={trendDoor({ points: [meter.source.pointId], fromMs: range.fromMs, toMs: range.toMs })}>{t('energy.openPoint')}</Link>}
        </div>
        <Consumption meter={meter} meters={meters} range={range} step={step} />
      </Section>
      <Section title={t('tariffs.cost.title')} aside={periodText(range, timeZone)}>
        <CostLines meter={meter} range={range} />
      </Section>
      <ForecastSection meter={meter} />
      <Section title={t('energy.corrections')}>
        <Answer query={corrections} loading={t('energy.loading')}>
          {(list) => <CorrectionTable corrections={list} measure={meter.measure} />}
        </Answer>
      </Section>
      <Shapes meter={meter} range={range} />
      <PatternsSection meter={meter} />
      <Section title={t('energy.settings')}>
        <MeterForm key={meter.id} meter={meter} meters={meters} />
      </Section>
    </>
  )
}

export const MeterScreen = () => {
  const { t } = useTranslation()
  const id = Number(useParams<{ id: string }>().id)
  const meters = useCall('listMeters', {})
  const name = meters.data?.find((meter) => meter.id === id)?.name ?? '–'
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }, { label: name, to: meterDoor(id) }])
  return (
    <Answer query={meters} loading={t('energy.loading')}>
      {(list) => {
        const meter = list.find((each) => each.id === id)
        if (meter !== undefined) return <Known meter={meter} meters={list} />
        return (
          <StatePanel title={t('energy.meterGone')} actions={<Button component={Link} href={ENERGY_DOOR}>{t('energy.back')}</Button>}>
            {t('energy.meterGoneText')}
          </StatePanel>
        )
      }}
    </Answer>
  )
}
