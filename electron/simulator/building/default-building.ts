/** The default building of eight controllers, and how it grows to any number of devices and points. */
import { BuildingModel } from '../physics/building-model.ts'
import { addAhuPoints } from './ahu-points.ts'
import { addChilledPoints, addHotPoints } from './plant-points.ts'
import { PointList } from './point-list.ts'
import type { DeviceSpec } from './point-spec.ts'
import { addMeterPoints, addSitePoints } from './site-points.ts'
import { addVavPoints } from './vav-points.ts'

export const MAX_DEVICES = 200
export const MAX_POINTS = 20_000
const ZONES_PER_FLOOR = 6
const POINTS_PER_ZONE = 8

export interface BuildingSize {
  readonly seed: number
  readonly devices?: number
  readonly points?: number
  readonly utcOffsetMinutes: number
  readonly beginMs: number
}

export interface Building {
  readonly model: BuildingModel
  readonly devices: readonly DeviceSpec[]
}

type Maker = Pick<DeviceSpec, 'vendorId' | 'vendorName' | 'modelName' | 'firmware' | 'application' | 'maxApdu' | 'protocolRevision' | 'readPropertyMultiple' | 'cov'>

const maker = (vendorId: number, vendorName: string, modelName: string, firmware: string, application: string, differs: Partial<Maker> = {}): Maker => ({
  vendorId,
  vendorName,
  modelName,
  firmware,
  application,
  maxApdu: 1476,
  protocolRevision: 14,
  readPropertyMultiple: true,
  cov: true,
  ...differs,
})

const AHU_MAKER = maker(8, 'Delta Controls', 'eBCON-512', '4.12.0.1874', 'AHU_VAV_V3.2')
const VAV_MAKER = maker(24, 'Automated Logic Corporation', 'OF-VAV Gateway', '6.5.032', 'vav_rht_std 2.8')
// An older controller behind a slow bus: short packets only.
const SMALL_MAKER = maker(35, 'Reliable Controls Corporation', 'MP-V2 VAV', '8.26.4', 'VAVR-11', { maxApdu: 480, protocolRevision: 9 })
const PLANT_MAKER = maker(5, 'Johnson Controls, Inc.', 'NCE2560 Plant', '10.1.0.3300', 'CHW_2CH_VPF')
const HOT_MAKER = maker(36, 'Tridium', 'Niagara Station', '4.10.5.14', 'HHW_Plant_r7')
// A gateway of the simplest kind: one property a request, no notifications.
const METER_MAKER = maker(17, 'Honeywell Inc.', 'MB-GW 32', '2.03', 'Modbus map 7', { readPropertyMultiple: false, cov: false, protocolRevision: 7 })
const SITE_MAKER = maker(10, 'Schneider Electric', 'AS-P Server', '3.2.3.4012', 'Site_Main')

interface Plan {
  readonly instance: number
  readonly name: string
  readonly description: string
  readonly location: string
  readonly maker: Maker
  readonly addPoints: (list: PointList) => void
}

const floorTag = (floor: number, box: number): string => `VAV-${floor}-${String(box).padStart(2, '0')}`

const vavPoints = (floor: number, firstZone: number, boxes: number) => (list: PointList) => {
  for (let box = 0; box < boxes && !list.full(); box++) {
    addVavPoints(list, floorTag(floor, box + 1), firstZone + box, box === 3)
    if (box === 0) list.trendLog(`${floorTag(floor, 1)} TREND`, 'Trend of the box')
  }
}

const basePlans = (): Plan[] => [
  { instance: 1001, name: 'AHU-1', description: 'Air handling unit 1, level 1', location: 'Roof plant room', maker: AHU_MAKER, addPoints: (list) => addAhuPoints(list, 'AHU1', 0) },
  { instance: 1002, name: 'AHU-2', description: 'Air handling unit 2, level 2', location: 'Roof plant room', maker: AHU_MAKER, addPoints: (list) => addAhuPoints(list, 'AHU2', 1) },
  { instance: 2001, name: 'VAV-L1', description: 'VAV boxes level 1', location: 'Level 1 riser', maker: VAV_MAKER, addPoints: vavPoints(1, 0, ZONES_PER_FLOOR) },
  { instance: 2002, name: 'VAV-L2', description: 'VAV boxes level 2', location: 'Level 2 riser', maker: SMALL_MAKER, addPoints: vavPoints(2, ZONES_PER_FLOOR, ZONES_PER_FLOOR) },
  { instance: 3001, name: 'CHW-PLANT', description: 'Chilled water plant', location: 'Basement', maker: PLANT_MAKER, addPoints: addChilledPoints },
  { instance: 3002, name: 'HHW-PLANT', description: 'Hot water plant', location: 'Basement', maker: HOT_MAKER, addPoints: addHotPoints },
  { instance: 4001, name: 'METER-GW', description: 'Energy meter gateway', location: 'Main switch room', maker: METER_MAKER, addPoints: addMeterPoints },
  { instance: 5001, name: 'SITE-CTRL', description: 'Site controller: weather, schedules, lighting', location: 'Level 1 comms room', maker: SITE_MAKER, addPoints: addSitePoints },
]

