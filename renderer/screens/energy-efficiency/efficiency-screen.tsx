/** How well energy is used: site and areas against a benchmark, what to do first, meters compared, and the benchmarks themselves. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EfficiencyReport } from '../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { EFFICIENCY_DOOR, ENERGY_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { EnergyTabs } from '../energy/energy-tabs.tsx'
import { NoMeters } from '../energy/no-meters.tsx'
import { AreaTable } from './area-table.tsx'
import { BenchmarkTable } from './benchmark-table.tsx'
import { useKindName } from './benchmark-words.ts'
import { efficiencyCsv } from './efficiency-csv.ts'
import { MeterRanking } from './meter-ranking.tsx'
import { RecommendationList } from './recommendation-list.tsx'
import classes from './efficiency.module.css'

const Known = ({ report, meters }: { readonly report: EfficiencyReport; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const kindName = useKindName(report.benchmarks)
  const save = (): void => downloadFile('efficiency.csv', efficiencyCsv(report, meters, { t: (key) => t(`efficiency.csv.${key}`), text, kindName, siteName: t('efficiency.site') }), 'text/csv;charset=utf-8')
  return (
    <>
      <Section
        title={t('efficiency.areas')}
        aside={
          <Button variant="default" size="compact-sm" aria-label={t('efficiency.exportOf')} leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={save}>
            {t('energy.export')}
          </Button>
        }
      >
        {report.pending > 0 && <p className={classes.quiet} role="status">{t('efficiency.pending', { count: report.pending })}</p>}
        <AreaTable areas={report.areas} benchmarks={report.benchmarks} meters={meters} />
        <p className={classes.note}>{t('efficiency.areasText')}</p>
      </Section>
      <Section title={t('efficiency.recommendations')}>
        <RecommendationList recommendations={report.recommendations} meters={meters} pending={report.pending} />
      </Section>
      <Section title={t('efficiency.ranking')}>
        <MeterRanking report={report} meters={meters} />
      </Section>
      <Section title={t('efficiency.benchmarks')}>
        <p className={classes.note}>{t('efficiency.benchmarksText')}</p>
        <BenchmarkTable benchmarks={report.benchmarks} />
      </Section>
    </>
  )
}

export const EfficiencyScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }, { label: t('energy.page.efficiency'), to: EFFICIENCY_DOOR }])
  const meters = useCall('listMeters', {})
  const report = useCall('getEfficiency', {})
  return (
    <>
      <EnergyTabs here="efficiency" />
      <Answer query={meters} loading={t('energy.loading')}>
        {(list) =>
          list.length === 0 ? (
            <NoMeters />
          ) : (
            <Answer query={report} loading={t('efficiency.loading')}>
              {(known) => <Known report={known} meters={list} />}
            </Answer>
          )
        }
      </Answer>
    </>
  )
}
