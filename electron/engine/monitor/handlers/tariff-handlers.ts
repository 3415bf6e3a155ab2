/** Handlers of calls about tariffs and costs. */
import type { TARIFF_CALLS } from '../../../../shared/calls/tariff-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createTariffHandlers = (on: OnSession): HandlersOf<typeof TARIFF_CALLS> => ({
  listTariffs: () => on(({ tariffs }) => ok(tariffs.list())),
  saveTariff: ({ tariff }) => on(({ tariffs }) => tariffs.save(tariff)),
  removeTariff: ({ tariffId }) => on(({ tariffs }) => tariffs.remove(tariffId)),
  listTariffChanges: () => on(({ tariffs }) => ok(tariffs.changes())),
  undoTariffChange: ({ changeId }) => on(({ tariffs }) => tariffs.undo(changeId)),
  getCosts: ({ meterIds, fromMs, toMs }) => on(({ costs }) => costs.reports(meterIds, fromMs, toMs)),
})
