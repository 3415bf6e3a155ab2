/** Eight devices with about 260 points as controls vendors name them; `scale` multiplies the VAV floors; more devices behind routers on demand. */
import type { Device, DeviceAddress } from '../../../shared/domain/device.ts'
import { objectTypeFact } from '../../../shared/domain/object-type.ts'
import type { Point } from '../../../shared/domain/point.ts'

interface Template {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly units: number | null
  readonly base: number
  readonly swing: number
  readonly texts?: readonly string[]
}

const analog = (type: number, name: string, description: string, units: number, base: number, swing: number): Template => ({ type, name, description, units, base, swing })
const ON_OFF = ['Off', 'On']

const AHU: readonly Template[] = [
  analog(0, 'OA-T', 'Outside air temperature', 62, 9, 4),
  analog(0, 'SA-T', 'Supply air temperature', 62, 16, 0.6),
  analog(0, 'RA-T', 'Return air temperature', 62, 22.4, 0.5),
  analog(0, 'MA-T', 'Mixed air temperature', 62, 17.2, 1),
  analog(0, 'SA-P', 'Supply duct static pressure', 53, 250, 12),
  analog(0, 'RA-CO2', 'Return air CO2', 96, 640, 80),
  analog(0, 'RA-H', 'Return air humidity', 29, 42, 3),
  analog(1, 'CHW-VLV', 'Chilled water valve', 98, 22, 12),
  analog(1, 'HHW-VLV', 'Heating valve', 98, 4, 3),
  analog(1, 'OAD', 'Outside air damper', 98, 30, 10),
  analog(1, 'SF-SPD', 'Supply fan speed', 98, 68, 6),
  analog(2, 'SA-T-SP', 'Supply air temperature set-point', 62, 16, 0),
  { type: 3, name: 'SF-S', description: 'Supply fan status', units: null, base: 1, swing: 0, texts: ON_OFF },
  { type: 3, name: 'FLT-DP', description: 'Filter switch', units: null, base: 0, swing: 0, texts: ['Clean', 'Dirty'] },
  { type: 4, name: 'SF-C', description: 'Supply fan command', units: null, base: 1, swing: 0, texts: ON_OFF },
  { type: 19, name: 'MODE', description: 'Operating mode', units: null, base: 2, swing: 0, texts: ['Off', 'Occupied', 'Night set-back', 'Purge'] },
  { type: 17, name: 'OCC-SCH', description: 'Occupancy schedule', units: null, base: 1, swing: 0 },
]

const VAV: readonly Template[] = [
  analog(0, 'ZN-T', 'Zone temperature', 62, 21.6, 0.8),
  analog(0, 'DA-T', 'Discharge air temperature', 62, 16.8, 1),
  analog(0, 'DA-F', 'Air flow', 87, 180, 40),
  analog(1, 'DMP', 'Damper position', 98, 45, 15),
  analog(1, 'RHT', 'Reheat valve', 98, 8, 6),
  analog(2, 'ZN-SP', 'Zone set-point', 62, 21.5, 0),
  { type: 5, name: 'OCC', description: 'Occupied', units: null, base: 1, swing: 0, texts: ['Unoccupied', 'Occupied'] },
]

const PLANT: readonly Template[] = [
  analog(0, 'CHWS-T', 'Chilled water supply temperature', 62, 6.8, 0.3),
  analog(0, 'CHWR-T', 'Chilled water return temperature', 62, 12.1, 0.5),
  analog(0, 'CHW-F', 'Chilled water flow', 87, 24, 3),
  analog(0, 'CHW-DP', 'Differential pressure', 54, 92, 6),
  analog(0, 'CH-KW', 'Chiller power', 48, 86, 14),
  { type: 3, name: 'CHWP-1-S', description: 'Pump 1 status', units: null, base: 1, swing: 0, texts: ON_OFF },
  { type: 3, name: 'CHWP-2-S', description: 'Pump 2 status', units: null, base: 0, swing: 0, texts: ON_OFF },
  { type: 13, name: 'CH-ST', description: 'Chiller state', units: null, base: 3, swing: 0, texts: ['Stopped', 'Starting', 'Running', 'Locked out'] },
]

const METER: readonly Template[] = [
  analog(0, 'MAIN-KW', 'Main demand', 48, 240, 40),
  analog(2, 'MAIN-KWH', 'Main energy', 19, 1_204_816, 0),
  analog(0, 'MAIN-PF', 'Power factor', 15, 0.93, 0.03),
  analog(0, 'L1-V', 'Voltage L1', 5, 231, 2),
  analog(0, 'L1-A', 'Current L1', 3, 344, 30),
]

interface DevicePlan {
  readonly name: string
  readonly vendor: string
  readonly model: string
  readonly parts: readonly { readonly prefix: string; readonly templates: readonly Template[] }[]
}

const vavs = (floor: number, count: number) => Array.from({ length: count }, (_, index) => ({ prefix: `VAV-${floor}-${String(index + 1).padStart(2, '0')}.`, templates: VAV }))

