/** The internetwork of one open site: registration, addresses asked directly, the map; tells when something changes, at most once a second. */
import type { ForeignDeviceState, NetworkMap, StaticDevice } from '../../../../shared/domain/network.ts'
import type { Settings } from '../../../../shared/domain/settings.ts'
import type { Result } from '../../../../shared/result.ts'
import type { ForeignSettings } from '../../bacnet/foreign-device.ts'
import type { SiteContext } from '../site-context.ts'
import { parseTarget } from '../parse-target.ts'
import { foreignState } from './foreign-words.ts'
import { networkView } from './network-view.ts'
import { createStaticDevices, type StaticDevices } from './static-devices.ts'

const EMIT_EVERY_MS = 1_000

export interface NetworkKeeper {
  map(): NetworkMap
  /** Something is another than before; told to the screens within a second. */
  changed(): void
  foreignDevice(): ForeignDeviceState
  /** Registers as the settings say; call after they changed. */
  applyForeign(settings: Settings): Promise<void>
  readonly staticDevices: Pick<StaticDevices, 'addresses' | 'list'>
  addStatic(addresses: readonly string[]): Result<readonly StaticDevice[]>
  removeStatic(address: string): Result<readonly StaticDevice[]>
  stop(): void
}

/** What acquisition is to do; undefined when nothing is to be registered. */
const wanted = ({ foreignDevice: { enabled, bbmd, ttlSeconds } }: Settings, mayReach: (ip: string) => boolean): ForeignSettings | undefined => {
  const target = enabled ? parseTarget(bbmd) : null
  return target === null || !mayReach(target.ip) ? undefined : { ...target, ttlSeconds }
}

/** `mayReach`: whether a BBMD at this address may be asked. A registered one broadcasts in other subnets, which nothing that stays on this machine must do. */
export const createNetworkKeeper = (site: SiteContext, mayReach: (ip: string) => boolean): NetworkKeeper => {
  const { acquisition, clock, hub, registry, store } = site
  const kept = createStaticDevices(store, registry)
  let dirty = false
  const foreignDevice = (): ForeignDeviceState => foreignState(store.settings(), acquisition.foreignDevice())
  const map = (): NetworkMap =>
    networkView({
      adapters: acquisition.interfaces(),
      facts: acquisition.network(),
      devices: registry.list(),
      broadcasts: acquisition.broadcasts(),
      foreignDevice: foreignDevice(),
      staticDevices: kept.list(),
    })
  const stopTimer = clock.every(EMIT_EVERY_MS, () => {
    if (!dirty) return
    dirty = false
    hub.emit('networkChanged', map())
  })
  const listAfter = (): readonly StaticDevice[] => {
    acquisition.alsoAsk(kept.addresses())
    dirty = true
    return kept.list()
  }
  const keeper: NetworkKeeper = {
    map,
    changed: () => {
      dirty = true
    },
    foreignDevice,
    applyForeign: (settings) => acquisition.setForeignDevice(wanted(settings, mayReach)),
    staticDevices: kept,
    addStatic: (addresses) => {
      const added = kept.add(addresses)
      return added.ok ? { ok: true, value: listAfter() } : added
    },
    removeStatic: (address) => {
      const removed = kept.remove(address)
      return removed.ok ? { ok: true, value: listAfter() } : removed
    },
    stop: stopTimer,
  }
  acquisition.alsoAsk(kept.addresses())
  return keeper
}
