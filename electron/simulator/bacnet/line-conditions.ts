/** What the line to a device does to its answers: nothing, silence, delay, loss, garbage. */
import { Buffer } from 'node:buffer'

/** BVLL, NPDU and the first octets of the APDU. */
const HEADER_OCTETS = 9

export class LineConditions {
  offline = false
  /** Down for a restart; apart from `offline`, so that one does not end the other. */
  restarting = false
  /** Every answer comes this much later, ms. */
  delayMs = 0
  /** Share of answers that get lost, 0..1. */
  lossShare = 0
  /** Share of answers that are spoilt, 0..1. */
  garbageShare = 0
  private readonly random: () => number
  private readonly timers = new Set<NodeJS.Timeout>()

  constructor(random: () => number) {
    this.random = random
  }

  silent(): boolean {
    return this.offline || this.restarting
  }

  /** Hands on what arrives of an answer, now or later, or nothing. */
  pass(packet: Buffer, send: (packet: Buffer) => void): void {
    if (this.silent() || (this.lossShare > 0 && this.random() < this.lossShare)) return
    const out = this.garbageShare > 0 && this.random() < this.garbageShare ? this.spoilt(packet) : packet
    if (this.delayMs <= 0) {
      send(out)
      return
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      if (!this.silent()) send(out)
    }, this.delayMs)
    this.timers.add(timer)
  }

  dispose(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }

  /**
   * Cut short (the length in the header sometimes put right), header bits turned over, or noise behind a right header. Values are never
   * turned into other plausible values: on a real line the UDP checksum sees to that, and no client could tell.
   */
  private spoilt(packet: Buffer): Buffer {
    const how = this.random()
    if (how < 0.4) {
      const cut = Buffer.from(packet.subarray(0, 1 + Math.floor(this.random() * (packet.length - 1))))
      if (how < 0.2 && cut.length >= 4) cut.writeUInt16BE(cut.length, 2)
      return cut
    }
    const out = Buffer.from(packet)
    if (how < 0.7) {
      for (let turns = 0; turns < 3; turns++) {
        const at = Math.floor(this.random() * Math.min(HEADER_OCTETS, out.length))
        out[at] = (out[at] ?? 0) ^ (1 << Math.floor(this.random() * 8))
      }
      return out
    }
    for (let at = 6; at < out.length; at++) out[at] = Math.floor(this.random() * 256)
    return out
  }
}
