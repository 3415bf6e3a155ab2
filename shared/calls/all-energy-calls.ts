/** All calls about energy together: meters, forecasts, baselines, tariffs, imports. */
import { BASELINE_CALLS } from './baseline-calls.ts'
import { ENERGY_CALLS } from './energy-calls.ts'
import { ENERGY_IMPORT_CALLS } from './energy-import-calls.ts'
import { FORECAST_CALLS } from './forecast-calls.ts'
import { TARIFF_CALLS } from './tariff-calls.ts'

export const ALL_ENERGY_CALLS = { ...ENERGY_CALLS, ...FORECAST_CALLS, ...BASELINE_CALLS, ...TARIFF_CALLS, ...ENERGY_IMPORT_CALLS } as const
