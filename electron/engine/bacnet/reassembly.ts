/** Puts a segmented answer together (135, 5.4): in order, out of order within a window, repeated. Pure. */

/** What to tell the sender; undefined: nothing yet. */
export interface SegmentReply {
  readonly sequence: number
  readonly window: number
  readonly negative: boolean
}

export interface SegmentResult {
  readonly reply: SegmentReply | undefined
  /** The whole service parameters, once the last segment is there. */
  readonly whole: Buffer | undefined
  /** The sender breaks the rules or sends without end: give up. */
  readonly broken: boolean
}

/** More than any property of a real device; what a hostile one may make this side keep. */
const MAX_BYTES = 1_000_000
const MAX_EARLY_SEGMENTS = 127

export class Reassembly {
  private readonly parts: Buffer[] = []
  private readonly early = new Map<number, { readonly bytes: Buffer; readonly last: boolean }>()
  private bytes = 0
  /** Number of segments received in order; its low 8 bits are the next sequence number. */
  private received = 0
  private acknowledged = 0
  private askedAgainAt = -1

  /** Takes one segment. `bytes` is copied. */
  take(sequence: number, window: number, moreFollows: boolean, bytes: Buffer): SegmentResult {
    const ahead = (sequence - this.received) & 255
    if (ahead > 0) return this.outOfOrder(ahead, window, moreFollows, bytes)
    let last = this.append(bytes, moreFollows)
    for (let next = this.early.get(this.received); next !== undefined && !last; next = this.early.get(this.received)) {
      this.early.delete(this.received)
      last = this.append(next.bytes, !next.last)
    }
    if (this.bytes > MAX_BYTES) return { reply: undefined, whole: undefined, broken: true }
    const whole = last ? Buffer.concat(this.parts) : undefined
    return { reply: this.positiveReply(window, last), whole, broken: false }
  }

  private append(bytes: Buffer, moreFollows: boolean): boolean {
    this.parts.push(Buffer.from(bytes))
    this.bytes += bytes.length
    this.received += 1
    return !moreFollows
  }

  /** The first segment, the last of each window and the very last are acknowledged. */
  private positiveReply(window: number, last: boolean): SegmentReply | undefined {
    const due = this.acknowledged === 0 || last || this.received - this.acknowledged >= window
    if (!due) return undefined
    this.acknowledged = this.received
    return { sequence: (this.received - 1) & 255, window, negative: false }
  }

  private outOfOrder(ahead: number, window: number, moreFollows: boolean, bytes: Buffer): SegmentResult {
    if (ahead > MAX_EARLY_SEGMENTS) {
      // One that is here already. Where it ends what was acknowledged last, the sender missed that and hears it again; an answer to any other would make
      // the sender repeat what is under way.
      const missed = (this.received + ahead) % 256 === (this.acknowledged - 1) % 256
      return { reply: missed ? { sequence: (this.received - 1) & 255, window, negative: false } : undefined, whole: undefined, broken: this.received === 0 }
    }
    const position = this.received + ahead
    if (this.early.size < MAX_EARLY_SEGMENTS && !this.early.has(position)) this.early.set(position, { bytes: Buffer.from(bytes), last: !moreFollows })
    // Datagrams overtake each other: before anything came in order, or twice for one gap, there is no use in complaining.
    if (this.received === 0 || this.askedAgainAt === this.received) return { reply: undefined, whole: undefined, broken: false }
    this.askedAgainAt = this.received
    this.acknowledged = this.received
    return { reply: { sequence: (this.received - 1) & 255, window, negative: true }, whole: undefined, broken: false }
  }
}
