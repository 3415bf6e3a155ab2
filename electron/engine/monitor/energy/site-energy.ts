/** Everything about energy of one open site, wired together: meters, costs, baselines, forecasts, efficiency. */
import type { BaselineWorker } from '../../pipeline/energy/baseline-lane.ts'
import type { EnergyWorker } from '../../pipeline/energy/energy-lane.ts'
import type { PatternWorker } from '../../pipeline/energy/pattern-lane.ts'
import type { ForecastWorker } from '../../pipeline/forecast/forecast-lane.ts'
import type { RoleKeeper } from '../roles/role-keeper.ts'
import type { SiteContext } from '../site-context.ts'
import { createBaselines, type Baselines } from './baselines.ts'
import { giveDemoTariff } from './demo-tariff.ts'
import { createEfficiencyKeeper, type EfficiencyKeeper } from './efficiency-keeper.ts'
import { createEnergyCosts, type EnergyCosts } from './energy-costs.ts'
import { createEnergyImports, type EnergyImports } from './energy-imports.ts'
import { createEnergy, type Energy } from './energy.ts'
import { createForecasts, type Forecasts } from './forecast/forecasts.ts'
import { createTariffKeeper, type TariffKeeper } from './tariff-keeper.ts'

export interface SiteEnergy {
  readonly energy: Energy
  readonly energyImports: EnergyImports
  readonly efficiency: EfficiencyKeeper
  readonly tariffs: TariffKeeper
  readonly costs: EnergyCosts
  readonly baselines: Baselines
  readonly forecasts: Forecasts
}

export interface SiteEnergyDeps {
  readonly openEnergyWorker: (siteFolder: string) => EnergyWorker
  readonly openBaselineWorker: (siteFolder: string) => BaselineWorker
  readonly openForecastWorker: (siteFolder: string) => ForecastWorker
  readonly openPatternWorker: (siteFolder: string) => PatternWorker
  /** The account on this machine, for the record of changes. */
  readonly userName: string
}

/** `stop` waits for what is being worked out. */
export const openSiteEnergy = (
  context: SiteContext,
  roles: RoleKeeper,
  deps: SiteEnergyDeps,
  { siteFolder, demo }: { readonly siteFolder: string; readonly demo: boolean },
): SiteEnergy & { readonly stop: () => Promise<void> } => {
  const energy = createEnergy(context, roles, deps.openEnergyWorker(siteFolder), deps.userName)
  const tariffs = createTariffKeeper(context, deps.userName, () => context.hub.emit('energyChanged', { meterIds: [] }))
  if (demo) giveDemoTariff(tariffs)
  const costs = createEnergyCosts(context, tariffs)
  const baselines = createBaselines(context, deps.openBaselineWorker(siteFolder), tariffs, deps.userName)
  energy.seams = { ...energy.seams, costOf: (...args) => costs.costOf(...args) }
  const forecasts = createForecasts(context, energy, deps.openForecastWorker(siteFolder))
  const efficiency = createEfficiencyKeeper(context, (meter) => tariffs.of(meter), deps.openPatternWorker(siteFolder))
  return {
    energy, tariffs, costs, baselines, forecasts, efficiency,
    energyImports: createEnergyImports(context, energy.importMeters),
    stop: async () => {
      await efficiency.stop()
      await energy.stop()
      await baselines.stop()
      await forecasts.stop()
    },
  }
}
