/** Tariffs and costs of the made-up building. */
import type { TARIFF_CALLS } from '../../../shared/calls/tariff-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import { failure } from '../../../shared/result.ts'

const nothing = () => failure('call-unanswered', 'This is not built yet.')

export const fakeTariff = (): Pick<Handlers, keyof typeof TARIFF_CALLS> => ({
  listTariffs: nothing,
  saveTariff: nothing,
  removeTariff: nothing,
  getCosts: nothing,
})
