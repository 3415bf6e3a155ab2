/** What grouping needs to know of where an alert is: device, router, equipment, role. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

export interface Place {
  readonly deviceName: string
  /** `ip:port` of the router that leads to the device; null for devices on the laptop's own networks. */
  readonly router: string | null
  /** BACnet network behind the router. */
  readonly network: number | null
  /** The equipment the point belongs to; null where nothing tells. */
  readonly equipment: { readonly key: string; readonly name: string } | null
  readonly role: PointRole | null
  /** What feeds it, or that it feeds others; null where neither is known. */
  readonly supply: SupplyPlace | null
}

/** Of equipment that feeds others its own key and name, of what is fed those of its feeder. */
export interface SupplyPlace {
  readonly side: 'feeds' | 'fed'
  readonly key: string
  readonly name: string
  readonly deviceId: number
  /** What this very point should read was learnt from its feeder. */
  readonly learnt: boolean
  /** Plants of the air handler's coils: what feeds the equipment of this key, where that is known. */
  readonly above?: readonly PlantAbove[]
}

export interface PlantAbove {
  readonly medium: 'hot' | 'chilled'
  /** One of several side by side, of which any may feed it. */
  readonly shared?: boolean
  readonly key: string
  readonly name: string
  readonly deviceId: number
}

export interface Topology {
  /** null when the device is gone. */
  placeOf(alert: Alert): Place | null
  /** Monitored devices behind a router. */
  devicesBehind(router: string): number
  /** Monitored devices that are not behind a router. */
  localDevices(): number
}

/** The detector whose alerts say that a device no longer answers. */
export const REACHABILITY = 'reachability'

export const isOffline = (alert: Alert): boolean => alert.kind === 'device' && alert.evidence[0]?.detector === REACHABILITY
