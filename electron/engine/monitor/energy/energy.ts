/** Energy of the open site: meters found and kept, numbers worked out of them, questions answered. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { EnergyWorker } from '../../pipeline/energy/energy-lane.ts'
import type { ReadingRows } from '../../store/store-types.ts'
import type { RoleKeeper } from '../roles/role-keeper.ts'
import type { SiteContext } from '../site-context.ts'
import type { ImportMeters } from './energy-imports.ts'
import { planEnergy, pointsOf } from './energy-plan.ts'
import type { EnergySeams } from './energy-seams.ts'
import { createEnergyUpkeep } from './energy-upkeep.ts'
import { importMetersOf } from './import-meters.ts'
import { proposeTree, refindMeters } from './meter-finder.ts'
import { createMeterKeeper, type MeterKeeper } from './meter-keeper.ts'

export interface Energy {
  readonly meters: MeterKeeper
  /** What imports need of meters. */
  readonly importMeters: ImportMeters
  /** Replaced by whoever knows forecasts and tariffs. */
  seams: EnergySeams
  /** Told after each run: meters with new numbers, and those of them whose past changed further back than a day and a half. */
  follow(follower: EnergyFollower): void
  /** Readings came into the store that are older than what was worked out. */
  lateReadings(rows: ReadingRows): void
  /** Settings that change how all is worked out: time zone, demand window. */
  settingsChanged(): void
  /** Resolves when nothing is being worked out. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export type EnergyFollower = (meterIds: readonly number[], rebuilt: ReadonlySet<number>) => void

/** What is worked out again and again is no change of the past. */
const PAST_MS = 36 * 3_600_000
const FIND_AFTER_MS = 2_000
const NOTHING_KNOWN: EnergySeams = { expectedOf: () => null, peakRisk: () => null, costOf: () => Promise.resolve(null) }
/** The time zone and the window that hours were worked out by. */
const BASIS_KEY = 'energyBasis'

export const createEnergy = (site: SiteContext, roles: RoleKeeper, worker: EnergyWorker, who: string): Energy => {
  const { clock, store, hub, log } = site
  const roleOf = (pointId: number): PointRole | null => roles.roleOf(pointId)
  const runDue = new Map<number, number>()
  let weatherDueMs: number | null = null
  let daily = false
  let meterOfPoint: Map<number, readonly number[]> | null = null
  let cancelFind: (() => void) | null = null

  const followers: EnergyFollower[] = []
  const rebuilt = new Set<number>()

  const tell = (meterIds: readonly number[]): void => {
    if (meterIds.length > 0) hub.emit('energyChanged', { meterIds })
  }
  const changed = (meterIds: readonly number[]): void => {
    meterOfPoint = null
    tell(meterIds)
    upkeep.soon()
  }
  const meters = createMeterKeeper(site, who, changed)

  const upkeep = createEnergyUpkeep({
    site,
    worker,
    plan: ({ dueOnly, daily: hourly }) => {
      const task = planEnergy(site, { nowMs: clock.nowMs(), roleOf, undone: meters.undone(), dueOnly, daily: hourly || daily, runDue, weatherDueMs })
      for (const { meterId, fromMs } of task.due) if (fromMs < task.nowMs - PAST_MS) rebuilt.add(meterId)
      if (hourly || daily) {
        runDue.clear()
        weatherDueMs = null
        daily = false
      }
      return task
    },
    worked: (meterIds) => {
      tell([...new Set([...meterIds, ...proposeTree(site, clock.nowMs())])])
      const own = new Set(meterIds.filter((id) => rebuilt.delete(id)))
      for (const follower of followers) follower(meterIds, own)
    },
  })

  const find = (): void => {
    cancelFind = null
    try {
      const found = refindMeters(site, roles)
      if (found.length > 0) changed(found)
      daily = true
      upkeep.soon()
    } catch (error) {
      log.warn('meters could not be looked for', error)
    }
  }
  const findSoon = (): void => {
    cancelFind?.()
    cancelFind = clock.after(FIND_AFTER_MS, find)
  }

  /** Hours begin elsewhere in another time zone: what was worked out before is void. */
  const checkBasis = (): void => {
    const { timeZone, demandWindowMinutes } = store.settings()
    const basis = `${timeZone}/${demandWindowMinutes}`
    const before = store.meta(BASIS_KEY)
    if (before === basis) return
    for (const { id } of before === undefined ? [] : store.energy.meters.all()) {
      store.energy.atOnce(() => {
        store.energy.periods.removeOfMeter(id)
        store.energy.meters.setKnown(id, null)
        store.energy.periods.addDue(id, 0, false)
      })
    }
    store.setMeta(BASIS_KEY, basis)
    weatherDueMs = 0
    daily = true
    upkeep.soon()
  }

  const metersOf = (pointId: number): readonly number[] => {
    if (meterOfPoint === null) {
      const map = new Map<number, number[]>()
      for (const meter of store.energy.meters.all()) for (const id of pointsOf(meter)) map.set(id, [...(map.get(id) ?? []), meter.id])
      meterOfPoint = map
    }
    return meterOfPoint.get(pointId) ?? []
  }

  const markLate = (pointId: number, fromMs: number): void => {
    const concerned = metersOf(pointId)
    for (const meterId of concerned) {
      const known = store.energy.meters.get(meterId)?.known
      if (known !== null && known !== undefined && fromMs < known.toMs) store.energy.periods.addDue(meterId, fromMs, true)
    }
    const role = roleOf(pointId)
    if (role === 'outside_air_temp') weatherDueMs = Math.min(weatherDueMs ?? Infinity, fromMs)
    if (role === 'fan_status' || role === 'pump_status' || role === 'run_status') runDue.set(pointId, Math.min(runDue.get(pointId) ?? Infinity, fromMs))
    if (concerned.length > 0) upkeep.soon()
  }

  const stopListening = hub.subscribe((name) => {
    if (name === 'rolesChanged' || name === 'pointsChanged') findSoon()
  })
  void roles.settled().then(findSoon)
  checkBasis()

  return {
    meters,
    importMeters: importMetersOf(site, meters, {
      due: (meterId, fromMs) => {
        store.energy.periods.addDue(meterId, fromMs, false)
        upkeep.soon()
      },
      weather: (fromMs) => {
        weatherDueMs = Math.min(weatherDueMs ?? Infinity, fromMs)
        daily = true
        upkeep.soon()
      },
    }),
    seams: NOTHING_KNOWN,
    follow: (follower) => void followers.push(follower),
    lateReadings: ({ count, pointIds, timesMs }) => {
      const firsts = new Map<number, number>()
      for (let i = 0; i < count; i++) firsts.set(pointIds[i] as number, Math.min(firsts.get(pointIds[i] as number) ?? Infinity, timesMs[i] as number))
      for (const [pointId, fromMs] of firsts) markLate(pointId, fromMs)
    },
    settingsChanged: checkBasis,
    settled: () => upkeep.settled(),
    stop: async () => {
      stopListening()
      cancelFind?.()
      await upkeep.stop()
    },
  }
}
