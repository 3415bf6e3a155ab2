/** What the demo building pays: an example, so that its screens show cost and CO2. A technician's own site begins without a tariff. */
import type { Tariff } from '../../../../shared/domain/tariff.ts'
import type { TariffKeeper } from './tariff-keeper.ts'

const DEMO_TARIFF: Tariff = {
  id: 0, name: 'Example tariff', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [],
  versions: [{
    validFrom: '2020-01-01', price: 0.19, holidaysAsSundays: true, demandCharge: 8, standingCharge: 40, kwhPerM3: null, co2KgPerUnit: 0.35, co2Source: 'Example value; take that of the supplier',
    periods: [{ name: 'Working days', price: 0.25, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 360, toMinute: 1_320 }],
  }],
}

/** Only where there is none yet. */
export const giveDemoTariff = (tariffs: Pick<TariffKeeper, 'list' | 'save'>): void => {
  if (tariffs.list().length === 0) tariffs.save(DEMO_TARIFF)
}
