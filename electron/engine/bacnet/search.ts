/** Where to look for a device that is not where it was. Pure. */
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { isOnSubnet, type LocalInterface } from './interfaces.ts'

interface Target {
  readonly ip: string
  readonly port: number
}

/** Interfaces to ask on: those of the device's last subnet; for a device beyond a router, all but loopback. */
export const searchInterfaces = (last: DeviceAddress, all: readonly LocalInterface[]): readonly LocalInterface[] => {
  const own = all.filter((local) => isOnSubnet(last.ip, local))
  return own.length > 0 ? own : all.filter(({ loopback }) => !loopback)
}

/** Peers to ask directly: the device's last host at its own and at the usual port, and the first `most` of the known targets. */
export const searchTargets = (last: DeviceAddress, known: readonly Target[], usualPort: number, most: number): readonly Target[] => {
  const all = [{ ip: last.ip, port: last.port }, { ip: last.ip, port: usualPort }, ...known.slice(0, most)]
  const seen = new Set<string>()
  return all.filter(({ ip, port }) => {
    const key = `${ip}:${port}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
