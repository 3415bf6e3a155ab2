/** Handlers of calls about importing interval data and weather. */
import type { ENERGY_IMPORT_CALLS } from '../../../../shared/calls/energy-import-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createEnergyImportHandlers = (on: OnSession): HandlersOf<typeof ENERGY_IMPORT_CALLS> => ({
  previewEnergyImport: ({ file, mapping, target }) => on(({ energyImports }) => energyImports.preview(file, mapping, target)),
  startEnergyImport: ({ file, mapping, target }) => on(({ energyImports }) => energyImports.start(file, mapping, target)),
  listEnergyImports: () => on(({ energyImports }) => ok(energyImports.list())),
  undoEnergyImport: ({ importId }) => on(({ energyImports }) => energyImports.undo(importId)),
})
