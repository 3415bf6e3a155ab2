/** The default building of eight controllers, and how it grows to any number of devices and points. */
import { BuildingModel } from '../physics/building-model.ts'
import { addAhuPoints } from './ahu-points.ts'
import { addChilledPoints, addHotPoints } from './plant-points.ts'
import { PointList } from './point-list.ts'
import type { DeviceSpec } from './point-spec.ts'
import { POINTS_PER_ZONE, sizeBuilding } from './sizing.ts'
import { addMeterPoints, addSitePoints } from './site-points.ts'
import { addVavPoints } from './vav-points.ts'

const ZONES_PER_FLOOR = 6

export interface BuildingSize {
  readonly seed: number
  /** Of the weather alone; absent: `seed`. */
  readonly weatherSeed?: number | undefined
  readonly devices?: number
  readonly points?: number
  readonly utcOffsetMinutes: number
  readonly beginMs: number
}

export interface Building {
  readonly model: BuildingModel
  readonly devices: readonly DeviceSpec[]
}

type Maker = Pick<DeviceSpec, 'vendorId' | 'vendorName' | 'modelName' | 'firmware' | 'application' | 'maxApdu' | 'protocolRevision' | 'readPropertyMultiple' | 'cov' | 'covProperty'>

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
  covProperty: true,
  ...differs,
})

const AHU_MAKER = maker(8, 'Delta Controls', 'eBCON-512', '4.12.0.1874', 'AHU_VAV_V3.2')
const VAV_MAKER = maker(24, 'Automated Logic Corporation', 'OF-VAV Gateway', '6.5.032', 'vav_rht_std 2.8')
// An older controller behind a slow bus: short packets only.
const SMALL_MAKER = maker(35, 'Reliable Controls Corporation', 'MP-V2 VAV', '8.26.4', 'VAVR-11', { maxApdu: 480, protocolRevision: 9, covProperty: false })
const PLANT_MAKER = maker(5, 'Johnson Controls, Inc.', 'NCE2560 Plant', '10.1.0.3300', 'CHW_2CH_VPF')
const HOT_MAKER = maker(36, 'Tridium', 'Niagara Station', '4.10.5.14', 'HHW_Plant_r7')
// A gateway of the simplest kind: one property a request, no notifications.
const METER_MAKER = maker(17, 'Honeywell Inc.', 'MB-GW 32', '2.03', 'Modbus map 7', { readPropertyMultiple: false, cov: false, covProperty: false, protocolRevision: 7 })
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

const plan = (instance: number, name: string, description: string, location: string, made: Maker, addPoints: Plan['addPoints']): Plan => ({
  instance,
  name,
  description,
  location,
  maker: made,
  addPoints,
})

const basePlans = (): Plan[] => [
  plan(1001, 'AHU-1', 'Air handling unit 1, level 1', 'Roof plant room', AHU_MAKER, (list) => addAhuPoints(list, 'AHU1', 0)),
  plan(1002, 'AHU-2', 'Air handling unit 2, level 2', 'Roof plant room', AHU_MAKER, (list) => addAhuPoints(list, 'AHU2', 1)),
  plan(2001, 'VAV-L1', 'VAV boxes level 1', 'Level 1 riser', VAV_MAKER, vavPoints(1, 0, ZONES_PER_FLOOR)),
  plan(2002, 'VAV-L2', 'VAV boxes level 2', 'Level 2 riser', SMALL_MAKER, vavPoints(2, ZONES_PER_FLOOR, ZONES_PER_FLOOR)),
  plan(3001, 'CHW-PLANT', 'Chilled water plant', 'Basement', PLANT_MAKER, addChilledPoints),
  plan(3002, 'HHW-PLANT', 'Hot water plant', 'Basement', HOT_MAKER, addHotPoints),
  plan(4001, 'METER-GW', 'Energy meter gateway', 'Main switch room', METER_MAKER, addMeterPoints),
  plan(5001, 'SITE-CTRL', 'Site controller: weather, schedules, lighting', 'Level 1 comms room', SITE_MAKER, addSitePoints),
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

const EVERYTHING = Number.POSITIVE_INFINITY
const BASE_ZONES = 2 * ZONES_PER_FLOOR
/** One in five further controllers is of the kind with short packets. */
const SMALL_EVERY = 5

const extraPlan = (index: number, firstZone: number, boxes: number): Plan => {
  const floor = 3 + index
  return {
    instance: 20_000 + floor,
    name: `VAV-L${floor}`,
    description: `VAV boxes level ${floor}`,
    location: `Level ${floor} riser`,
    maker: index % SMALL_EVERY === SMALL_EVERY - 1 ? SMALL_MAKER : VAV_MAKER,
    addPoints: vavPoints(floor, firstZone, boxes),
  }
}

/** A plan with further VAV boxes behind its own points. */
const withBoxes = (plan: Plan, boxes: number): Plan => ({
  ...plan,
  addPoints: (list) => {
    plan.addPoints(list)
    vavPoints(3, BASE_ZONES, boxes)(list)
  },
})

/** How many points each device of the default building has. */
const basePoints = (size: BuildingSize, plans: readonly Plan[]): number[] => {
  const model = new BuildingModel({ ...size, zones: BASE_ZONES })
  addSiteSignals(model)
  return plans.map((plan) => toDevice(plan, model, EVERYTHING).points.length)
}

const boxesFor = (points: number): number => Math.ceil(points / POINTS_PER_ZONE)

/**
 * Builds the model and its devices. Without sizes: 8 devices, about 270 points. With sizes: exactly as many points, most of them of
 * further VAV controllers, which really hang on the two air handlers. `devices` 1..200, `points` at least one a device, at most 20,000.
 */
export const createBuilding = (size: BuildingSize): Building => {
  const plans = basePlans()
  const sizing = sizeBuilding(basePoints(size, plans), size.devices, size.points)
  const boxes = sizing.extra.map(boxesFor)
  const addedBoxes = boxesFor(sizing.added)
  const model = new BuildingModel({ ...size, zones: BASE_ZONES + addedBoxes + boxes.reduce((sum, count) => sum + count, 0) })
  addSiteSignals(model)
  const last = sizing.base.length - 1
  const devices = sizing.base.map((points, index): DeviceSpec => {
    const plan = plans[index]
    if (!plan) throw new Error(`the default building has no device ${index}`)
    return index === last && addedBoxes > 0 ? toDevice(withBoxes(plan, addedBoxes), model, points + sizing.added) : toDevice(plan, model, points)
  })
  let firstZone = BASE_ZONES + addedBoxes
  sizing.extra.forEach((points, index) => {
    devices.push(toDevice(extraPlan(index, firstZone, boxes[index] ?? 0), model, points))
    firstZone += boxes[index] ?? 0
  })
  return { model, devices }
}
