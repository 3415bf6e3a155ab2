/** What a request to a device ends with, and the words for devices' refusals (135, clauses 18 and 20.1). */
import type { RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import { TAG, TagReader } from './tags.ts'
import { readNumber, readUnsigned } from './values.ts'

/** Service parameters of an acknowledgement, checked for sound tags. */
export interface Acknowledgement {
  readonly ok: true
  readonly bytes: Buffer
  readonly at: number
  readonly end: number
}

export interface RequestFailure {
  readonly ok: false
  readonly kind: RequestErrorKind
  /** Abort or reject reason, or error code; -1 where there is none. */
  readonly code: number
  readonly text: string
}

export type Answer = Acknowledgement | RequestFailure

const REJECT = { unrecognizedService: 9 } as const
export const ERROR_CODE = { serviceRequestDenied: 29, unknownObject: 31, unknownProperty: 32, optionalFunctionalityNotSupported: 45 } as const

const ABORT_TEXTS = [
  'other',
  'buffer overflow',
  'invalid APDU in this state',
  'preempted by higher priority task',
  'segmentation not supported',
  'security error',
  'insufficient security',
  'window size out of range',
  'application exceeded reply time',
  'out of resources',
  'TSM timeout',
  'APDU too long',
]
const REJECT_TEXTS = [
  'other',
  'buffer overflow',
  'inconsistent parameters',
  'invalid parameter data type',
  'invalid tag',
  'missing required parameter',
  'parameter out of range',
  'too many arguments',
  'undefined enumeration',
  'unrecognized service',
]
const ERROR_TEXTS: Readonly<Record<number, string>> = {
  0: 'other',
  3: 'device busy',
  9: 'invalid data type',
  16: 'missing required parameter',
  18: 'no space for objects',
  20: 'no space to write property',
  22: 'property is not a list',
  25: 'operational problem',
  27: 'read access denied',
  29: 'service request denied',
  30: 'timeout',
  31: 'unknown object',
  32: 'unknown property',
  37: 'value out of range',
  40: 'write access denied',
  41: 'character set not supported',
  42: 'invalid array index',
  45: 'optional functionality not supported',
  47: 'data type not supported',
  50: 'property is not an array',
  72: 'value not initialized',
}

export const requestFailure = (kind: RequestErrorKind, code: number, text: string): RequestFailure => ({ ok: false, kind, code, text })

export const abortFailure = (reason: number): RequestFailure => requestFailure('abort', reason, `the device aborted: ${ABORT_TEXTS[reason] ?? `reason ${reason}`}`)

export const rejectFailure = (reason: number): RequestFailure => requestFailure('reject', reason, `the device rejected the request: ${REJECT_TEXTS[reason] ?? `reason ${reason}`}`)

export const errorFailure = (errorClass: number, code: number): RequestFailure =>
  requestFailure('error', code, `the device reports an error: ${ERROR_TEXTS[code] ?? `class ${errorClass}, code ${code}`}`)

const ROUTE_TEXTS = ['for a reason it does not name', 'it knows no way there', 'it is busy', 'it does not know the message', 'the message is too long', 'for reasons of security', 'the address is wrong']

/** A router's Reject-Message-To-Network (135, 6.4.4): the request never reached the device. */
export const routeFailure = (router: string, network: number, reason: number): RequestFailure =>
  requestFailure('send', reason, `router ${router} did not pass the request on to network ${network}: ${ROUTE_TEXTS[reason] ?? `reason ${reason}`}`)

/** What a device behind that router would say of such a request itself. */
export const tooLongFailure = requestFailure('abort', 11, 'the request is too long for a network on its way')

export const decodeFailure = (text: string): RequestFailure => requestFailure('decode', -1, text)

/** One half of an error: an enumerated or, from some devices, a context tag 0 (class) or 1 (code). */
const readErrorPart = (reader: TagReader, context: number): number | undefined => {
  if (!reader.read()) return undefined
  if (reader.isContext(context)) return readUnsigned(reader)
  return reader.number === TAG.enumerated ? readNumber(reader) : undefined
}

/** Error class and code at the reader's place, or undefined. */
export const readErrorPair = (reader: TagReader): { readonly errorClass: number; readonly code: number } | undefined => {
  const errorClass = readErrorPart(reader, 0)
  const code = errorClass === undefined ? undefined : readErrorPart(reader, 1)
  return errorClass === undefined || code === undefined ? undefined : { errorClass, code }
}

/** The failure an error PDU's parameters tell. Some services wrap class and code in a construct of context 0. */
export const decodeError = (bytes: Buffer, at: number, end: number): RequestFailure => {
  const reader = new TagReader(bytes, at, end)
  const first = bytes[at]
  if (first === 0x0e && !reader.read()) return decodeFailure('the device sent an error without class and code')
  const pair = readErrorPair(reader)
  return pair === undefined ? decodeFailure('the device sent an error without class and code') : errorFailure(pair.errorClass, pair.code)
}

/** True when the device says, in one of its ways, that the answer (or the request) is too big for it. */
export const isTooBig = (failure: RequestFailure): boolean => {
  if (failure.kind === 'abort') return true
  return failure.kind === 'reject' && failure.code !== REJECT.unrecognizedService
}

/** True when the device does not offer the service at all. */
export const isUnknownService = (failure: RequestFailure): boolean =>
  (failure.kind === 'reject' && failure.code === REJECT.unrecognizedService) ||
  (failure.kind === 'error' && (failure.code === ERROR_CODE.serviceRequestDenied || failure.code === ERROR_CODE.optionalFunctionalityNotSupported))
