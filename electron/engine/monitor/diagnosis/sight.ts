/** What can be seen of the network from here: the facts a diagnosis decides on. */
import type { InterfaceInfo } from '../../../../shared/domain/acquisition.ts'
import type { Device } from '../../../../shared/domain/device.ts'
import type { ForeignDeviceState } from '../../../../shared/domain/network.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Heard } from '../../bacnet/internetwork.ts'
import type { MapFacts } from '../../bacnet/network-map.ts'
import type { PortHolder } from './port-holder.ts'

export interface Sight {
  readonly nowMs: number
  readonly platform: string
  /** `open`, or the code of the failure: `port-taken`, `port-forbidden`, `no-network`, `lost`. */
  readonly transport: string
  readonly port: number
  /** Asked only when the port is taken. */
  readonly holder: PortHolder | undefined
  readonly adapters: readonly InterfaceInfo[]
  /** Adapters without a link. */
  readonly unplugged: readonly string[]
  readonly heard: Heard
  /** Broadcasts were sent, so that silence means something. */
  readonly asked: boolean
  readonly devices: readonly Device[]
  /** Addresses kept by hand that no device was found at, `ip:port`, with the port where one of the same host answers. */
  readonly elsewhere: readonly { readonly asked: string; readonly found: string; readonly instance: number }[]
  readonly foreign: ForeignDeviceState
  readonly map: MapFacts
  /** Faults of network numbers and routers, already in words. */
  readonly networkProblems: readonly Message[]
}
