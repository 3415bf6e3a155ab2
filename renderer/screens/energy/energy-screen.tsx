/** Energy of the site: what each medium and meter uses now, today and this week. */
import { useTranslation } from 'react-i18next'
import { Answer } from '../../components/answer.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { ENERGY_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { EnergyTabs } from './energy-tabs.tsx'
import { MeterTable } from './meter-table.tsx'
import { NoMeters } from './no-meters.tsx'
import { SiteFigures } from './site-figures.tsx'
import { SiteForecast } from './site-forecast.tsx'

/** Demand of the moment and the day so far; events follow each demand window. */
const ASK_EVERY_MS = 60_000

export const EnergyScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }])
  const meters = useCall('listMeters', {})
  const overview = useCall('getEnergyOverview', {}, { everyMs: ASK_EVERY_MS })
  return (
    <>
      <EnergyTabs here="overview" />
      <Answer query={meters} loading={t('energy.loading')}>
        {(list) =>
          list.length === 0 ? (
            <NoMeters />
          ) : (
            <Answer query={overview} loading={t('energy.loading')}>
              {(figures) => (
                <>
                  <Section title={t('energy.site')}>
                    <SiteFigures site={figures.site} />
                  </Section>
                  <Section title={t('energy.siteForecast.title')} aside={t('energy.siteForecast.aside')}>
                    <SiteForecast overview={figures} meters={list} />
                  </Section>
                  <Section title={t('energy.meters')} aside={String(list.length)}>
                    <MeterTable meters={list} overview={figures} />
                  </Section>
                </>
              )}
            </Answer>
          )
        }
      </Answer>
    </>
  )
}
