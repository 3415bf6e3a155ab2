/** All calls about energy together: meters and imports. */
import { ENERGY_CALLS } from './energy-calls.ts'
import { ENERGY_IMPORT_CALLS } from './energy-import-calls.ts'

export const ALL_ENERGY_CALLS = { ...ENERGY_CALLS, ...ENERGY_IMPORT_CALLS } as const
