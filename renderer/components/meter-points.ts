/** Which points a meter is made from, and which meters a point is part of. Pure. */
import type { Meter, MeterSignal } from '../../shared/domain/energy.ts'

/** What a point is to a meter. */
export type MeterPart = MeterSignal | 'flow' | 'supply' | 'return' | 'runs' | 'speed'

/** Meters of meters of meters: deeper ones are a circle. */
const DEEPEST = 8

/** The points of the meter's own readings, each once. Meters of other meters and imported ones have none. */
export const pointsOfMeter = ({ source }: Pick<Meter, 'source'>): ReadonlyMap<number, MeterPart> => {
  switch (source.what) {
    case 'point':
      return new Map([[source.pointId, source.signal]])
    case 'thermal':
      return new Map([[source.returnPointId, 'return'], [source.supplyPointId, 'supply'], [source.flowPointId, 'flow']])
    case 'runTime':
      return new Map<number, MeterPart>([...(source.speedPointId === null ? [] : [[source.speedPointId, 'speed'] as const]), [source.pointId, 'runs']])
    case 'sum':
    case 'imported':
      return new Map()
  }
}

export interface PointMeter {
  readonly meter: Meter
  readonly part: MeterPart
}

/** Meters made from the point: those that are counted first, then by name. */
export const metersOfPoint = (meters: readonly Meter[], pointId: number): PointMeter[] =>
  meters
    .flatMap((meter) => {
      const part = pointsOfMeter(meter).get(pointId)
      return part === undefined ? [] : [{ meter, part }]
    })
    .sort((a, b) => Number(a.meter.ignored) - Number(b.meter.ignored) || a.meter.name.localeCompare(b.meter.name))

/** The meter and, of a sum, all that it is made of, each once. */
export const withParts = (meter: Meter, meters: ReadonlyMap<number, Meter>): readonly Meter[] => {
  const found = new Map<number, Meter>()
  const add = (one: Meter, depth: number): void => {
    if (found.has(one.id) || depth > DEEPEST) return
    found.set(one.id, one)
    if (one.source.what !== 'sum') return
    for (const { meterId } of one.source.terms) {
      const part = meters.get(meterId)
      if (part !== undefined) add(part, depth + 1)
    }
  }
  add(meter, 0)
  return [...found.values()]
}
