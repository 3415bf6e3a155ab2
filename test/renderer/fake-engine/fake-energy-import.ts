/** Importing interval data and weather of the made-up building. */
import type { ENERGY_IMPORT_CALLS } from '../../../shared/calls/energy-import-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

const nothing = () => failure('call-unanswered', 'This is not built yet.')

export const fakeEnergyImport = (): Pick<Handlers, keyof typeof ENERGY_IMPORT_CALLS> => ({
  previewEnergyImport: nothing,
  startEnergyImport: nothing,
  listEnergyImports: nothing,
  undoEnergyImport: nothing,
})