const plans = (scale: number): readonly DevicePlan[] => [
  { name: 'AHU-1', vendor: 'Automated Logic', model: 'G5RE', parts: [{ prefix: 'AHU-1.', templates: AHU }] },
  { name: 'AHU-2', vendor: 'Automated Logic', model: 'G5RE', parts: [{ prefix: 'AHU-2.', templates: AHU }] },
  { name: 'Chilled water plant', vendor: 'Trane', model: 'Tracer SC', parts: [{ prefix: 'CHW.', templates: PLANT }] },
  { name: 'Hot water plant', vendor: 'Siemens', model: 'PXC4.E16', parts: [{ prefix: 'HHW.', templates: PLANT }] },
  { name: 'Main meter', vendor: 'Schneider Electric', model: 'PM8240', parts: [{ prefix: 'MTR.', templates: METER }] },
  { name: 'Floor 1 VAVs', vendor: 'Distech Controls', model: 'ECY-VAV', parts: vavs(1, 10 * scale) },
  { name: 'Floor 2 VAVs', vendor: 'Distech Controls', model: 'ECY-VAV', parts: vavs(2, 10 * scale) },
  { name: 'Floor 3 VAVs', vendor: 'Distech Controls', model: 'ECY-VAV', parts: vavs(3, 9 * scale) },
]

/** Five devices on the IP network, the floors behind two routers; device 7's network is slow. */
const addressOf = (deviceId: number): DeviceAddress => {
  if (deviceId < 6) return { ip: `10.0.0.${10 + deviceId}`, port: 47_808 }
  const network = [11, 21, 22][deviceId - 6] ?? 11
  return { ip: network > 20 ? '10.0.0.3' : '10.0.0.2', port: 47_808, network, mac: `0${deviceId}` }
}

const MODELS = [
  ['Distech Controls', 'ECB-VAVS'],
  ['Belimo', 'LMV-D3-MP'],
  ['Siemens', 'DXR2.M11'],
] as const

/** Small devices without points behind the routers, five to a network: 11 to 14, then 22 and on. */
export const moreDevices = (count: number, nowMs: number): readonly Device[] =>
  Array.from({ length: count }, (_, index): Device => {
    const [vendorName, modelName] = MODELS[index % MODELS.length] ?? MODELS[0]
    const turn = Math.floor(index / 7)
    const network = turn < 4 ? 11 + turn : 18 + turn
    const state = index % 23 === 11 ? 'offline' : 'online'
    return {
      id: 101 + index,
      instance: 21_001 + index,
      address: { ip: network > 20 ? '10.0.0.3' : '10.0.0.2', port: 47_808, network, mac: (16 + (index % 7)).toString(16) },
      name: index % 29 === 28 ? '' : `L${String(1 + Math.floor(index / 14)).padStart(2, '0')} VAV ${(index % 14) + 1}`,
      vendorId: 364,
      vendorName,
      modelName,
      firmware: '2.4',
      description: '',
      maxApdu: 480,
      segmentation: 'none',
      protocolRevision: 12,
      pointCount: 0,
      state,
      stateSinceMs: nowMs - 4 * 3_600_000,
      lastSeenMs: nowMs - (state === 'offline' ? 4 * 3_600_000 : 3_000),
      latencyMs: state === 'offline' ? null : 90 + (index % 40),
      failureShare: state === 'offline' ? 1 : 0.01,
      problems: [],
    }
  })

export interface FakePoint extends Point {
  readonly base: number
  readonly swing: number
}

export interface FakeBuilding {
  readonly devices: Device[]
  readonly points: FakePoint[]
}

/** `scale` 1 gives about 260 points, 95 about 20,000. */
export const fakeBuilding = (scale: number, nowMs: number): FakeBuilding => {
  const devices: Device[] = []
  const points: FakePoint[] = []
  for (const plan of plans(scale)) {
    const deviceId = devices.length + 1
    const before = points.length
    const instances = new Map<number, number>()
    for (const { prefix, templates } of plan.parts) {
      for (const template of templates) {
        const objectInstance = (instances.get(template.type) ?? 0) + 1
        instances.set(template.type, objectInstance)
        points.push({
          id: points.length + 1,
          deviceId,
          objectType: template.type,
          objectInstance,
          name: `${prefix}${template.name}`,
          description: template.description,
          kind: objectTypeFact(template.type).kind,
          units: template.units,
          stateTexts: template.texts ?? [],
          pollIntervalMs: objectTypeFact(template.type).polled ? 10_000 : 0,
          base: template.base,
          swing: template.swing,
        })
      }
    }
    devices.push({
      id: deviceId,
      instance: 1_000 + deviceId,
      address: addressOf(deviceId),
      name: plan.name,
      vendorId: 24,
      vendorName: plan.vendor,
      modelName: plan.model,
      firmware: '6.2.1',
      description: '',
      maxApdu: 1_476,
      segmentation: 'both',
      protocolRevision: 14,
      pointCount: points.length - before,
      state: deviceId === 7 ? 'offline' : 'online',
      stateSinceMs: nowMs - (deviceId === 7 ? 42 * 60_000 : 6 * 3_600_000),
      lastSeenMs: nowMs - (deviceId === 7 ? 42 * 60_000 : 2_000),
      latencyMs: deviceId === 7 ? null : 12 + deviceId * 3,
      failureShare: deviceId === 7 ? 1 : 0.004 * deviceId,
      problems: [],
    })
  }
  return { devices, points }
}
