/** All peers asked so far, by address, and the way of an answer to the one it comes from. */
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { Packet, Refusal } from './packet-guard.ts'
import { Peer, type PeerDeps } from './peer.ts'

/** Peers are created for addresses this side chose to ask, never for what arrives, so hostile traffic cannot grow the table. */
const MAX_IDLE_PEERS = 2_000

export class Peers {
  private readonly deps: PeerDeps
  private readonly byKey = new Map<string, Peer>()

  constructor(deps: PeerDeps) {
    this.deps = deps
  }

  at(address: DeviceAddress): Peer {
    const key = addressKey(address)
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    if (this.byKey.size >= MAX_IDLE_PEERS) this.forgetIdle()
    const peer = new Peer(address, this.deps)
    this.byKey.set(key, peer)
    return peer
  }

  /** Hands an answer to the peer at exactly this address. Gives the cause when nobody waits for it. */
  take(packet: Packet, bytes: Buffer, ip: string, port: number): Refusal | undefined {
    const key = packet.network === undefined ? `${ip}:${port}` : `${ip}:${port}/${packet.network}/${packet.mac ?? ''}`
    const peer = this.byKey.get(key)
    return peer === undefined ? 'unmatched' : peer.take(packet, bytes)
  }

  cancelAll(): void {
    for (const peer of this.byKey.values()) peer.cancelAll()
  }

  private forgetIdle(): void {
    for (const [key, peer] of this.byKey) if (!peer.busy) this.byKey.delete(key)
  }
}
