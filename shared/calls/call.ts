/** How a call of the contract is declared, and the schemas that arguments of several calls share. */
import * as v from 'valibot'
import { MOST_FILE_BYTES } from '../file-limits.ts'

export const id = v.pipe(v.number(), v.integer(), v.minValue(1))
export const ids = (most: number) => v.pipe(v.array(id), v.minLength(1), v.maxLength(most))
/** Start of the year 2200: what lies after it is no time of a building, and no period may be so long that counting its days takes minutes. */
const LATEST_MS = 7_258_118_400_000
export const timeMs = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(LATEST_MS))
export const note = v.pipe(v.string(), v.trim(), v.maxLength(2_000))
export const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))
/** Device or object instance number. */
export const instance = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_194_303))
/** Number of a BACnet network: 1 to 65534. */
export const networkNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_534))
/** `192.168.1.20` or `192.168.1.20:47809`. */
export const target = v.pipe(v.string(), v.regex(/^\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?$/))

/** A file that the operator chose. */
export const file = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(260)),
  bytes: v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((bytes) => bytes.byteLength <= MOST_FILE_BYTES, 'larger than 32 MB')),
})

type Schema = v.GenericSchema<Record<string, unknown>, Record<string, unknown>>

export interface Call<S extends Schema, R> {
  readonly args: S
  /** Exists in types only: what the call gives when it succeeds. */
  readonly value?: R
}

export const call = <const E extends v.ObjectEntries>(entries: E) => ({
  returns: <R>(): Call<v.StrictObjectSchema<E, undefined>, R> => ({ args: v.strictObject(entries) }),
})
