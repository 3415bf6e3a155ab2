/** Where to look for a device that is not where it was. Pure. */
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import { isOnSubnet, type LocalInterface } from './interfaces.ts'

/** Interfaces to ask on: those of the device's last subnet; for a device beyond a router, all but loopback. */
export const searchInterfaces = (last: DeviceAddress, all: readonly LocalInterface[]): readonly LocalInterface[] => {
  const own = all.filter((local) => isOnSubnet(last.ip, local))
  return own.length > 0 ? own : all.filter(({ loopback }) => !loopback)
}

/** Peers to ask directly: where the device was, its last host at the usual port, and the first `most` of the known targets. */
export const searchTargets = (last: DeviceAddress, known: readonly DeviceAddress[], usualPort: number, most: number): readonly DeviceAddress[] => {
  const host = { ip: last.ip, port: last.port }
  const all = [...(last.network === undefined ? [] : [last]), host, { ip: last.ip, port: usualPort }, ...known.slice(0, most)]
  return [...new Map(all.map((address) => [addressKey(address), address])).values()]
}
