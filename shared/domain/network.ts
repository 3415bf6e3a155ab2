/** What is known of the BACnet internetwork: routers, networks, the registration as a foreign device, who broadcasts, and why less is found than should be. */
import type { Message } from '../message.ts'
import type { InterfaceInfo } from './acquisition.ts'

/** A router as it announced itself, or as answers through it show. */
export interface RouterInfo {
  readonly ip: string
  readonly port: number
  /** Networks reached through it, ascending. */
  readonly networks: readonly number[]
  /** Networks it says it cannot forward to at the moment (Router-Busy-To-Network, Reject-Message-To-Network). */
  readonly troubled: readonly { readonly network: number; readonly text: Message }[]
  /** `announced`: by I-Am-Router-To-Network. `learnt`: from answers that came through it. */
  readonly source: 'announced' | 'learnt'
  readonly lastHeardMs: number
}

/** One network of the map. `network` null: the IP network of an adapter itself, while its number is unknown. */
export interface NetworkInfo {
  readonly network: number | null
  /** Adapter it is on; null for networks behind routers. */
  readonly interfaceName: string | null
  /** Routers that lead there, `ip:port`; several are a fault. */
  readonly routers: readonly string[]
  /** Devices of the site on it. */
  readonly deviceIds: readonly number[]
  /** Different instances heard on it since the start, devices of the site or not. */
  readonly instancesHeard: number
  readonly problems: readonly Message[]
}

export interface ForeignDeviceState {
  readonly enabled: boolean
  /** `ip:port` of the BBMD; empty when none is set. */
  readonly bbmd: string
  readonly ttlSeconds: number
  readonly state: 'off' | 'registering' | 'registered' | 'refused' | 'silent'
  /** The BBMD forgets this laptop then, unless renewed; null while not registered. */
  readonly registeredUntilMs: number | null
  readonly lastAnswerMs: number | null
  /** Why it is not registered, or may soon not be. */
  readonly problem: Message | null
  /** The BBMD's broadcast distribution table, as far as it gave it: the subnets it joins. */
  readonly broadcastTable: readonly { readonly address: string; readonly mask: string }[]
}

/** A device asked by address, because it never answers a broadcast. */
export interface StaticDevice {
  /** `192.168.1.20:47808`, or `5:0c@192.168.1.1:47808` for MAC `0c` on network 5 behind a router. */
  readonly address: string
  /** Instance that answered there last; null when none ever did. */
  readonly instance: number | null
  readonly lastAnswerMs: number | null
}

/** Who broadcasts how much, over the last ten minutes. */
export interface Broadcaster {
  /** `ip:port`, with `/network/mac` where it came through a router. */
  readonly address: string
  /** Device instance, when known. */
  readonly instance: number | null
  /** This laptop itself. */
  readonly own: boolean
  readonly packetsPerMinute: number
  readonly bytesPerMinute: number
  /** Packets of the ten minutes by kind. */
  readonly byKind: Readonly<Record<'whoIs' | 'iAm' | 'cov' | 'timeSync' | 'network' | 'other', number>>
  /** Adapter it is heard on, and whether its address belongs there. */
  readonly interfaceName: string | null
  readonly wrongInterface: boolean
}

export interface NetworkMap {
  readonly adapters: readonly InterfaceInfo[]
  readonly routers: readonly RouterInfo[]
  readonly networks: readonly NetworkInfo[]
  readonly foreignDevice: ForeignDeviceState
  readonly staticDevices: readonly StaticDevice[]
  readonly broadcasters: readonly Broadcaster[]
}

/** One thing found out about why nothing, or less than expected, is heard. */
export interface Finding {
  /** Stable name of the case, e.g. `port-taken`. */
  readonly id: string
  readonly severity: 'problem' | 'warning' | 'fine'
  readonly text: Message
  /** What to do; null when there is nothing to do. */
  readonly advice: Message | null
}

/** Findings, the gravest first. */
export interface Diagnosis {
  readonly atMs: number
  readonly findings: readonly Finding[]
}
