/** Handlers of the calls about the BACnet internetwork. */
import type { NETWORK_CALLS } from '../../../../shared/calls/network-calls.ts'
import { failure, ok } from '../../../../shared/result.ts'
import { diagnosisOf } from '../diagnosis/diagnosis.ts'
import { parseStaticAddress } from '../network/static-devices.ts'
import { parseTarget } from '../parse-target.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { LISTEN_MS, searchable } from './searchable.ts'

export const createNetworkHandlers = (on: OnSession): HandlersOf<typeof NETWORK_CALLS> => ({
  getNetworkMap: () => on(({ network }) => ok(network.map())),
  getDiagnosis: () => on(async (session) => ok(await diagnosisOf(session))),
  askRouters: () =>
    on((session) => {
      const may = searchable(session)
      if (!may.ok) return may
      session.context.acquisition.askRouters()
      return ok(null)
    }),
  discoverNetwork: ({ network, lowInstance, highInstance }) =>
    on((session) => {
      const may = searchable(session)
      if (!may.ok) return may
      const range = { ...(lowInstance === undefined ? {} : { lowInstance }), ...(highInstance === undefined ? {} : { highInstance }) }
      return session.startDiscovery({ interfaces: [], targets: [], networks: [network], listenMs: LISTEN_MS, ...range })
    }),
  setForeignDevice: ({ enabled, bbmd, ttlSeconds }) =>
    on(async ({ context, network, demo }) => {
      if (demo) return failure('demo-open', 'The demo building is open. Leave it before searching the real network.')
      if (bbmd === '' ? enabled : parseTarget(bbmd) === null) {
        return failure('bbmd-invalid', `${bbmd === '' ? 'Nothing' : bbmd} is not the address of a BBMD, like 10.0.0.5 or 10.0.0.5:47808.`, { bbmd })
      }
      const settings = context.store.changeSettings({ foreignDevice: { enabled, bbmd, ttlSeconds } })
      context.hub.emit('settingsChanged', settings)
      await network.applyForeign(settings)
      return ok(network.foreignDevice())
    }),
  addStaticDevices: ({ addresses }) =>
    on((session) => {
      const listed = session.network.addStatic(addresses)
      // Asked at once where that is possible; else with the next search.
      const added = addresses.flatMap((address) => parseStaticAddress(address) ?? [])
      if (listed.ok && searchable(session).ok) session.startDiscovery({ interfaces: [], targets: added, listenMs: LISTEN_MS })
      return listed
    }),
  removeStaticDevice: ({ address }) => on(({ network }) => network.removeStatic(address)),
  getPollLoad: () => on(({ context }) => ok(context.acquisition.load())),
  getCovStates: () => on(({ context }) => ok(context.acquisition.cov())),
  setViewedPoints: ({ pointIds }) =>
    on((session) => {
      session.urgency.setViewed(pointIds)
      return ok(null)
    }),
})
