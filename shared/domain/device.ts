/** A BACnet device as the store keeps it and the screens show it. */
import type { Message } from '../message.ts'

/** Where a device answers. `ip` and `port` are of the UDP peer; `network` and `mac` are set for devices behind a router. */
export interface DeviceAddress {
  readonly ip: string
  readonly port: number
  readonly network?: number
  /** Hexadecimal, lower case, e.g. `0c`. */
  readonly mac?: string
}

/** 135, BACnetSegmentation. */
export type Segmentation = 'both' | 'transmit' | 'receive' | 'none'

/** `unknown` until the first answer of this run. `offline` only after several failures in a row (hysteresis both ways). */
export type DeviceState = 'online' | 'offline' | 'unknown'

export interface Device {
  /** Row id in the store. */
  readonly id: number
  /** Device instance number, 0..4194302, unique on a healthy network. */
  readonly instance: number
  readonly address: DeviceAddress
  readonly name: string
  readonly vendorId: number
  readonly vendorName: string
  readonly modelName: string
  readonly firmware: string
  readonly description: string
  readonly maxApdu: number
  readonly segmentation: Segmentation
  readonly protocolRevision: number
  readonly pointCount: number
  readonly state: DeviceState
  /** When `state` began; ms since the epoch, UTC. */
  readonly stateSinceMs: number
  /** Last answer of any kind, or null when there never was one. */
  readonly lastSeenMs: number | null
  /** Median answer time of the last requests, ms; null before the first. */
  readonly latencyMs: number | null
  /** Share of the last requests that failed, 0..1. */
  readonly failureShare: number
  /** What is wrong with it, in words (duplicate instance, moved, refused ...); empty when nothing is. */
  readonly problems: readonly Message[]
}

/** The address of a device that is known from a file only and was not heard yet: it is not polled, and is taken over when it is heard. */
export const NO_ADDRESS: DeviceAddress = { ip: '', port: 0 }

export const hasAddress = (address: DeviceAddress): boolean => address.ip !== ''

/** `192.168.1.20:47808`, or `network 5 address 0c via 192.168.1.20:47808`; a dash where there is none yet. */
export const addressLabel = (address: DeviceAddress): string => {
  if (!hasAddress(address)) return '–'
  const peer = `${address.ip}:${address.port}`
  return address.network === undefined ? peer : `network ${address.network} address ${address.mac ?? '?'} via ${peer}`
}

/** One key per address: two devices with the same key are the same peer, however somebody spelt the MAC. */
export const addressKey = (address: DeviceAddress): string =>
  address.network === undefined ? `${address.ip}:${address.port}` : `${address.ip}:${address.port}/${address.network}/${(address.mac ?? '').toLowerCase()}`
