/** Writes BACnet tags (135, 20.2.1) for services whose parameters are laid out here. Throws a RangeError on what cannot be encoded: the caller checks what comes from outside. */
import { TAG } from './tags.ts'
import type { BacnetDate, BacnetTime } from './bacnet-value.ts'

const UTF8 = 0
const ANY = 255

const unsignedOctets = (value: number): Buffer => {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no unsigned integer`)
  let hex = value.toString(16)
  if (hex.length % 2 === 1) hex = `0${hex}`
  return Buffer.from(hex, 'hex')
}

const signedOctets = (value: number): Buffer => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no integer`)
  let length = 1
  while (length < 6 && (value < -(2 ** (8 * length - 1)) || value >= 2 ** (8 * length - 1))) length++
  const octets = Buffer.alloc(length)
  octets.writeIntBE(value, 0, length)
  return octets
}

const realOctets = (value: number): Buffer => {
  const octets = Buffer.alloc(4)
  octets.writeFloatBE(value)
  return octets
}

const doubleOctets = (value: number): Buffer => {
  const octets = Buffer.alloc(8)
  octets.writeDoubleBE(value)
  return octets
}

const bitOctets = (bits: readonly boolean[]): Buffer => {
  const octets = Buffer.alloc(1 + Math.ceil(bits.length / 8))
  octets[0] = (8 - (bits.length % 8)) % 8
  bits.forEach((bit, at) => {
    if (bit) octets[1 + (at >> 3)]! |= 0x80 >> (at & 7)
  })
  return octets
}

export const dateOctets = ({ year, month, day, weekday }: BacnetDate): Buffer => Buffer.from([year === null ? ANY : year - 1_900, month ?? ANY, day ?? ANY, weekday ?? ANY])

export const timeOctets = ({ hour, minute, second, hundredth }: BacnetTime): Buffer => Buffer.from([hour ?? ANY, minute ?? ANY, second ?? ANY, hundredth ?? ANY])

const objectIdOctets = (type: number, instance: number): Buffer => {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(((type << 22) | instance) >>> 0)
  return octets
}

/** A tag's head: number, class, length. */
const head = (number: number, context: boolean, length: number): number[] => {
  const classBit = context ? 8 : 0
  const short = Math.min(length, 5)
  const first = (Math.min(number, 15) << 4) | classBit | short
  const octets = number < 15 ? [first] : [first, number]
  if (length < 5) return octets
  if (length < 254) return [...octets, length]
  if (length < 65_536) return [...octets, 254, length >> 8, length & 255]
  return [...octets, 255, (length >>> 24) & 255, (length >> 16) & 255, (length >> 8) & 255, length & 255]
}

/** Chainable; `bytes()` gives all that was written. With `context` the value is tagged with that number, else with its application tag. */
export class TagWriter {
  private readonly parts: Buffer[] = []

  private put(application: number, octets: Buffer, context: number | undefined): this {
    this.parts.push(Buffer.from(head(context ?? application, context !== undefined, octets.length)), octets)
    return this
  }

  null(context?: number): this {
    return this.put(TAG.null, Buffer.alloc(0), context)
  }

  boolean(value: boolean, context?: number): this {
    if (context !== undefined) return this.put(TAG.boolean, Buffer.from([value ? 1 : 0]), context)
    this.parts.push(Buffer.from([(TAG.boolean << 4) | (value ? 1 : 0)]))
    return this
  }

  unsigned(value: number, context?: number): this {
    return this.put(TAG.unsigned, unsignedOctets(value), context)
  }

  signed(value: number, context?: number): this {
    return this.put(TAG.signed, signedOctets(value), context)
  }

  real(value: number, context?: number): this {
    return this.put(TAG.real, realOctets(value), context)
  }

  double(value: number, context?: number): this {
    return this.put(TAG.double, doubleOctets(value), context)
  }

  enumerated(value: number, context?: number): this {
    return this.put(TAG.enumerated, unsignedOctets(value), context)
  }

  text(value: string, context?: number): this {
    return this.put(TAG.characterString, Buffer.concat([Buffer.from([UTF8]), Buffer.from(value, 'utf8')]), context)
  }

  octets(value: Buffer, context?: number): this {
    return this.put(TAG.octetString, value, context)
  }

  bits(value: readonly boolean[], context?: number): this {
    return this.put(TAG.bitString, bitOctets(value), context)
  }

  date(value: BacnetDate, context?: number): this {
    return this.put(TAG.date, dateOctets(value), context)
  }

  time(value: BacnetTime, context?: number): this {
    return this.put(TAG.time, timeOctets(value), context)
  }

  objectId(type: number, instance: number, context?: number): this {
    return this.put(TAG.objectId, objectIdOctets(type, instance), context)
  }

  open(context: number): this {
    this.parts.push(Buffer.from(context < 15 ? [(context << 4) | 0x0e] : [0xfe, context]))
    return this
  }

  close(context: number): this {
    this.parts.push(Buffer.from(context < 15 ? [(context << 4) | 0x0f] : [0xff, context]))
    return this
  }

  /** Octets already encoded, as they are. */
  raw(octets: Buffer): this {
    this.parts.push(octets)
    return this
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts)
  }
}
