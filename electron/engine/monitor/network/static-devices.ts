/** Devices asked by address, because they never answer a broadcast: how such an address is written, and the list a site keeps. */
import { addressKey, type DeviceAddress } from '../../../../shared/domain/device.ts'
import type { StaticDevice } from '../../../../shared/domain/network.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { WritableStore } from '../../store/store-types.ts'
import type { DeviceRegistry } from '../device-registry.ts'
import { parseTarget } from '../parse-target.ts'

const STATIC_KEY = 'staticDevices'
/** More than any site lists by hand. */
const MOST_KEPT = 1_000
const PATTERN = /^(?:(?<network>\d{1,5}):(?<mac>[0-9a-f]{2}(?::?[0-9a-f]{2}){0,17})@)?(?<target>[\d.:]+)$/i

/** `192.168.1.20`, `192.168.1.20:47809`, or `5:0c@192.168.1.1` for MAC 0c (hexadecimal) on network 5 behind a router; undefined for anything else. */
export const parseStaticAddress = (text: string): DeviceAddress | undefined => {
  const parts = PATTERN.exec(text.trim())?.groups
  if (parts === undefined) return undefined
  const plain = parseTarget(parts['target']!)
  if (plain === null) return undefined
  if (parts['network'] === undefined) return plain
  const network = Number(parts['network'])
  if (network < 1 || network > 65_534) return undefined
  return { ...plain, network, mac: parts['mac']!.replaceAll(':', '').toLowerCase() }
}

/** The one way an address is written in the list. */
export const staticLabel = ({ ip, port, network, mac }: DeviceAddress): string => (network === undefined ? `${ip}:${port}` : `${network}:${mac ?? ''}@${ip}:${port}`)

export interface StaticDevices {
  addresses(): readonly DeviceAddress[]
  list(): readonly StaticDevice[]
  /** Adds all or, where one is not an address, none. Fails with `static-address-invalid`, `static-too-many`. */
  add(addresses: readonly string[]): Result<readonly DeviceAddress[]>
  /** Fails with `static-unknown`. */
  remove(address: string): Result<null>
}

const read = (store: Pick<WritableStore, 'meta'>): DeviceAddress[] => {
  try {
    const kept: unknown = JSON.parse(store.meta(STATIC_KEY) ?? '[]')
    return Array.isArray(kept) ? kept.flatMap((text) => (typeof text === 'string' ? (parseStaticAddress(text) ?? []) : [])).slice(0, MOST_KEPT) : []
  } catch {
    return []
  }
}

export const createStaticDevices = (store: Pick<WritableStore, 'meta' | 'setMeta'>, registry: Pick<DeviceRegistry, 'list'>): StaticDevices => {
  let kept = read(store)
  const keep = (next: DeviceAddress[]): void => {
    kept = next
    store.setMeta(STATIC_KEY, JSON.stringify(kept.map(staticLabel)))
  }
  return {
    addresses: () => kept,
    list: () => {
      const devices = new Map(registry.list().map((device) => [addressKey(device.address), device]))
      return kept.map((address) => {
        const device = devices.get(addressKey(address))
        return { address: staticLabel(address), instance: device?.instance ?? null, lastAnswerMs: device?.lastSeenMs ?? null }
      })
    },
    add: (texts) => {
      const parsed = texts.map(parseStaticAddress)
      const bad = parsed.indexOf(undefined)
      if (bad >= 0) return failure('static-address-invalid', `${texts[bad]} is no address of a device, like 192.168.1.20, 192.168.1.20:47809 or 5:0c@192.168.1.1.`, { address: texts[bad] ?? '' })
      const added = parsed.filter((address) => address !== undefined)
      const all = new Map([...kept, ...added].map((address) => [addressKey(address), address]))
      if (all.size > MOST_KEPT) return failure('static-too-many', `At most ${MOST_KEPT} addresses are kept.`, { most: MOST_KEPT })
      keep([...all.values()])
      return ok(added)
    },
    remove: (text) => {
      const address = parseStaticAddress(text)
      const key = address === undefined ? text : addressKey(address)
      const next = kept.filter((one) => addressKey(one) !== key)
      if (next.length === kept.length) return failure('static-unknown', `${text} is not in the list of addresses.`, { address: text })
      keep(next)
      return ok(null)
    },
  }
}
