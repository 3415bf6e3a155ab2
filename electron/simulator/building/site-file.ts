/** Reads a site from a file: its devices with every object as it is written there. Unknown keys are passed over, broken entries refused. */
import { readFileSync } from 'node:fs'
import { objectTypeNumber } from '../../../shared/domain/object-type.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { NO_UNITS, unitNumber } from '../../../shared/units.ts'
import { MAX_APDU_IP, objectKey, OBJECT } from '../bacnet/protocol.ts'
import { isAnalog, isBinary, type DeviceSpec, type PointSpec } from './point-spec.ts'

export interface SiteFile {
  readonly devices: readonly DeviceSpec[]
  /** Present values as in the file, by slot. */
  readonly initial: readonly number[]
}

type Fields = Readonly<Record<string, unknown>>

const MOST_INSTANCE = 4_194_303

class Broken extends Error {}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (fields: Fields, key: string): string | null => (typeof fields[key] === 'string' ? fields[key] : null)

const instanceOf = (value: unknown, most: number, where: string): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value
  throw new Broken(`${where} must be a whole number from 0 to ${most}, but is ${JSON.stringify(value) ?? 'missing'}`)
}

const typeOf = (value: unknown, where: string): number => {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? objectTypeNumber(value) : undefined
  if (number === undefined || !Number.isInteger(number) || number < 0 || number > 1023) throw new Broken(`${where}: type ${JSON.stringify(value) ?? 'missing'} is not a BACnet object type`)
  return number
}

const unitsOf = (value: unknown, type: number, where: string): number | null => {
  if (value === null || value === undefined) return isAnalog(type) ? NO_UNITS : null
  const number = typeof value === 'number' ? value : typeof value === 'string' ? unitNumber(value) : undefined
  if (number === undefined) throw new Broken(`${where}: units ${JSON.stringify(value)} is not a BACnet engineering unit`)
  return number
}

/** A present value as written: a number, `active`/`inactive`, or nothing. */
export const valueOf = (value: unknown): number | null => {
  if (value === 'active' || value === true) return 1
  if (value === 'inactive' || value === false) return 0
  if (value === null || value === undefined || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

const textsOf = (fields: Fields, type: number, value: number): readonly string[] => {
  const given = fields['stateTexts']
  if (Array.isArray(given) && given.every((one) => typeof one === 'string')) return given
  if (isBinary(type)) return ['Inactive', 'Active']
  const multiState = type === OBJECT.multiStateInput || type === OBJECT.multiStateOutput || type === OBJECT.multiStateValue
  return multiState ? Array.from({ length: Math.max(1, value) }, (_none, index) => `State ${index + 1}`) : []
}

const typeName = (type: number): string => Object.entries(OBJECT).find(([, number]) => number === type)?.[0] ?? `type ${type}`

const pointOf = (fields: Fields, where: string, initial: number[]): PointSpec => {
  const objectType = typeOf(fields['type'], where)
  const objectInstance = instanceOf(fields['instance'], MOST_INSTANCE, `${where}: instance`)
  const present = valueOf(fields['presentValue'])
  if (present === null && fields['presentValue'] !== null && fields['presentValue'] !== undefined)
    throw new Broken(`${where}: presentValue ${JSON.stringify(fields['presentValue'])} is not a number, "active" or "inactive"`)
  const slot = initial.push(present ?? 0) - 1
  return {
    objectType,
    objectInstance,
    // An object without a name in the file must have one on the wire: the standard wants it, unique in the device.
    name: text(fields, 'name') ?? `${typeName(objectType)} ${objectInstance}`,
    description: text(fields, 'description') ?? '',
    units: unitsOf(fields['units'], objectType, where),
    stateTexts: textsOf(fields, objectType, present ?? 1),
    slot,
    noise: 0,
    resolution: 0,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    covIncrement: 0.1,
    commandable: objectType === OBJECT.analogOutput || objectType === OBJECT.binaryOutput || objectType === OBJECT.multiStateOutput,
    continuous: isAnalog(objectType),
    link: 0,
  }
}

const deviceOf = (fields: Fields, where: string, initial: number[]): DeviceSpec => {
  const instance = instanceOf(fields['deviceInstance'], MOST_INSTANCE - 1, `${where}: deviceInstance`)
  const { objects } = fields
  if (!Array.isArray(objects)) throw new Broken(`${where}: objects must be a list`)
  const seen = new Set<number>()
  let own: Fields = {}
  const points: PointSpec[] = []
  objects.forEach((entry: unknown, index) => {
    const at = `${where} (device ${instance}): objects[${index}]`
    if (!isFields(entry)) throw new Broken(`${at} must be an object`)
    if (typeOf(entry['type'], at) === OBJECT.device) {
      own = entry
      return
    }
    const point = pointOf(entry, at, initial)
    const key = objectKey(point.objectType, point.objectInstance)
    if (seen.has(key)) throw new Broken(`${at}: ${typeName(point.objectType)} ${point.objectInstance} is there twice`)
    seen.add(key)
    points.push(point)
  })
  const vendorId = fields['vendorId'] === undefined ? 0 : instanceOf(fields['vendorId'], 65_535, `${where}: vendorId`)
  return {
    instance,
    name: text(fields, 'name') ?? text(own, 'name') ?? `Device ${instance}`,
    description: text(fields, 'description') ?? '',
    location: text(fields, 'location') ?? '',
    vendorId,
    vendorName: text(fields, 'vendorName') ?? `Vendor ${vendorId}`,
    modelName: text(fields, 'modelName') ?? 'Recorded device',
    firmware: text(fields, 'firmware') ?? '1.0',
    application: '1.0',
    maxApdu: MAX_APDU_IP,
    protocolRevision: 14,
    readPropertyMultiple: true,
    cov: true,
    covProperty: true,
    points,
  }
}

const parse = (content: string): unknown => {
  try {
    return JSON.parse(content) as unknown
  } catch (error) {
    throw new Broken(`is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Reads a site file. A broken one is refused with the file, the place in it, and what was expected. */
export const readSiteFile = (file: string): Result<SiteFile> => {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    return failure('site-file-unreadable', `${file} cannot be read.`, { file })
  }
  try {
    const whole = parse(content)
    if (!isFields(whole) || !Array.isArray(whole['devices']) || whole['devices'].length === 0) throw new Broken('must have a list "devices" with at least one device')
    const initial: number[] = []
    const devices = whole['devices'].map((entry: unknown, index) => {
      if (!isFields(entry)) throw new Broken(`devices[${index}] must be an object`)
      return deviceOf(entry, `devices[${index}]`, initial)
    })
    const instances = new Set(devices.map((device) => device.instance))
    if (instances.size < devices.length) throw new Broken('names a deviceInstance twice')
    return ok({ devices, initial })
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    return failure('site-file-broken', `${file}: ${error.message}.`, { file, reason: error.message })
  }
}
