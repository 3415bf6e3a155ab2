/** Shares the budget of requests out: how many times longer than wished intervals must be so that no device, trunk or the laptop exceeds its limit. Pure. */
import type { Stretch } from './poll-plan.ts'

export interface Demand {
  readonly deviceId: number
  /** One key per network behind a router; undefined where it is reached directly. */
  readonly trunk: string | undefined
  /** Requests per second that reading as wished needs. */
  readonly viewed: number
  readonly background: number
}

export interface BudgetLimits {
  readonly perDevice: number
  readonly perTrunk: (trunk: string) => number
  readonly total: number
}

/** Share of a limit that is planned; the rest is for repetitions, identity checks and what the user asks. */
export const PLANNED_SHARE = 0.9
/** Share of the plan that viewed points may take before they too are read less often. */
const VIEWED_SHARE = 0.5

interface Load {
  viewed: number
  background: number
}

/** What brings a load below a limit: the background gives way first. */
const stretchFor = ({ viewed, background }: Load, limit: number): Stretch => {
  const usable = limit * PLANNED_SHARE
  if (viewed + background <= usable) return { viewed: 1, background: 1 }
  const viewedMost = background > 0 ? usable * VIEWED_SHARE : usable
  const viewedNow = Math.min(viewed, viewedMost)
  return { viewed: viewedNow > 0 ? viewed / viewedNow : 1, background: background > 0 ? Math.max(1, background / (usable - viewedNow)) : 1 }
}

const times = (one: Stretch, other: Stretch): Stretch => ({ viewed: one.viewed * other.viewed, background: one.background * other.background })

const addTo = (sums: Map<string, Load>, key: string, { viewed, background }: Load): void => {
  const sum = sums.get(key)
  if (sum === undefined) sums.set(key, { viewed, background })
  else {
    sum.viewed += viewed
    sum.background += background
  }
}

/** The stretch of every device. Each level reckons with what the level below leaves: first devices, then trunks, then the laptop. */
export const stretches = (demands: readonly Demand[], limits: BudgetLimits): ReadonlyMap<number, Stretch> => {
  const factors = new Map(demands.map((demand) => [demand.deviceId, stretchFor(demand, limits.perDevice)]))
  const level = (keyOf: (demand: Demand) => string | undefined, limitOf: (key: string) => number): void => {
    const sums = new Map<string, Load>()
    for (const demand of demands) {
      const key = keyOf(demand)
      const factor = factors.get(demand.deviceId)!
      if (key !== undefined) addTo(sums, key, { viewed: demand.viewed / factor.viewed, background: demand.background / factor.background })
    }
    for (const demand of demands) {
      const key = keyOf(demand)
      const sum = key === undefined ? undefined : sums.get(key)
      if (key !== undefined && sum !== undefined) factors.set(demand.deviceId, times(factors.get(demand.deviceId)!, stretchFor(sum, limitOf(key))))
    }
  }
  level(({ trunk }) => trunk, limits.perTrunk)
  level(
    () => 'total',
    () => limits.total,
  )
  return factors
}
