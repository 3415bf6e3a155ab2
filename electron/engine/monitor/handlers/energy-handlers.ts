/** Handlers of calls about meters and what they measured. */
import type { ENERGY_CALLS } from '../../../../shared/calls/energy-calls.ts'
import type { RunHours } from '../../../../shared/domain/energy.ts'
import { ok } from '../../../../shared/result.ts'
import { exportSeries } from '../energy/energy-csv.ts'
import { readFigures } from '../energy/energy-figures.ts'
import { readOverview } from '../energy/energy-overview.ts'
import { checkEnergyPeriod, readCarpet, readLoadDuration, readSeries } from '../energy/energy-series.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

const HOUR_MS = 3_600_000

export const createEnergyHandlers = (on: OnSession): HandlersOf<typeof ENERGY_CALLS> => ({
  listMeters: () => on(({ energy }) => ok(energy.meters.list())),
  changeMeters: ({ meterIds, patch }) => on(({ energy }) => energy.meters.change(meterIds, patch)),
  confirmMeters: ({ meterIds }) => on(({ energy }) => energy.meters.confirm(meterIds)),
  makeMeter: ({ meter }) => on(({ energy }) => energy.meters.make(meter)),
  removeMeter: ({ meterId }) => on(({ energy }) => energy.meters.remove(meterId)),
  listMeterChanges: () => on(({ energy }) => ok(energy.meters.changes())),
  undoMeterChange: ({ changeId }) => on(({ energy }) => energy.meters.undo(changeId)),
  listMeterCorrections: ({ meterId, fromMs, toMs }) => on(({ energy }) => ok(energy.meters.corrections(meterId, fromMs, toMs))),
  setMeterCorrection: ({ correctionId, inForce }) => on(({ energy }) => energy.meters.setCorrection(correctionId, inForce)),

  getEnergyOverview: () => on(async ({ context, energy }) => ok(await readOverview(context, energy.seams))),
  getEnergySeries: ({ meterIds, fromMs, toMs, step }) => on(({ context }) => readSeries(context, meterIds, fromMs, toMs, step)),
  getEnergyFigures: ({ meterIds, fromMs, toMs }) => on(({ context, energy }) => readFigures(context, energy.seams, meterIds, fromMs, toMs)),
  getEnergyCarpet: ({ meterId, fromMs, toMs }) => on(({ context }) => readCarpet(context, meterId, fromMs, toMs)),
  getLoadDuration: ({ meterId, fromMs, toMs }) => on(({ context }) => readLoadDuration(context, meterId, fromMs, toMs)),
  getRunHours: ({ pointIds, fromMs, toMs }) =>
    on(({ context }) => {
      const may = checkEnergyPeriod(fromMs, toMs, HOUR_MS)
      if (!may.ok) return may
      return ok(
        pointIds.map((pointId): RunHours => {
          const days = context.store.energy.runDays.runDays(pointId, fromMs, toMs)
          return {
            pointId, daysMs: Float64Array.from(days, ({ startMs }) => startMs), hours: Float64Array.from(days, ({ runMs }) => runMs / HOUR_MS), starts: Float64Array.from(days, ({ starts }) => starts),
            coverage: Float64Array.from(days, ({ coverage }) => coverage),
          }
        }),
      )
    }),
  exportEnergy: ({ meterIds, fromMs, toMs, step }) => on(({ context }) => exportSeries(context, meterIds, fromMs, toMs, step)),
})
