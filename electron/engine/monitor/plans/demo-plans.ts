/** Floor plans of the demo building, drawn here: two levels of six rooms, each with the sensor of its box, the air handler and the controllers. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { NewPlanItem } from '../../../../shared/domain/plan.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Equipment } from '../../../../shared/domain/rules.ts'
import type { PlanKeeper } from './plan-keeper.ts'

interface Room {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const WIDTH = 2_000
const HEIGHT = 1_200
const LEVELS = [1, 2] as const

/** Three rooms to the north, three to the south of a corridor; the core with stairs and riser is in its middle. */
const ROOMS: readonly Room[] = [
  { name: 'Open office north-west', x: 60, y: 60, width: 760, height: 420 },
  { name: 'Meeting room', x: 820, y: 60, width: 380, height: 420 },
  { name: 'Open office north-east', x: 1_200, y: 60, width: 740, height: 420 },
  { name: 'Offices south-west', x: 60, y: 720, width: 620, height: 420 },
  { name: 'Kitchen', x: 680, y: 720, width: 420, height: 420 },
  { name: 'Open office south-east', x: 1_100, y: 720, width: 840, height: 420 },
]

const rect = ({ x, y, width, height }: Omit<Room, 'name'>): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`
const windows = (y: number): string => Array.from({ length: 11 }, (_, at) => `<path d="M${130 + at * 164} ${y}h90"/>`).join('')
const door = ({ x, y, width }: Room): string => {
  const top = y > HEIGHT / 2 ? y : y + 420
  const sweep = y > HEIGHT / 2 ? 80 : -80
  return `<path d="M${x + width / 2} ${top}v${sweep}a80 80 0 0 ${sweep > 0 ? 0 : 1} 80 ${-sweep}"/>`
}

/** The drawing of a level. */
export const drawDemoLevel = (level: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><g fill="none" stroke="#3b454f" stroke-width="8">${rect({ x: 60, y: 60, width: 1_880, height: 1_080 })}<g stroke-width="5">${ROOMS.map(rect).join('')}</g>` +
  `<g stroke="#9aa6b2" stroke-width="14">${windows(60)}${windows(1_140)}</g><g stroke="#9aa6b2" stroke-width="3">${ROOMS.map(door).join('')}</g>` +
  `<g stroke-width="4">${rect({ x: 900, y: 530, width: 200, height: 140 })}${Array.from({ length: 7 }, (_, step) => `<path d="M${925 + step * 25} 530v140"/>`).join('')}</g></g>` +
  `<g font-family="sans-serif" font-size="26" fill="#717c87">${ROOMS.map(({ name, x, y }) => `<text x="${x + 20}" y="${y + 44}">${name}</text>`).join('')}<text x="100" y="612">Corridor, level ${level}</text></g></svg>`

interface DemoSite {
  readonly devices: readonly Pick<Device, 'id' | 'name'>[]
  readonly points: readonly Pick<Point, 'id' | 'name'>[]
  readonly equipment: readonly Pick<Equipment, 'id' | 'kind' | 'name' | 'deviceId'>[]
}

const middle = ({ x, y, width, height }: Room): { readonly x: number; readonly y: number } => ({ x: x + width / 2, y: y + height / 2 })

const itemsOf = (level: number, { devices, points, equipment }: DemoSite): readonly NewPlanItem[] => {
  const sensors = ROOMS.flatMap((room, at): NewPlanItem[] => {
    const sensor = points.find(({ name }) => name === `VAV-${level}-0${at + 1} ZN-T`)
    return sensor === undefined ? [] : [{ subject: { what: 'point', pointId: sensor.id }, label: '', ...middle(room) }]
  })
  const controllers = [`VAV-L${level}`, `AHU-${level}`, ...(level === 1 ? ['SITE-CTRL'] : [])].flatMap((wanted, at): NewPlanItem[] => {
    const device = devices.find(({ name }) => name === wanted)
    if (device === undefined) return []
    const handler = equipment.find(({ deviceId, kind }) => deviceId === device.id && kind === 'ahu')
    return [{ subject: handler === undefined ? { what: 'device', deviceId: device.id } : { what: 'equipment', equipmentId: handler.id }, label: wanted, x: 1_200 + at * 260, y: 600 }]
  })
  return [...sensors, ...controllers]
}

/** Makes the plans where there are none yet. A plan that cannot be kept is left out: the demo works without it. */
export const makeDemoPlans = async (plans: PlanKeeper, site: DemoSite): Promise<void> => {
  if (plans.list().length > 0) return
  for (const level of LEVELS) {
    const added = await plans.add(`Level ${level}`, { name: `demo-level-${level}.svg`, bytes: new TextEncoder().encode(drawDemoLevel(level)) })
    const plan = added.ok ? added.value.plans[0] : undefined
    const items = itemsOf(level, site)
    if (plan === undefined || items.length === 0) return
    await plans.place(plan.id, items)
    plans.lock(plan.id, true)
  }
}
