/** Handlers of calls about importing interval data and weather. */
import type { ENERGY_IMPORT_CALLS } from '../../../../shared/calls/energy-import-calls.ts'
import type { HandlersOf } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createEnergyImportHandlers = (): HandlersOf<typeof ENERGY_IMPORT_CALLS> => ({
  previewEnergyImport: notThere,
  startEnergyImport: notThere,
  listEnergyImports: notThere,
  undoEnergyImport: notThere,
})
