/** All calls about energy together: meters, efficiency, imports, forecasts, tariffs, baselines. */
import { BASELINE_CALLS } from './baseline-calls.ts'
import { EFFICIENCY_CALLS } from './efficiency-calls.ts'
import { ENERGY_CALLS } from './energy-calls.ts'
import { ENERGY_IMPORT_CALLS } from './energy-import-calls.ts'
import { FORECAST_CALLS } from './forecast-calls.ts'
import { TARIFF_CALLS } from './tariff-calls.ts'

export const ALL_ENERGY_CALLS = { ...ENERGY_CALLS, ...EFFICIENCY_CALLS, ...ENERGY_IMPORT_CALLS, ...FORECAST_CALLS, ...TARIFF_CALLS, ...BASELINE_CALLS } as const
