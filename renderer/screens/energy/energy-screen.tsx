/** Energy of the site: what each medium and meter uses now, today and this week. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Answer } from '../../components/answer.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { ENERGY_DOOR, ENERGY_IMPORT_DOOR, ROLES_DOOR } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { MeterTable } from './meter-table.tsx'
import { SiteFigures } from './site-figures.tsx'

/** Demand of the moment and the day so far; events follow each demand window. */
const ASK_EVERY_MS = 60_000

const NoMeters = () => {
  const { t } = useTranslation()
  return (
    <StatePanel
      title={t('energy.none')}
      actions={
        <>
          <Button component={Link} href={ROLES_DOOR}>{t('energy.rolesDoor')}</Button>
          <Button component={Link} href={ENERGY_IMPORT_DOOR} variant="default">{t('energy.importDoor')}</Button>
        </>
      }
    >
      {t('energy.noneText')}
    </StatePanel>
  )
}

export const EnergyScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }])
  const meters = useCall('listMeters', {})
  const overview = useCall('getEnergyOverview', {}, { everyMs: ASK_EVERY_MS })
  return (
    <>
      <ScreenTabs label={t('energy.pages')} tabs={[{ label: t('energy.page.overview'), to: ENERGY_DOOR, here: true }, { label: t('energy.page.import'), to: ENERGY_IMPORT_DOOR, here: false }]} />
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
