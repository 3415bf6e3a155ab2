/** The parts of energy as links in a line. */
import { useTranslation } from 'react-i18next'
import { ScreenTabs } from '../../components/screen-tabs.tsx'
import { ENERGY_DOOR, ENERGY_IMPORT_DOOR, METERS_DOOR, SAVINGS_DOOR, TARIFFS_DOOR, EFFICIENCY_DOOR } from '../../doors.ts'

const PAGES = { overview: ENERGY_DOOR, meters: METERS_DOOR, savings: SAVINGS_DOOR, tariffs: TARIFFS_DOOR, efficiency: EFFICIENCY_DOOR, import: ENERGY_IMPORT_DOOR } as const

export const EnergyTabs = ({ here }: { readonly here: keyof typeof PAGES }) => {
  const { t } = useTranslation()
  return <ScreenTabs label={t('energy.pages')} tabs={(Object.keys(PAGES) as (keyof typeof PAGES)[]).map((page) => ({ label: t(`energy.page.${page}`), to: PAGES[page], here: page === here }))} />
}
