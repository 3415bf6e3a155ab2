/**
 * Reads the part of a log buffer that holds a period. Where the device can, it is asked by time where the period begins and then record by record in sequence,
 * so that a buffer that wraps meanwhile is noticed. Else the buffer is read from its end backwards by position: when records are added meanwhile, pages overlap
 * and never miss one.
 */
import { decodeFailure, isTooBig, type RequestFailure } from './answers.ts'
import type { LogRecord, RecordFault } from './log-records.ts'
import type { Requester } from './peer.ts'
import { askTwice, type ReadManner } from './property-reader.ts'
import { readRangeApdu, readRangePage, type LogPage, type RangeSpec } from './read-range.ts'

export interface LogRequest {
  readonly type: number
  readonly instance: number
  /** Of the device; how many records are asked for at once follows from it. */
  readonly maxApdu: number
  /** Values in a record: 1, or the members of a Trend Log Multiple. */
  readonly members: number
  /** Records in the buffer as the log says now. */
  readonly recordCount: number
  /** Period wanted, in the device's local time as if it were UTC. What is returned begins with the last record before it, where there is one. */
  readonly fromLocalMs: number
  readonly toLocalMs: number
  /** Sequence number of a record read earlier: where to begin when the device does not know ranges by time. */
  readonly knownSequence: number | null
}

export interface ReadRecord extends Omit<LogRecord, 'at'> {
  /** Records directly before this one are missing: overwritten, or broken. */
  readonly afterLoss: boolean
}

export interface LogReading {
  /** In the order of the buffer, oldest first. */
  readonly records: readonly ReadRecord[]
  readonly broken: readonly RecordFault[]
  /** Sequence number of the last record; null when the device gives none. */
  readonly lastSequence: number | null
  readonly by: 'time' | 'sequence' | 'position'
  /** What ended the reading early; what was read until then is in `records`. */
  readonly failure: RequestFailure | null
  /** False when the period goes on behind the last record: a failure, or more records than are read in one go. */
  readonly complete: boolean
}

const HIGHEST_SEQUENCE = 0xff_ff_ff_ff
/** Of one log in one go: one-minute records of more than a month. */
const MOST_RECORDS = 50_000
/** Octets of an answer around its records, and of a record: time stamp 12, tags 4, status flags 3, a value 5 to 9. */
const ANSWER_OCTETS = 30
const RECORD_OCTETS = 20
const VALUE_OCTETS = 8
const MOST_AT_ONCE = 100

type PageAnswer = { readonly ok: true; readonly page: LogPage } | RequestFailure

class LogReader {
  private readonly peer: Requester
  private readonly request: LogRequest
  private readonly manner: ReadManner
  private size: number
  private records: ReadRecord[] = []
  private readonly broken: RecordFault[] = []

