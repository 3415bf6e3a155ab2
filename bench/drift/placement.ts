/** What healthy sensors add of their own: they are mounted a little wrong, age a little, stand in the sun. None of it is a fault. */
import type { ReadingFault } from '../../electron/simulator/building/sim-point.ts'
import type { PointSpec } from '../../electron/simulator/building/point-spec.ts'
import { gauss, uniform, wander } from '../../electron/simulator/physics/noise.ts'
import { unitQuantity } from '../../shared/units.ts'

const DAY_MS = 86_400_000

/** Standard deviation of the constant offset, size of a slow wandering of two weeks and of three days, share of a scale error; in the unit of the quantity (for pressure: a share of the reading). */
interface Placement {
  readonly offset: number
  readonly weeks: number
  readonly days: number
  readonly scale: number
}

const PLACEMENTS: Partial<Record<ReturnType<typeof unitQuantity>, Placement>> = {
  temperature: { offset: 0.3, weeks: 0.2, days: 0.15, scale: 0.01 },
  relativeHumidity: { offset: 1.5, weeks: 1, days: 0.8, scale: 0.02 },
  concentration: { offset: 20, weeks: 12, days: 8, scale: 0.03 },
  pressure: { offset: 0, weeks: 0, days: 0, scale: 0.02 },
  irradiance: { offset: 0, weeks: 0, days: 0, scale: 0.02 },
}
/** The sun on an outdoor sensor: at most so many kelvin at 1,000 W/m2. */
const MOST_SUN_K = 2

/** What a sensor shows of the true value. `solar`: W/m2 now. */
export const placementOf = (seed: number, id: number, spec: PointSpec, solar: () => number): ReadingFault | null => {
  const placement = PLACEMENTS[unitQuantity(spec.units)]
  if (placement === undefined) return null
  const offset = placement.offset * gauss(seed, 700_000 + id, 1)
  const scale = 1 + placement.scale * gauss(seed, 700_000 + id, 2)
  const sun = spec.name.endsWith('OAT') ? MOST_SUN_K * uniform(seed, 700_000 + id, 3) : 0
  return (value, timeMs) =>
    value * scale + offset + placement.weeks * wander(seed, 710_000 + id, timeMs, 14 * DAY_MS) + placement.days * wander(seed, 720_000 + id, timeMs, 3 * DAY_MS) + (sun === 0 ? 0 : (sun * solar()) / 1_000)
}
