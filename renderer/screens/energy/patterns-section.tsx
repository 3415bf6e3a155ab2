/** How the load of a meter looks over its last year: kinds of days as small profiles, and what they say of use and waste. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EnergyPatterns } from '../../../shared/domain/energy-patterns.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { DayKindChart } from './day-kind-chart.tsx'
import { weekdaysOf } from './day-kinds.ts'
import { PatternTable } from './pattern-table.tsx'
import { patternsCsv } from './patterns-csv.ts'
import classes from './patterns.module.css'

const dateText = (atMs: number, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium' }).format(atMs)

const Kinds = ({ patterns, meter }: { readonly patterns: EnergyPatterns; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { dayTypes, occupied, missing } = patterns
  if (dayTypes.length === 0) return <p className={classes.quiet}>{missing.dayTypes === undefined ? t('patterns.none') : text(missing.dayTypes)}</p>
  const most = Math.max(...dayTypes.flatMap(({ profile }) => profile))
  return (
    <div className={classes.kinds}>
      {dayTypes.map((kind) => {
        const [day] = weekdaysOf(kind, dayTypes)
        return <DayKindChart key={`${kind.days} ${kind.profile.join(' ')}`} kind={kind} all={dayTypes} most={most} use={day === undefined ? null : (occupied?.[day] ?? null)} measure={meter.measure} />
      })}
    </div>
  )
}

export const PatternsSection = ({ meter }: { readonly meter: Meter }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const patterns = useCall('getEnergyPatterns', { meterId: meter.id }, { keepPrevious: true })
  const save = (own: EnergyPatterns): void => downloadFile(`load-patterns-${meter.id}.csv`, patternsCsv(own, meter.measure, { kind: t('patterns.csv.kind'), days: t('patterns.csv.days'), date: t('patterns.csv.date') }), 'text/csv;charset=utf-8')
  return (
    <Section title={t('patterns.title')} aside={patterns.data === undefined ? undefined : t('patterns.basis', { from: dateText(patterns.data.fromMs, timeZone), to: dateText(patterns.data.toMs - 1, timeZone), count: patterns.data.measuredDays })}>
      <Answer query={patterns} loading={t('patterns.loading')}>
        {(own) => (
          <>
            <Kinds patterns={own} meter={meter} />
            <PatternTable patterns={own} meter={meter} />
            <div className={classes.foot}>
              <p className={classes.quiet}>{t('patterns.how')}</p>
              <Button variant="default" aria-label={t('patterns.exportOf')} leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => save(own)}>
                {t('energy.export')}
              </Button>
            </div>
          </>
        )}
      </Answer>
    </Section>
  )
}
