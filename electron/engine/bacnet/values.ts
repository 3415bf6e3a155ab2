/** Decodes the values the product uses from tags already found sound. Each function gives undefined for another type or a wrong length, never a guess. */
import { decodeText } from './text.ts'
import { TAG, type TagReader } from './tags.ts'

/** Unsigned integer of `length` octets, big endian; above 2^53 the nearest double. Zero octets mean 0. */
const unsignedAt = (bytes: Buffer, at: number, length: number): number => {
  if (length === 1) return bytes[at]!
  let value = 0
  for (let offset = 0; offset < length; offset++) value = value * 256 + bytes[at + offset]!
  return value
}

const signedAt = (bytes: Buffer, at: number, length: number): number => {
  if (length === 0) return 0
  if (length <= 6) return bytes.readIntBE(at, length)
  return length === 8 ? Number(bytes.readBigInt64BE(at)) : bytes.readInt8(at) * 2 ** 48 + bytes.readUIntBE(at + 1, 6)
}

/** The value's last eight octets when all before them only repeat its sign (`padding` 0x00 or 0xff): some devices send integers of a fixed, greater length. */
const isPadded = (bytes: Buffer, at: number, excess: number, padding: number): boolean => {
  for (let offset = 0; offset < excess; offset++) if (bytes[at + offset] !== padding) return false
  return true
}

const anyUnsigned = (bytes: Buffer, at: number, length: number): number | undefined => {
  if (length <= 8) return unsignedAt(bytes, at, length)
  return isPadded(bytes, at, length - 8, 0) ? unsignedAt(bytes, at + length - 8, 8) : undefined
}

const anySigned = (bytes: Buffer, at: number, length: number): number | undefined => {
  if (length <= 8) return signedAt(bytes, at, length)
  const last = at + length - 8
  return isPadded(bytes, at, length - 8, bytes[last]! < 0x80 ? 0 : 0xff) ? signedAt(bytes, last, 8) : undefined
}

/** The primitive just read as an unsigned number, whatever its tag says (context tags). */
export const readUnsigned = (tag: TagReader): number | undefined => (tag.opening || tag.closing ? undefined : anyUnsigned(tag.bytes, tag.start, tag.length))

/** The application value just read as a number: boolean 0/1, integers, enumerated, real, double (NaN and infinities as they are). */
export const readNumber = (tag: TagReader): number | undefined => {
  if (tag.context) return undefined
  const { bytes, start, length } = tag
  switch (tag.number) {
    case TAG.real:
      return length === 4 ? bytes.readFloatBE(start) : undefined
    case TAG.enumerated:
    case TAG.unsigned:
      return anyUnsigned(bytes, start, length)
    case TAG.boolean:
      return tag.short
    case TAG.signed:
      return anySigned(bytes, start, length)
    case TAG.double:
      return length === 8 ? bytes.readDoubleBE(start) : undefined
    default:
      return undefined
  }
}

/** The character string just read; one without even a character set is empty. */
export const readText = (tag: TagReader): string | undefined => {
  if (tag.context || tag.number !== TAG.characterString) return undefined
  return decodeText(tag.bytes.subarray(tag.start, tag.start + tag.length))
}

/** BACnetStatusFlags just read as bits 0-3: in-alarm, fault, overridden, out-of-service. */
export const readStatusFlags = (tag: TagReader): number | undefined => {
  if (tag.context || tag.number !== TAG.bitString || tag.length < 2) return undefined
  const first = tag.bytes[tag.start + 1]!
  return ((first >> 7) & 1) | ((first >> 5) & 2) | ((first >> 3) & 4) | ((first >> 1) & 8)
}

export interface ObjectId {
  readonly type: number
  readonly instance: number
}

/** The 32 bits of an object identifier: type in the upper 10, instance in the lower 22. */
export const objectIdCode = (type: number, instance: number): number => ((type << 22) | instance) >>> 0

export const objectIdOf = (code: number): ObjectId => ({ type: code >>> 22, instance: code & 0x3f_ff_ff })

/** The primitive just read as the 32 bits of an object identifier; context tags carry no type of their own, application tags must say so. */
export const readObjectIdCode = (tag: TagReader): number | undefined => {
  if (tag.opening || tag.closing || tag.length !== 4) return undefined
  if (!tag.context && tag.number !== TAG.objectId) return undefined
  return tag.bytes.readUInt32BE(tag.start)
}
