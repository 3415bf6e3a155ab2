/** When several peers claim one device instance: which of them is the site's device, so that values of two are never mixed. */
import type { IAm } from '../../../shared/domain/acquisition.ts'
import { addressKey, addressLabel, hasAddress, type DeviceAddress } from '../../../shared/domain/device.ts'
import { message } from '../../../shared/message.ts'
import type { SiteContext } from './site-context.ts'

export interface Claim {
  /** Whom to read; null when the device known before stays, and was not heard this time. */
  readonly iAm: IAm | null
  /** Another peer alive with the same instance. */
  readonly rival: DeviceAddress | null
}

const DUPLICATE = 'device.duplicate'

/**
 * @param heard the I-Ams of one instance, at least one. A device known before keeps its place while it answers where it was, or while it is known
 * to share its number; without one, the first heard that answers gets it.
 */
export const settleClaim = async (site: SiteContext, heard: readonly IAm[]): Promise<Claim> => {
  const first = heard[0]!
  const inSite = site.registry.byInstance(first.instance)
  // A device known from a file only has no place to keep: whoever answers is it.
  const known = inSite && hasAddress(inSite.address) ? inSite : undefined
  const addresses = new Map([...(known ? [known.address] : []), ...heard.map(({ address }) => address)].map((address) => [addressKey(address), address]))
  if (addresses.size === 1) return { iAm: first, rival: null }
  const there = await site.acquisition.answering(first.instance, [...addresses.values()])
  const stays = known && (site.acquisition.isShared(first.instance) || there.some((address) => addressKey(address) === addressKey(known.address)))
  const chosen = addressKey(stays ? known.address : (there[0] ?? first.address))
  return {
    iAm: heard.find(({ address }) => addressKey(address) === chosen) ?? null,
    rival: there.find((address) => addressKey(address) !== chosen) ?? null,
  }
}

/** Puts the rival into words at the device that is read. */
export const reportRival = (site: SiteContext, instance: number, { rival }: Claim): void => {
  const device = site.registry.byInstance(instance)
  if (rival === null || !device) return
  site.registry.setProblem(device.id, message(DUPLICATE, { instance, address: addressLabel(device.address), other: addressLabel(rival) }))
}
