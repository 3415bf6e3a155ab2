/** Meters and what they measured of the made-up building. */
import type { ENERGY_CALLS } from '../../../shared/calls/energy-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

const nothing = () => failure('call-unanswered', 'This is not built yet.')

export const fakeEnergy = (): Pick<Handlers, keyof typeof ENERGY_CALLS> => ({
  listMeters: nothing,
  changeMeters: nothing,
  confirmMeters: nothing,
  makeMeter: nothing,
  removeMeter: nothing,
  listMeterChanges: nothing,
  undoMeterChange: nothing,
  listMeterCorrections: nothing,
  setMeterCorrection: nothing,
  getEnergyOverview: nothing,
  getEnergySeries: nothing,
  getEnergyFigures: nothing,
  getEnergyPatterns: nothing,
  getEnergyCarpet: nothing,
  getLoadDuration: nothing,
  getRunHours: nothing,
  exportEnergy: nothing,
})
