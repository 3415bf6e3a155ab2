/** What the devices of the site, present and missing, say about the network. Pure. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { Finding } from '../../../../shared/domain/network.ts'
import { message, type Quantity } from '../../../../shared/message.ts'
import { isOnSubnet } from '../../bacnet/interfaces.ts'
import { fine, problem } from './finding.ts'
import type { Sight } from './sight.ts'

/** Named one by one; more are only counted. */
const MOST_NAMED = 5
/** 135, BACnetEngineeringUnits. */
const UNITS = { days: 70, hours: 71, minutes: 72 } as const
const MINUTE_MS = 60_000

/** How long ago, in the unit a person would use. */
const ago = (ms: number): Quantity => {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  if (minutes < 120) return { value: minutes, units: UNITS.minutes }
  return minutes < 2_880 ? { value: Math.round(minutes / 60), units: UNITS.hours } : { value: Math.round(minutes / 1_440), units: UNITS.days }
}

const nameOf = ({ name, instance }: Device): string => (name === '' ? String(instance) : `${name} (${instance})`)
const named = (devices: readonly Device[]): string => devices.slice(0, MOST_NAMED).map(nameOf).join(', ') + (devices.length > MOST_NAMED ? ' ...' : '')

/** The first three octets: what people call a subnet. */
const subnetsOf = (devices: readonly Device[]): string => [...new Set(devices.map(({ address }) => `${address.ip.split('.').slice(0, 3).join('.')}.x`))].slice(0, MOST_NAMED).join(', ')

/** A device is given this long for its first answer before its silence means anything. */
const FIRST_ANSWER_MS = 20_000
const isSilent = ({ state, stateSinceMs }: Device, nowMs: number): boolean => state === 'offline' || (state === 'unknown' && nowMs - stateSinceMs > FIRST_ANSWER_MS)

/** Devices reached over IP alone, whose address is on no local subnet. */
const isRemote = ({ address }: Device, { adapters }: Sight): boolean => address.network === undefined && !adapters.some((adapter) => isOnSubnet(address.ip, adapter))

/** Silent devices of other subnets: the laptop is in the wrong one, or needs a BBMD. */
const otherSubnets = (sight: Sight, silent: readonly Device[]): readonly Finding[] => {
  const real = sight.adapters.filter(({ loopback }) => !loopback)
  const remote = silent.filter((device) => isRemote(device, sight))
  // Without any adapter, or while registered, other findings tell the reason.
  if (remote.length === 0 || real.length === 0 || sight.foreign.state === 'registered') return []
  const where = { count: remote.length, subnets: subnetsOf(remote), adapters: real.map(({ name, address }) => `${name} (${address})`).join(', ') }
  const direct = sight.devices.filter(({ address }) => address.network === undefined)
  if (direct.every((device) => isRemote(device, sight))) return [problem('other-subnet', message('diagnosis.otherSubnet', where), message('diagnosis.otherSubnet.advice'))]
  return sight.foreign.enabled ? [] : [problem('no-bbmd', message('diagnosis.noBbmd', where), message('diagnosis.noBbmd.advice'))]
}

/** Fewer than at the last visit: who, and since when. */
const missing = (sight: Sight, silent: readonly Device[]): readonly Finding[] => {
  if (silent.length === 0) return []
  const seen = silent.flatMap(({ lastSeenMs }) => lastSeenMs ?? [])
  const parts = { count: silent.length, total: sight.devices.length, devices: named(silent) }
  const text = seen.length === 0 ? message('diagnosis.missingNever', parts) : message('diagnosis.missing', { ...parts, since: ago(sight.nowMs - Math.max(...seen)) })
  return [problem('fewer-devices', text, message('diagnosis.missing.advice'))]
}

/** Nothing is said of devices while the port is closed: then none can answer. */
export const deviceFindings = (sight: Sight): readonly Finding[] => {
  if (sight.transport !== 'open' || sight.devices.length === 0) return []
  const silent = sight.devices.filter((device) => isSilent(device, sight.nowMs))
  const online = sight.devices.filter(({ state }) => state === 'online').length
  if (silent.length === 0) return [online === sight.devices.length ? fine('all-there', message('diagnosis.allThere', { count: online })) : fine('waiting', message('diagnosis.waiting', { count: sight.devices.length - online }))]
  return [...otherSubnets(sight, silent), ...missing(sight, silent)]
}
