/** Meters as the rows of a tree: main meters, below each its sub-meters and what these do not explain. Pure. */
import type { EnergyOverview, EnergyOverviewMeter, Meter } from '../../../shared/domain/energy.ts'

export type MeterRow =
  | {
      readonly what: 'meter'
      readonly meter: Meter
      readonly depth: number
      readonly figures: EnergyOverviewMeter | undefined
      /** Of the meter above, this week, 0..1; null for main meters and where one of both is not known. */
      readonly share: number | null
    }
  /** What the sub-meters of a meter leave unexplained this week. */
  | { readonly what: 'rest'; readonly meter: Meter; readonly depth: number; readonly energy: number; readonly share: number }

export const meterRows = (meters: readonly Meter[], overview: EnergyOverview): MeterRow[] => {
  const figures = new Map(overview.meters.map((each) => [each.meterId, each]))
  const rests = new Map(overview.unaccounted.map((each) => [each.meterId, each]))
  const known = new Set(meters.map(({ id }) => id))
  const children = Map.groupBy(meters, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null))
  const weekOf = (id: number | null): number => (id === null ? Number.NaN : (figures.get(id)?.week.energy ?? Number.NaN))
  const rows: MeterRow[] = []
  // A circle of parents would have no end; a meter is shown once.
  const shown = new Set<number>()
  const add = (meter: Meter, depth: number): void => {
    if (shown.has(meter.id)) return
    shown.add(meter.id)
    const share = weekOf(meter.id) / weekOf(meter.parentId)
    rows.push({ what: 'meter', meter, depth, figures: figures.get(meter.id), share: Number.isFinite(share) ? share : null })
    for (const child of children.get(meter.id) ?? []) add(child, depth + 1)
    const rest = rests.get(meter.id)
    if (rest !== undefined) rows.push({ what: 'rest', meter, depth: depth + 1, energy: rest.energy, share: rest.share })
  }
  for (const meter of children.get(null) ?? []) add(meter, 0)
  for (const meter of meters) add(meter, 0)
  return rows
}
