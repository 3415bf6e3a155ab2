/** Handlers of calls about tariffs and costs. */
import type { TARIFF_CALLS } from '../../../../shared/calls/tariff-calls.ts'
import type { HandlersOf } from './handler-group.ts'
import { notThere } from './not-there.ts'

export const createTariffHandlers = (): HandlersOf<typeof TARIFF_CALLS> => ({
  listTariffs: notThere,
  saveTariff: notThere,
  removeTariff: notThere,
  getCosts: notThere,
})
