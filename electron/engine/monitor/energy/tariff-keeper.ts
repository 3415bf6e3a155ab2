/** The tariffs of the open site: kept, changed by people, every change told and undoable; which of them a meter has. */
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { Tariff, TariffChange, TariffPeriod } from '../../../../shared/domain/tariff.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import { tariffClashes, tariffProblems } from '../../../../shared/tariff-checks.ts'
import { canPrice } from '../../analysis/energy/tariff/cost-of-period.ts'
import type { SiteContext } from '../site-context.ts'

export interface TariffKeeper {
  /** By name. */
  list(): readonly Tariff[]
  /** The tariff that prices a meter: one that names it, else the one of all others of its medium. */
  of(meter: Meter): Tariff | undefined
  /** `id` 0 makes a new one. Fails with `tariff-unknown`, `meter-unknown`, `tariff-meter-medium` and what `tariffProblems` and `tariffClashes` find. */
  save(tariff: Tariff): Result<Tariff>
  /** Fails with `tariff-unknown`. */
  remove(tariffId: number): Result<null>
  /** Newest first. */
  changes(): readonly TariffChange[]
  /** Fails with `tariff-change-unknown`, `tariff-change-later`, and where what comes back clashes with what stands now. */
  undo(changeId: number): Result<readonly Tariff[]>
}

const MOST_CHANGES = 1_000

/** `changed` hears of every change of prices. `who` is the account on this machine. */
export const createTariffKeeper = ({ clock, store }: Pick<SiteContext, 'clock' | 'store'>, who: string, changed: () => void): TariffKeeper => {
  const { tariffs } = store
  let known: readonly Tariff[] | null = null
  const list = (): readonly Tariff[] => (known ??= tariffs.all())

  const keep = (what: TariffChange['what'], before: Tariff | null, write: () => Tariff | null): Tariff | null => {
    const after = tariffs.atOnce(() => {
      const written = write()
      tariffs.addChange({ atMs: clock.nowMs(), who, tariffId: (written ?? before)?.id ?? 0, what, before, after: written })
      return written
    })
    known = null
    changed()
    return after
  }

  const check = (tariff: Tariff): Result<null> => {
    const meters = new Map(store.energy.meters.all().map((meter) => [meter.id, meter]))
    for (const id of tariff.meterIds) {
      const meter = meters.get(id)
      if (meter === undefined) return failure('meter-unknown', `There is no meter ${id}; it may have been removed.`, { id })
      if (meter.medium !== tariff.medium) return failure('tariff-meter-medium', `${meter.name} does not measure what this tariff is for. Choose meters of its medium.`, { meter: meter.name })
    }
    const [problem] = [...tariffProblems(tariff), ...tariffClashes(tariff, list(), (id) => meters.get(id)?.name ?? String(id))]
    return problem === undefined ? ok(null) : fail(problem)
  }

  return {
    list,
    of: (meter) => {
      const fits = list().filter((tariff) => tariff.medium === meter.medium && canPrice(tariff, meter.measure))
      const own = fits.find(({ meterIds }) => meterIds.includes(meter.id))
      // Of all others, prices in the meter's own unit before those that must be converted.
      return own ?? fits.filter(({ meterIds }) => meterIds.length === 0).sort((a, b) => Number(b.measure === meter.measure) - Number(a.measure === meter.measure))[0]
    },
    save: (given) => {
      const tariff = inOrder(given)
      const before = list().find(({ id }) => id === tariff.id) ?? null
      if (tariff.id !== 0 && before === null) return failure('tariff-unknown', `There is no tariff ${tariff.id}; it may have been removed.`, { id: tariff.id })
      const may = check(tariff)
      if (!may.ok) return may
      const after = keep(before === null ? 'made' : 'changed', before, () => {
        if (before === null) return { ...tariff, id: tariffs.insert(tariff) }
        tariffs.put(tariff)
        return tariff
      })
      return ok(after ?? tariff)
    },
    remove: (tariffId) => {
      const before = list().find(({ id }) => id === tariffId)
      if (before === undefined) return failure('tariff-unknown', `There is no tariff ${tariffId}; it may have been removed.`, { id: tariffId })
      keep('removed', before, () => {
        tariffs.remove(tariffId)
        return null
      })
      return ok(null)
    },
    changes: () => tariffs.changes(MOST_CHANGES),
    undo: (changeId) => {
      const change = tariffs.change(changeId)
      if (change === undefined || change.undone) return failure('tariff-change-unknown', 'This change cannot be undone, or was undone already.', {})
      if (tariffs.hasLater(changeId, change.tariffId)) return failure('tariff-change-later', 'This tariff was changed again later. Undo the newer change first.', {})
      const { before } = change
      if (before !== null) {
        const may = check(before)
        if (!may.ok) return may
      }
      tariffs.atOnce(() => {
        if (before === null) tariffs.remove(change.tariffId)
        else tariffs.put(before)
        tariffs.setUndone(changeId)
      })
      known = null
      changed()
      return ok(list())
    },
  }
}

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b)

/** Versions by date, days and months in order and once; all of them is the same as none. */
const inOrder = (tariff: Tariff): Tariff => {
  const period = (one: TariffPeriod): TariffPeriod => {
    const [weekdays, months] = [ascending(one.weekdays), ascending(one.months)]
    return { ...one, weekdays: weekdays.length === 7 ? [] : weekdays, months: months.length === 12 ? [] : months }
  }
  return {
    ...tariff, meterIds: ascending(tariff.meterIds),
    versions: tariff.versions.map((version) => ({ ...version, periods: version.periods.map(period) })).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
  }
}
