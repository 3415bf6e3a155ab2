/** With whom the laptop registers as a foreign device, and with whom it must not. */
import { expect, it } from 'vitest'
import { createNetworkKeeper } from '../../../../electron/engine/monitor/network/network-keeper.ts'
import type { SiteContext } from '../../../../electron/engine/monitor/site-context.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../../shared/domain/settings.ts'

const applied = async (foreignDevice: Settings['foreignDevice'], mayReach: (ip: string) => boolean): Promise<unknown[]> => {
  const asked: unknown[] = []
  const site = {
    acquisition: { alsoAsk: () => {}, setForeignDevice: (settings: unknown) => Promise.resolve(asked.push(settings)) },
    clock: { every: () => () => {} },
    store: { meta: () => undefined, setMeta: () => {} },
    registry: { list: () => [] },
    hub: { emit: () => {} },
  } as unknown as SiteContext
  await createNetworkKeeper(site, mayReach).applyForeign({ ...DEFAULT_SETTINGS, foreignDevice })
  return asked
}

it('registers with the BBMD of the settings, and with none that must not be reached', async () => {
  const settings = { enabled: true, bbmd: '10.0.0.5:47809', ttlSeconds: 60 }
  expect(await applied(settings, () => true)).toEqual([{ ip: '10.0.0.5', port: 47_809, ttlSeconds: 60 }])
  expect(await applied(settings, (ip) => ip.startsWith('127.'))).toEqual([undefined])
  expect(await applied({ ...settings, enabled: false }, () => true)).toEqual([undefined])
  expect(await applied({ ...settings, bbmd: '255.255.255.255' }, () => true)).toEqual([undefined])
})