  constructor(peer: Requester, request: LogRequest, manner: ReadManner) {
    this.peer = peer
    this.request = request
    this.manner = manner
    const octets = RECORD_OCTETS + VALUE_OCTETS * request.members
    this.size = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor((request.maxApdu - ANSWER_OCTETS) / octets)))
  }

  /** Broken records count too: a log of nothing else would be read for ever. */
  private get isFull(): boolean {
    return this.records.length + this.broken.length >= MOST_RECORDS
  }

  private result(by: LogReading['by'], lastSequence: number | null, failure: RequestFailure | null = null): LogReading {
    return { records: this.records, broken: this.broken, lastSequence, by, failure, complete: failure === null && !this.isFull }
  }

  private async ask(range: RangeSpec): Promise<PageAnswer> {
    const { type, instance } = this.request
    const answer = await askTwice(this.peer, readRangeApdu(type, instance, range), this.manner, true)
    if (!answer.ok) return answer
    const page = readRangePage(answer, type, instance)
    return page === undefined ? decodeFailure('the answer is malformed or answers another question') : { ok: true, page }
  }

  /** Asks for up to `size` records; fewer where the device says, or shows by silence, that this is too much for it. */
  private async askSome(rangeOf: (count: number) => RangeSpec): Promise<PageAnswer> {
    for (;;) {
      const answer = await this.ask(rangeOf(this.size))
      if (answer.ok || this.size === 1 || this.manner.signal.aborted) return answer
      if (isTooBig(answer)) this.size = Math.max(1, this.size >> 1)
      else if (answer.kind === 'timeout') this.size = 1
      else return answer
    }
  }

  /** Appends a page; `lost`: something is missing before it. */
  private append(page: LogPage, lost: boolean): void {
    this.records.push(...this.readRecords(page, lost))
  }

  private readRecords({ records, broken }: LogPage, lost: boolean): ReadRecord[] {
    this.broken.push(...broken)
    let next = 0
    let afterLoss = lost
    return records.map(({ at, localMs, data, statusFlags }) => {
      afterLoss ||= at > next
      const record = { localMs, data, statusFlags, afterLoss }
      next = at + 1
      afterLoss = false
      return record
    })
  }

  async read(): Promise<LogReading> {
    const { fromLocalMs, knownSequence, recordCount } = this.request
    if (recordCount === 0) return this.result('position', null)
    const before = await this.ask({ by: 'time', localMs: fromLocalMs, count: -1 })
    if (before.ok && isAnchor(before.page, fromLocalMs)) {
      this.append(before.page, false)
      return this.forwardOrBackward(after(before.page.sequence!, 1), 'time', false)
    }
    if (before.ok && before.page.found === 0) {
      const first = await this.askSome((count) => ({ by: 'time', localMs: fromLocalMs, count }))
      if (first.ok && first.page.found === 0) return this.result('time', null)
      if (first.ok && first.page.sequence !== undefined) {
        this.append(first.page, false)
        return this.forwardOrBackward(after(first.page.sequence, first.page.found), 'time', this.isEnd(first.page, this.size))
      }
    }
    if (!before.ok && (before.kind === 'cancelled' || before.kind === 'send')) return this.result('time', null, before)
    if (knownSequence !== null && (await this.fromKnown(knownSequence))) return this.forwardOrBackward(after(knownSequence, 1), 'sequence', false)
    return this.backward()
  }

  /** Whether the buffer still holds the record read last time; it is the first of this reading then. */
  private async fromKnown(sequence: number): Promise<boolean> {
    const answer = await this.ask({ by: 'sequence', sequence, count: 1 })
    if (!answer.ok || answer.page.sequence !== sequence || answer.page.found !== 1) return false
    this.append(answer.page, false)
    return true
  }

  /** True when nothing wanted can follow this page. */
  private isEnd(page: LogPage, asked: number): boolean {
    if (page.last || (!page.more && page.found < asked)) return true
    const newest = this.records.at(-1)
    return this.isFull || (newest !== undefined && newest.localMs > this.request.toLocalMs)
  }

  /** A device that refuses to go on by sequence number, though it named one, is read by position after all. */
  private async forwardOrBackward(from: number, by: LogReading['by'], ended: boolean): Promise<LogReading> {
    const reading = await this.forward(from, by, ended)
    const kind = reading.failure?.kind
    if (kind !== 'error' && kind !== 'reject' && kind !== 'abort') return reading
    this.records = []
    return this.backward()
  }

  private async forward(from: number, by: LogReading['by'], ended: boolean): Promise<LogReading> {
    let next = from
    let over = ended
    while (!over) {
      const answer = await this.askSome((count) => ({ by: 'sequence', sequence: next, count }))
      if (!answer.ok) return this.result(by, before(next), answer)
      let { page } = answer
      if (page.found === 0) {
        const later = await this.skipLost()
        if (later === undefined) break
        page = later
      }
      const { sequence } = page
      if (sequence === undefined || ahead(sequence, next) < 0) return this.result(by, before(next), decodeFailure('the sequence numbers of the log contradict each other'))
      this.append(page, ahead(sequence, next) > 0)
      next = after(sequence, page.found)
      over = this.isEnd(page, this.size)
    }
    return this.result(by, before(next))
  }

  /** Nothing has the next number: the log ends here, or its oldest records were overwritten meanwhile. Gives what comes later. */
  private async skipLost(): Promise<LogPage | undefined> {
    const newest = this.records.at(-1)
    if (newest === undefined) return undefined
    const answer = await this.askSome((count) => ({ by: 'time', localMs: newest.localMs, count }))
    return answer.ok && answer.page.found > 0 ? answer.page : undefined
  }

  private async backward(): Promise<LogReading> {
    let high = this.request.recordCount
    let lastSequence: number | null = null
    while (high >= 1 && !this.isFull) {
      const end = high
      const first = (count: number): number => Math.max(1, end - count + 1)
      const answer = await this.askSome((count) => ({ by: 'position', index: first(count), count: end - first(count) + 1 }))
      if (!answer.ok) return this.result('position', lastSequence, answer)
      const { page } = answer
      const wanted = end - first(this.size) + 1
      if (page.found === 0) break
      if (page.found < wanted && page.more) {
        // It gave the oldest of these only: ask for as many as it gives, ending where the rest begins.
        this.size = page.found
        continue
      }
      if (this.records.length === 0 && page.sequence !== undefined) lastSequence = after(page.sequence, page.found - 1)
      this.prepend(this.readRecords(page, false))
      if ((this.records[0]?.localMs ?? Number.NaN) < this.request.fromLocalMs) break
      high = first(this.size) - 1
    }
    return this.result('position', lastSequence)
  }

  /** Puts an older page in front; records added to a full buffer meanwhile have moved some that are here already into it. */
  private prepend(page: readonly ReadRecord[]): void {
    const here = this.records.slice(0, page.length).map(identity)
    const there = page.map(identity)
    let shared = Math.min(here.length, there.length)
    while (shared > 0 && !there.slice(-shared).every((one, at) => one === here[at])) shared -= 1
    this.records = [...page.slice(0, page.length - shared), ...this.records]
  }
}

const identity = ({ localMs, data, statusFlags }: ReadRecord): string => JSON.stringify([localMs, statusFlags, data])

/** The one record before `localMs`, with its number. */
const isAnchor = (page: LogPage, localMs: number): boolean => page.found === 1 && page.sequence !== undefined && (page.records[0]?.localMs ?? -Infinity) <= localMs

/** The number `steps` after `sequence`; after the highest comes 1 (135, Total_Record_Count). */
const after = (sequence: number, steps: number): number => {
  const next = sequence + steps
  return next > HIGHEST_SEQUENCE ? next - HIGHEST_SEQUENCE : next
}

const before = (next: number): number => (next <= 1 ? HIGHEST_SEQUENCE : next - 1)

/** How far `sequence` is ahead of `expected`; across the highest number the short way. */
const ahead = (sequence: number, expected: number): number => {
  const distance = sequence - expected
  if (distance > HIGHEST_SEQUENCE / 2) return distance - HIGHEST_SEQUENCE
  return distance < -HIGHEST_SEQUENCE / 2 ? distance + HIGHEST_SEQUENCE : distance
}

/** See `LogReading`. Never throws: what goes wrong is in `failure`. */
export const readTrendLog = (peer: Requester, request: LogRequest, manner: ReadManner): Promise<LogReading> => new LogReader(peer, request, manner).read()
