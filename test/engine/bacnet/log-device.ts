/** A device with one log buffer that answers ReadRange as told: a ring of records, with the limits and oddities of real ones. */
import { abortFailure, errorFailure, rejectFailure, requestFailure, type Answer } from '../../../electron/engine/bacnet/answers.ts'
import { decodeValues, type BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import type { RequestApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import type { Done, Requester } from '../../../electron/engine/bacnet/peer.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'

export interface BufferRecord {
  readonly localMs: number
  /** Content of the datum's construct. */
  readonly datum: Buffer
  readonly flags?: number
}

export const realDatum = (value: number): Buffer => new TagWriter().real(value, 2).bytes()
export const statusDatum = (disabled: boolean, purged = false, interrupted = false): Buffer => new TagWriter().bits([disabled, purged, interrupted], 0).bytes()
export const timeChangeDatum = (seconds: number): Buffer => new TagWriter().real(seconds, 9).bytes()
export const failureDatum = (): Buffer => new TagWriter().open(8).enumerated(2).enumerated(32).close(8).bytes()
export const nullDatum = (): Buffer => new TagWriter().null(7).bytes()

const stampOf = (writer: TagWriter, localMs: number): TagWriter => {
  const at = new Date(localMs)
  return writer
    .date({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: at.getUTCDay() === 0 ? 7 : at.getUTCDay() })
    .time({ hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), hundredth: Math.floor(at.getUTCMilliseconds() / 10) })
}

const encode = ({ localMs, datum, flags }: BufferRecord): Buffer => {
  const writer = stampOf(new TagWriter().open(0), localMs).close(0).open(1).raw(datum).close(1)
  if (flags !== undefined) writer.bits([1, 2, 4, 8].map((bit) => (flags & bit) !== 0), 2)
  return writer.bytes()
}

const bigIntOf = (value: BacnetValue | undefined): number => (value !== undefined && 'value' in value && typeof value.value === 'number' ? value.value : Number.NaN)

export class LogDevice implements Requester {
  type = 20
  instance = 1
  size = 1_000
  /** Kinds of range it knows: tag 3 by position, 6 by sequence, 7 by time. */
  knows = [3, 6, 7]
  /** Names the sequence number of the first record, unless by position. */
  tellsSequence = true
  /** Longer answers are cut, with `more items`. */
  mostPerPage = 50
  /** More than this asked for is aborted. */
  abortsAbove = Infinity
  silentAbove = Infinity
  alive = true
  /** Refuses unknown ranges in this way. */
  refusal: Answer = rejectFailure(9)
  /** Called before each answer. */
  meanwhile: () => void = () => {}
  /** What was asked: tag of the range, reference, count. */
  readonly asked: (readonly [tag: number, reference: number, count: number])[] = []
  total = 0
  private ring: BufferRecord[] = []

  /** The highest sequence number given so far is `total`; for tests near the end of all numbers. */
  add(record: BufferRecord): void {
    this.total = this.total === 0xff_ff_ff_ff ? 1 : this.total + 1
    this.ring.push(record)
    while (this.ring.length > this.size) this.ring.shift()
  }

  get records(): readonly BufferRecord[] {
    return this.ring
  }

  clear(): void {
    this.ring = []
  }

  request(apdu: RequestApdu, done: Done): () => void {
    let open = true
    const answer = (given: Answer): void => {
      if (!open) return
      open = false
      done(given, 5)
    }
    // Timers of a fake clock must not be needed for an answer.
    setImmediate(() => {
      this.meanwhile()
      answer(this.answer(apdu))
    })
    return () => answer(requestFailure('cancelled', -1, 'cancelled'))
  }

  private answer({ bytes }: RequestApdu): Answer {
    if (!this.alive) return requestFailure('timeout', -1, 'no answer')
    const range = decodeValues(bytes, 4, bytes.length)?.at(-1)
    if (range?.kind !== 'construct') return rejectFailure(5)
    const count = bigIntOf(range.values.at(-1))
    const [first, second] = range.values
    const reference = range.tag === 7 ? momentOf(first, second) : bigIntOf(first)
    this.asked.push([range.tag, reference, count])
    if (!this.knows.includes(range.tag)) return this.refusal
    if (Math.abs(count) > this.silentAbove) return requestFailure('timeout', -1, 'no answer')
    if (Math.abs(count) > this.abortsAbove) return abortFailure(4)
    if (count === 0) return errorFailure(2, 37)
    return this.page(range.tag, this.places(range.tag, reference, count), count)
  }

  /** Places asked for, from 0, both included. */
  private places(tag: number, reference: number, count: number): [number, number] {
    const { ring } = this
    if (tag === 3) return count > 0 ? [reference - 1, reference + count - 2] : [reference + count, reference - 1]
    if (tag === 6) {
      const at = this.placeOf(reference)
      if (at < 0 || at >= ring.length) return [0, -1]
      return count > 0 ? [at, at + count - 1] : [at + count + 1, at]
    }
    if (count > 0) {
      const at = ring.findIndex(({ localMs }) => localMs > reference)
      return at < 0 ? [0, -1] : [at, at + count - 1]
    }
    const at = ring.findLastIndex(({ localMs }) => localMs < reference)
    return at < 0 ? [0, -1] : [at + count + 1, at]
  }

  private placeOf(sequence: number): number {
    const fromEnd = this.total - sequence
    return this.ring.length - 1 - (fromEnd < -0x7f_ff_ff_ff ? fromEnd + 0xff_ff_ff_ff : fromEnd > 0x7f_ff_ff_ff ? fromEnd - 0xff_ff_ff_ff : fromEnd)
  }

  private sequenceAt(place: number): number {
    const sequence = this.total - (this.ring.length - 1 - place)
    return sequence < 1 ? sequence + 0xff_ff_ff_ff : sequence
  }

  private page(tag: number, [from, to]: [number, number], count: number): Answer {
    const first = Math.max(0, from)
    const wanted = Math.min(this.ring.length - 1, to)
    const last = Math.min(wanted, first + this.mostPerPage - 1)
    const items = this.ring.slice(first, last + 1)
    const flags = items.length === 0 ? [false, false, false] : [first === 0, last === this.ring.length - 1, last < wanted]
    const writer = new TagWriter().objectId(this.type, this.instance, 0).unsigned(131, 1).bits(flags, 3).unsigned(items.length, 4).open(5)
    for (const item of items) writer.raw(encode(item))
    writer.close(5)
    if (this.tellsSequence && tag !== 3 && items.length > 0 && count !== 0) writer.unsigned(this.sequenceAt(first), 6)
    const bytes = writer.bytes()
    return { ok: true, bytes, at: 0, end: bytes.length }
  }
}

const momentOf = (date: BacnetValue | undefined, time: BacnetValue | undefined): number => {
  if (date?.kind !== 'date' || time?.kind !== 'time') return Number.NaN
  return Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1, time.hour ?? 0, time.minute ?? 0, time.second ?? 0, (time.hundredth ?? 0) * 10)
}
