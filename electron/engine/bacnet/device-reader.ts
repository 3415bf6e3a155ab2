/** Reads properties of one device for discovery: retries, fallbacks and cancelling in one place; answers as plain values. */
import type { Clock } from '../../../shared/clock.ts'
import { decodeFailure, requestFailure, type Acknowledgement, type Answer, type RequestFailure } from './answers.ts'
import { askOnce } from './ask-once.ts'
import { readPropertyApdu, readPropertyMultipleApdu, type RequestApdu } from './datagrams.ts'
import type { Peer } from './peer.ts'
import type { PropertyRef, ReadSpec } from './properties.ts'
import type { ReadManner } from './property-reader.ts'
import { MultipleAnswer, singleAnswer } from './read-answers.ts'
import { TagReader } from './tags.ts'
import type { Priority } from './turns.ts'
import { objectIdCode, readNumber, readObjectIdCode, readText } from './values.ts'

/** A primitive value as discovery needs it; object identifiers as their 32 bits; null for every other type. */
export type PlainValue = number | string | { readonly objectCode: number } | null

/** What a device says about one property: its values, or why not. */
export type PropertyAnswer = { readonly ok: true; readonly values: readonly PlainValue[] } | RequestFailure

export interface MultipleResult {
  readonly objectCode: number
  readonly property: number
  readonly index: number
  readonly answer: PropertyAnswer
}

/** Questions in a row without any answer after which the device counts as gone. */
const GONE_AFTER = 3
const ATTEMPTS = 2

const plainValue = (tag: TagReader): PlainValue => {
  if (tag.context) return null
  const text = readText(tag)
  if (text !== undefined) return text
  const code = readObjectIdCode(tag)
  return code === undefined ? (readNumber(tag) ?? null) : { objectCode: code }
}

const plainValues = (reader: TagReader): PlainValue[] => {
  const values: PlainValue[] = []
  while (!reader.done && reader.read()) {
    values.push(plainValue(reader))
    if (reader.opening && !reader.skipConstruct()) break
  }
  return values
}

export class DeviceReader {
  /** The device stopped answering; every further question fails at once. */
  gone = false
  private readonly peer: Peer
  private readonly signal: AbortSignal
  private readonly clock: Clock
  private readonly deadlineMs: () => number
  private readonly priority: Priority
  private silences = 0

  constructor(peer: Peer, { signal, priority }: ReadManner, clock: Clock, deadlineMs: () => number) {
    this.peer = peer
    this.signal = signal
    this.clock = clock
    this.deadlineMs = deadlineMs
    this.priority = priority
  }

  get over(): boolean {
    return this.gone || this.signal.aborted
  }

  /** One property of one object. `alone`: the answer may come in many segments. */
  async property(type: number, instance: number, ref: PropertyRef, alone = false): Promise<PropertyAnswer> {
    const answer = await this.ask(readPropertyApdu(type, instance, ref), alone)
    if (!answer.ok) return answer
    return this.decoded(() => {
      const reader = singleAnswer(answer, objectIdCode(type, instance), ref.property, ref.index ?? -1)
      return reader === undefined ? undefined : { ok: true, values: plainValues(reader) }
    })
  }

  /** Several properties of several objects in one request; the failure is the request's as a whole. */
  async multiple(specs: readonly ReadSpec[]): Promise<{ readonly ok: true; readonly results: readonly MultipleResult[] } | RequestFailure> {
    const answer = await this.ask(readPropertyMultipleApdu(specs), false)
    if (!answer.ok) return answer
    return this.decoded(() => decodeMultiple(answer))
  }

  private decoded<T>(decode: () => T | undefined): T | RequestFailure {
    try {
      return decode() ?? decodeFailure('the answer is malformed or answers another question')
    } catch {
      return decodeFailure('the answer could not be decoded')
    }
  }

  private async ask(apdu: RequestApdu, alone: boolean): Promise<Answer> {
    let answer: Answer = requestFailure('cancelled', -1, 'cancelled')
    for (let attempt = 0; attempt < ATTEMPTS && !this.over; attempt++) {
      if (this.clock.monotonicMs() > this.deadlineMs()) this.gone = true
      else answer = await askOnce(this.peer, apdu, this.signal, { alone, retry: attempt > 0, priority: this.priority })
      if (answer.ok || (answer.kind !== 'timeout' && answer.kind !== 'send')) {
        this.silences = 0
        return answer
      }
    }
    this.silences += 1
    if (this.silences >= GONE_AFTER) this.gone = true
    return answer
  }
}

const decodeMultiple = (ack: Acknowledgement): { readonly ok: true; readonly results: readonly MultipleResult[] } | undefined => {
  const reader = new MultipleAnswer(ack)
  const results: MultipleResult[] = []
  while (reader.next()) {
    const { objectCode, property, index } = reader
    const answer: PropertyAnswer = reader.failed
      ? requestFailure('error', reader.errorCode, `error class ${reader.errorClass}, code ${reader.errorCode}`)
      : { ok: true, values: plainValues(new TagReader(ack.bytes, reader.from, reader.to)) }
    results.push({ objectCode, property, index, answer })
  }
  return reader.malformed ? undefined : { ok: true, results }
}
