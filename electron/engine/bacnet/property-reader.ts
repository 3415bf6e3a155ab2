/** Reads any properties of a device's objects: many in one request where the device can, smaller ones or one by one where it cannot. */
import { decodeFailure, errorFailure, isUnknownService, requestFailure, type Acknowledgement, type Answer, type RequestFailure } from './answers.ts'
import { askOnce } from './ask-once.ts'
import { decodeValues, type BacnetValue } from './bacnet-value.ts'
import { readPropertyApdu, readPropertyMultipleApdu, type RequestApdu } from './datagrams.ts'
import type { Requester } from './peer.ts'
import type { Priority } from './turns.ts'
import { MultipleAnswer, singleAnswer } from './read-answers.ts'
import { objectIdCode } from './values.ts'

/** One property of one object; `index` for an element of an array (0 = its length). */
export interface PropertyQuestion {
  readonly type: number
  readonly instance: number
  readonly property: number
  readonly index?: number
}

/** `values` has one entry for a plain property, many for lists and arrays. */
export type PropertyResult = { readonly ok: true; readonly values: readonly BacnetValue[] } | RequestFailure

export interface ReadManner {
  readonly signal: AbortSignal
  /** `user` where somebody waits for the answer, `background` or `bulk` where nobody does. */
  readonly priority: Priority
}

/** Properties in one request; typical answers of these still fit 480 octets. */
const MOST_AT_ONCE = 20
const ATTEMPTS = 2

/** Asks; once more when no answer comes. */
export const askTwice = async (peer: Requester, apdu: RequestApdu, { signal, priority }: ReadManner, alone = false): Promise<Answer> => {
  let answer: Answer = requestFailure('cancelled', -1, 'cancelled')
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    answer = await askOnce(peer, apdu, signal, { alone, priority, retry: attempt > 0 })
    if (answer.ok || (answer.kind !== 'timeout' && answer.kind !== 'send')) break
  }
  return answer
}

/** One property, with a retry. Long answers may come in segments. */
const readOneProperty = async (peer: Requester, question: PropertyQuestion, manner: ReadManner): Promise<PropertyResult> => {
  const { type, instance, property, index } = question
  const answer = await askTwice(peer, readPropertyApdu(type, instance, index === undefined ? { property } : { property, index }), manner, true)
  if (!answer.ok) return answer
  const reader = singleAnswer(answer, objectIdCode(type, instance), property, index ?? -1)
  const values = reader && decodeValues(reader.bytes, reader.at, reader.end)
  return values === undefined ? decodeFailure('the answer is malformed or answers another question') : { ok: true, values }
}

export const resultKey = (code: number, property: number, index: number): string => `${code} ${property} ${index}`

/** The properties of an answer to ReadPropertyMultiple by object, property and index (-1 = whole). */
export const decodeMultiple = (ack: Acknowledgement): Map<string, PropertyResult> | undefined => {
  const answer = new MultipleAnswer(ack)
  const found = new Map<string, PropertyResult>()
  while (answer.next()) {
    const values = answer.failed ? undefined : decodeValues(ack.bytes, answer.from, answer.to)
    const result: PropertyResult = answer.failed
      ? errorFailure(answer.errorClass, answer.errorCode)
      : values === undefined
        ? decodeFailure('the value is malformed')
        : { ok: true, values }
    found.set(resultKey(answer.objectCode, answer.property, answer.index), result)
  }
  return answer.malformed ? undefined : found
}

/** Neighbouring questions about one object share its entry in the request. */
const multipleApdu = (questions: readonly PropertyQuestion[]): RequestApdu => {
  const specs: { type: number; instance: number; properties: { property: number; index?: number }[] }[] = []
  for (const { type, instance, property, index } of questions) {
    let spec = specs.at(-1)
    if (spec === undefined || spec.type !== type || spec.instance !== instance) specs.push((spec = { type, instance, properties: [] }))
    spec.properties.push(index === undefined ? { property } : { property, index })
  }
  return readPropertyMultipleApdu(specs)
}

/**
 * Asks everything and gives an answer for each question, in their order. A device that stops answering fails the rest with its last failure.
 * Questions with index 0 are asked one by one (the encoder leaves it out of ReadPropertyMultiple).
 */
export const readProperties = async (peer: Requester, questions: readonly PropertyQuestion[], manner: ReadManner): Promise<readonly PropertyResult[]> => {
  const results: (PropertyResult | undefined)[] = questions.map(() => undefined)
  let single = false
  let gone: RequestFailure | undefined

  const readSingly = async (at: number): Promise<void> => {
    const result = gone ?? (await readOneProperty(peer, questions[at]!, manner))
    if (!result.ok && (result.kind === 'timeout' || result.kind === 'cancelled')) gone = result
    results[at] = result
  }
  /** Silence to a big question and an answer to a small one: it was too big. Silence to both: the device is gone. */
  const readSmaller = async (places: readonly number[], silent: boolean): Promise<void> => {
    if (silent) await readSingly(places[0]!)
    const rest = silent ? places.slice(1) : places
    const middle = Math.ceil(rest.length / 2)
    await readGroup(rest.slice(0, middle))
    await readGroup(rest.slice(middle))
  }
  const readGroup = async (places: readonly number[]): Promise<void> => {
    if (single || places.length <= 1 || gone !== undefined) {
      for (const at of places) await readSingly(at)
      return
    }
    const answer = await askTwice(peer, multipleApdu(places.map((at) => questions[at]!)), manner)
    const found = answer.ok ? decodeMultiple(answer) : undefined
    if (!answer.ok && isUnknownService(answer)) single = true
    if (!answer.ok && (answer.kind === 'cancelled' || answer.kind === 'send')) gone = answer
    if (found === undefined) return readSmaller(places, !answer.ok && answer.kind === 'timeout')
    for (const at of places) {
      const { type, instance, property, index } = questions[at]!
      const result = found.get(resultKey(objectIdCode(type, instance), property, index ?? -1))
      if (result === undefined) await readSingly(at)
      else results[at] = result
    }
  }

  const many = questions.flatMap(({ index }, at) => (index === 0 ? [] : [at]))
  for (let from = 0; from < many.length; from += MOST_AT_ONCE) await readGroup(many.slice(from, from + MOST_AT_ONCE))
  for (const [at, result] of results.entries()) if (result === undefined) await readSingly(at)
  return results.map((result) => result ?? decodeFailure('not asked'))
}
