/** Tariffs of the made-up building: power by time of use in two versions, heat at one price; checked by the product's own rules, priced by its own sums. */
import { createCalendar } from '../../../electron/engine/analysis/calendar.ts'
import { canPrice, costOfPeriod } from '../../../electron/engine/analysis/energy/tariff/cost-of-period.ts'
import type { TARIFF_CALLS } from '../../../shared/calls/tariff-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { EnergySeries, Meter } from '../../../shared/domain/energy.ts'
import type { Tariff, TariffChange, TariffVersion } from '../../../shared/domain/tariff.ts'
import { fail, failure, ok } from '../../../shared/result.ts'
import { tariffClashes, tariffProblems } from '../../../shared/tariff-checks.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  readonly meters: () => readonly Meter[]
  readonly series: (meterId: number, fromMs: number, toMs: number, step: EnergySeries['step']) => EnergySeries
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const WORKDAYS = [0, 1, 2, 3, 4]
const POWER: TariffVersion = {
  validFrom: '2024-01-01', price: 0.182, holidaysAsSundays: true, demandCharge: 9.4, standingCharge: 45, kwhPerM3: null, co2KgPerUnit: 0.363, co2Source: 'Umweltbundesamt, German power mix 2024',
  periods: [
    { name: 'Evening peak', price: 0.331, weekdays: WORKDAYS, months: [1, 2, 11, 12], fromMinute: 1_020, toMinute: 1_200 },
    { name: 'Day', price: 0.246, weekdays: WORKDAYS, months: [], fromMinute: 360, toMinute: 1_320 },
  ],
}

const TARIFFS: readonly Tariff[] = [
  { id: 2, name: 'District heat', medium: 'heat', measure: 'energy', currency: 'EUR', meterIds: [], versions: [{ ...POWER, price: 0.118, periods: [], demandCharge: 0, standingCharge: 210, co2KgPerUnit: null, co2Source: '' }] },
  { id: 1, name: 'Power, medium voltage', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [POWER, { ...POWER, validFrom: '2026-01-01', price: 0.191 }] },
]

export const fakeTariff = ({ empty, failing, meters, series, push }: Building): Pick<Handlers, keyof typeof TARIFF_CALLS> => {
  let tariffs: readonly Tariff[] = empty ? [] : TARIFFS
  let changes: readonly TariffChange[] = []
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const guarded = <A, R>(answer: (args: A) => R) => (args: A): R | typeof gone => (failing ? gone : answer(args))
  const put = (id: number, after: Tariff | null): void => {
    tariffs = [...tariffs.filter((one) => one.id !== id), ...(after === null ? [] : [after])].sort((a, b) => a.name.localeCompare(b.name))
    setTimeout(() => push('energyChanged', { meterIds: [] }), 0)
  }
  const note = (what: TariffChange['what'], before: Tariff | null, after: Tariff | null): void => {
    changes = [{ id: changes.length + 1, atMs: Date.now(), who: 'operator', tariffId: (after ?? before)?.id ?? 0, what, before, after, undone: false }, ...changes]
  }
  return {
    listTariffs: guarded(() => ok(tariffs)),
    saveTariff: guarded(({ tariff }) => {
      const [problem] = [...tariffProblems(tariff), ...tariffClashes(tariff, tariffs, (id) => meters().find((one) => one.id === id)?.name ?? '')]
      if (problem !== undefined) return fail(problem)
      const before = tariffs.find(({ id }) => id === tariff.id) ?? null
      const after = { ...tariff, id: before === null ? Math.max(0, ...tariffs.map(({ id }) => id)) + 1 : tariff.id, versions: tariff.versions.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom)) }
      note(before === null ? 'made' : 'changed', before, after)
      put(after.id, after)
      return ok(after)
    }),
    removeTariff: guarded(({ tariffId }) => {
      note('removed', tariffs.find(({ id }) => id === tariffId) ?? null, null)
      put(tariffId, null)
      return ok(null)
    }),
    listTariffChanges: guarded(() => ok(changes)),
    undoTariffChange: guarded(({ changeId }) => {
      const change = changes.find(({ id }) => id === changeId)
      if (change === undefined) return failure('tariff-change-unknown', 'There is no such change.', {})
      changes = changes.map((one) => (one.id === changeId ? { ...one, undone: true } : one))
      put(change.tariffId, change.before)
      return ok(tariffs)
    }),
    getCosts: guarded(({ meterIds, fromMs, toMs }) =>
      ok(
        meters().filter(({ id }) => meterIds.includes(id)).flatMap((meter) => {
          const tariff = tariffs.find((one) => one.medium === meter.medium && canPrice(one, meter.measure))
          if (tariff === undefined) return []
          const end = Math.min(toMs, Date.now())
          return [costOfPeriod(tariff, { meterId: meter.id, measure: meter.measure, rows: series(meter.id, fromMs, end, 'hour'), days: series(meter.id, fromMs - 31 * 86_400_000, end, 'day'), fromMs, toMs: end, calendar: createCalendar('Europe/Berlin'), isHoliday: () => false })]
        }),
      ),
    ),
  }
}
