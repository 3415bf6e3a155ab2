/** How a device could be reached, hour by hour or day by day, as cells; the arrow keys and a click choose the one whose figures stand beside. */
import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatusHistory } from '../../../shared/domain/health.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { Facts } from '../../components/facts.tsx'
import { formatShare } from '../../components/format-value.ts'
import { duration } from '../../components/format-time.ts'
import { Section } from '../../components/section.tsx'
import { Moment, useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { statusCsv } from './health-csv.ts'
import { dayText } from './day-text.ts'
import { leadOf, statusRows, type StatusCell } from './status-cells.ts'
import classes from './health.module.css'

const DAY_MS = 86_400_000
const SHOWN_DAYS = { hour: 14, day: 180 } as const
const LEGEND = ['fine', 'away', 'lossy', 'part', 'unseen'] as const

const milliseconds = (value: number | undefined): string | null => (value === undefined || Number.isNaN(value) ? null : `${Math.round(value)} ms`)

const Figures = ({ history, cell }: { readonly history: StatusHistory; readonly cell: StatusCell }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { at } = cell
  if (at === null) return <p className={classes.quiet}>{t('health.status.nothing')}</p>
  const of = (name: Exclude<keyof StatusHistory, 'deviceId' | 'step'>): number => history[name][at] ?? Number.NaN
  const errors = (['timeouts', 'aborts', 'rejects', 'errors', 'decodes', 'sends'] as const).filter((name) => of(name) > 0).map((name) => t(`health.status.error.${name}`, { count: of(name) }))
  return (
    <Facts
      facts={[
        [t('health.status.when'), history.step === 'day' ? dayText(cell.startMs, timeZone) : <Moment key="when" atMs={cell.startMs} />],
        [t('health.status.observed'), t('health.status.shareOf', { share: formatShare(of('observedMs') / of('lengthMs')), length: duration(t, of('lengthMs')) })],
        [t('health.status.online'), of('observedMs') === 0 ? null : formatShare(of('onlineMs') / of('observedMs'))],
        [t('health.status.requests'), String(of('requests'))],
        [t('health.status.errors'), errors.length === 0 ? t('health.status.noErrors') : errors.join(', ')],
        [t('health.status.retries'), String(of('retries'))],
        [t('health.status.restarts'), String(of('restarts'))],
        [t('health.status.values'), of('asked') === 0 ? null : t('health.status.valuesText', { share: formatShare(of('answered') / of('asked')), answered: of('answered'), asked: of('asked') })],
        [t('health.status.p50'), milliseconds(of('latencyP50Ms'))],
        [t('health.status.p95'), milliseconds(of('latencyP95Ms'))],
        [t('health.status.p99'), milliseconds(of('latencyP99Ms'))],
        [t('health.status.slowest'), milliseconds(of('latencyMaxMs'))],
      ]}
    />
  )
}

interface HistoryProps {
  readonly history: StatusHistory
  readonly fromMs: number
  readonly toMs: number
}

const Cells = ({ history, fromMs, toMs }: HistoryProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const rows = statusRows(history, fromMs, toMs, timeZone)
  const cells = rows.toReversed().flatMap((row) => row.cells)
  const [chosenMs, setChosenMs] = useState<number | null>(null)
  const known = cells.findIndex(({ startMs }) => startMs === chosenMs)
  const at = known === -1 ? Math.max(0, cells.findLastIndex((cell) => cell.at !== null)) : known
  const chosen = cells[at]
  const a = history.step === 'hour' ? 24 : 7
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: a, ArrowDown: -a }[event.key]
    const next = step === undefined ? undefined : cells[Math.max(0, Math.min(cells.length - 1, at + step))]
    if (next === undefined) return
    event.preventDefault()
    setChosenMs(next.startMs)
  }
  const words = (cell: StatusCell): string => `${dayText(cell.startMs, timeZone)}: ${t(`health.status.state.${cell.state}`)}`
  return (
    <div className={classes.history}>
      <div>
        <div className={classes.cells} role="slider" tabIndex={0} aria-label={t('health.status.choose')} aria-valuemin={0} aria-valuemax={Math.max(0, cells.length - 1)} aria-valuenow={at} aria-valuetext={chosen === undefined ? '' : words(chosen)} onKeyDown={onKey}>
          {rows.map((row) => (
            <div key={row.label} className={classes.cellRow}>
              <span>{row.label}</span>
              <span className={classes.cellLine}>
                {Array.from({ length: leadOf(row, history.step, timeZone) }, (_, i) => (
                  <span key={`lead ${i}`} className={classes.cell} data-state="none" />
                ))}
                {row.cells.map((cell) => (
                  // The slider around them is what keys and screen readers use.
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
                  <span key={cell.startMs} className={classes.cell} data-state={cell.state} data-chosen={cell === chosen} title={words(cell)} onClick={() => setChosenMs(cell.startMs)} />
                ))}
              </span>
            </div>
          ))}
        </div>
        <p className={classes.legend}>
          {LEGEND.map((state) => (
            <span key={state}>
              <span className={classes.cell} data-state={state} aria-hidden="true" />
              {t(`health.status.state.${state}`)}
            </span>
          ))}
        </p>
      </div>
      {chosen !== undefined && <Figures history={history} cell={chosen} />}
    </div>
  )
}

export const StatusHistorySection = ({ deviceId, toMs }: { readonly deviceId: number; readonly toMs: number }) => {
  const { t } = useTranslation()
  const [step, setStep] = useState<StatusHistory['step']>('hour')
  const fromMs = toMs - SHOWN_DAYS[step] * DAY_MS
  const query = useCall('getStatusHistory', { deviceId, fromMs, toMs, step })
  const { data } = query
  const aside = (
    <>
      <SegmentedControl aria-label={t('health.status.step')} size="xs" data={[{ value: 'hour', label: t('health.status.byHour') }, { value: 'day', label: t('health.status.byDay') }]} value={step} onChange={(value) => setStep(value)} />
      <Button variant="default" size="compact-sm" disabled={data === undefined || data.startsMs.length === 0} onClick={() => data !== undefined && downloadFile(`status-${deviceId}-${step}.csv`, statusCsv(data), 'text/csv;charset=utf-8')}>
        {t('health.saveCsv')}
      </Button>
    </>
  )
  return (
    <Section title={t('health.status.title')} aside={aside}>
      <Answer query={query} loading={t('health.status.loading')}>
        {(history) => (history.startsMs.length === 0 ? <p className={classes.quiet}>{t('health.status.none')}</p> : <Cells key={step} history={history} fromMs={fromMs} toMs={toMs} />)}
      </Answer>
    </Section>
  )
}
