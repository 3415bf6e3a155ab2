/** Handlers of the calls about the BACnet internetwork. */
import type { NETWORK_CALLS } from '../../../../shared/calls/network-calls.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { notBuilt } from './not-built.ts'

export const createNetworkHandlers = (on: OnSession): HandlersOf<typeof NETWORK_CALLS> => ({
  getNetworkMap: () => on(notBuilt),
  getDiagnosis: () => on(notBuilt),
  askRouters: () => on(notBuilt),
  discoverNetwork: () => on(notBuilt),
  setForeignDevice: () => on(notBuilt),
  addStaticDevices: () => on(notBuilt),
  removeStaticDevice: () => on(notBuilt),
  getPollLoad: () => on(notBuilt),
  setViewedPoints: () => on(notBuilt),
})
