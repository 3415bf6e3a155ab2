/** Handlers of calls about meters and what they measured. */
import type { ENERGY_CALLS } from '../../../../shared/calls/energy-calls.ts'
import type { HandlersOf } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createEnergyHandlers = (): HandlersOf<typeof ENERGY_CALLS> => ({
  listMeters: notThere,
  changeMeters: notThere,
  confirmMeters: notThere,
  makeMeter: notThere,
  removeMeter: notThere,
  listMeterChanges: notThere,
  undoMeterChange: notThere,
  listMeterCorrections: notThere,
  setMeterCorrection: notThere,
  getEnergyOverview: notThere,
  getEnergySeries: notThere,
  getEnergyFigures: notThere,
  getEnergyPatterns: notThere,
  getEnergyCarpet: notThere,
  getLoadDuration: notThere,
  getRunHours: notThere,
  exportEnergy: notThere,
})