const addSiteSignals = (model: BuildingModel): void => {
  for (const [name, initial] of [
    ['site.fireAlarm', 0],
    ['site.generator', 0],
    ['site.mode', 1],
    ['site.selector', 3],
    ['site.demandLimit', 180],
  ] as const)
    model.signals.add(name, initial)
}

const toDevice = (plan: Plan, model: BuildingModel, most: number): DeviceSpec => {
  const list = new PointList((signal) => model.signals.slot(signal), most)
  plan.addPoints(list)
  const { instance, name, description, location, maker: made } = plan
  return { ...made, instance, name, description, location, points: list.points }
}

/** Splits `total` into `parts` whole shares that differ by one at most. */
const shares = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_none, index) => Math.floor(total / parts) + (index < total % parts ? 1 : 0))

/** Points of the first devices when there are fewer than asked for: each gives up the same share. */
const trimmed = (counts: readonly number[], points: number): number[] => {
  const all = counts.reduce((sum, count) => sum + count, 0)
  const kept = counts.map((count) => Math.max(1, Math.floor((count * points) / all)))
  let missing = points - kept.reduce((sum, count) => sum + count, 0)
  for (let index = 0; missing > 0 && index < counts.length; index++) {
    const more = Math.min(missing, (counts[index] ?? 0) - (kept[index] ?? 0))
    kept[index] = (kept[index] ?? 0) + more
    missing -= more
  }
  return kept
}

/**
 * Builds the model and its devices. Without sizes: 8 devices, about 260 points. With sizes: exactly as many points, most of them of
 * further VAV controllers, which really hang on the two air handlers. `devices` 1..200, `points` at least one a device, at most 20,000.
 */
export const createBuilding = (size: BuildingSize): Building => {
  const plans = basePlans()
  const counting = new BuildingModel({ ...size, zones: 2 * ZONES_PER_FLOOR })
  addSiteSignals(counting)
  const base = plans.map((plan) => toDevice(plan, counting, Number.POSITIVE_INFINITY).points.length)
  const basePoints = base.reduce((sum, count) => sum + count, 0)
  const devices = size.devices ?? (size.points === undefined ? 8 : Math.min(MAX_DEVICES, Math.max(8, Math.ceil((size.points - basePoints) / 100) + 8)))
  const kept = plans.slice(0, devices)
  const available = base.slice(0, devices).reduce((sum, count) => sum + count, 0)
  const extraDevices = Math.max(0, devices - plans.length)
  const wanted = size.points ?? available + extraDevices * 4 * POINTS_PER_ZONE
  const extraPoints = Math.max(0, wanted - available)
  // When only a few devices are asked for, the last of them takes all further boxes.
  const extra = extraPoints === 0 ? [] : extraDevices === 0 ? [extraPoints] : shares(Math.max(extraPoints, extraDevices), extraDevices)
  const baseCounts = wanted - extra.reduce((sum, count) => sum + count, 0) < available ? trimmed(base.slice(0, devices), Math.max(devices, wanted - extra.reduce((sum, count) => sum + count, 0))) : base
  const zonesOf = extra.map((points) => Math.ceil(points / POINTS_PER_ZONE))
  const zones = 2 * ZONES_PER_FLOOR + zonesOf.reduce((sum, count) => sum + count, 0)
  const model = new BuildingModel({ ...size, zones })
  addSiteSignals(model)
  let firstZone = 2 * ZONES_PER_FLOOR
  const made = kept.map((plan, index) => toDevice(plan, model, baseCounts[index] ?? 1))
  extra.forEach((points, index) => {
    const boxes = zonesOf[index] ?? 1
    const floor = 3 + index
    const addPoints = vavPoints(floor, firstZone, boxes)
    firstZone += boxes
    if (extraDevices === 0) {
      const last = kept.at(-1)
      if (last) made[made.length - 1] = toDevice({ ...last, addPoints: (list) => (last.addPoints(list), addPoints(list)) }, model, (made.at(-1)?.points.length ?? 0) + points)
      return
    }
    made.push(toDevice({ instance: 20_000 + floor, name: `VAV-L${floor}`, description: `VAV boxes level ${floor}`, location: `Level ${floor} riser`, maker: index % 5 === 4 ? SMALL_MAKER : VAV_MAKER, addPoints }, model, points))
  })
  return { model, devices: made }
}
