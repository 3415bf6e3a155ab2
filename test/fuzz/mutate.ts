/** Breaks datagrams a little: bits, octets, pieces moved, cut, repeated or taken from another, with the length in front made right as a rule. */
import { below, chance, pick, type Random } from './grammar.ts'

const OCTETS = [0, 1, 0x0c, 0x0e, 0x0f, 0x1e, 0x1f, 0x2e, 0x2f, 0x3e, 0x3f, 0x4e, 0x4f, 0x65, 0x75, 0x7f, 0x80, 0xfe, 0xff]
/** As long as a datagram may be. */
const LONGEST = 1_497

const mutations: readonly ((random: Random, bytes: Buffer, other: Buffer) => Buffer)[] = [
  (random, bytes) => {
    bytes[below(random, bytes.length)]! ^= 1 << below(random, 8)
    return bytes
  },
  (random, bytes) => {
    bytes[below(random, bytes.length)] = chance(random, 0.5) ? pick(random, OCTETS) : below(random, 256)
    return bytes
  },
  (random, bytes) => bytes.subarray(0, below(random, bytes.length + 1)),
  (random, bytes) => {
    const at = below(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, 8))])
  },
  (random, bytes) => {
    const at = below(random, bytes.length + 1)
    const extra = Buffer.from(Array.from({ length: 1 + below(random, 6) }, () => (chance(random, 0.5) ? pick(random, OCTETS) : below(random, 256))))
    return Buffer.concat([bytes.subarray(0, at), extra, bytes.subarray(at)])
  },
  (random, bytes) => {
    const from = below(random, bytes.length)
    const piece = bytes.subarray(from, from + 1 + below(random, 40))
    const times = pick(random, [1, 2, 20])
    return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: times }, () => piece), bytes.subarray(from)])
  },
  (random, bytes, other) => Buffer.concat([bytes.subarray(0, below(random, bytes.length + 1)), other.subarray(below(random, other.length + 1))]),
]

/** A broken copy of `sound`; `other` lends pieces. */
export const mutate = (random: Random, sound: Buffer, other: Buffer): Buffer => {
  let bytes: Buffer = Buffer.from(sound)
  for (let left = pick(random, [1, 1, 1, 2, 4, 8]); left > 0; left--) if (bytes.length > 0) bytes = Buffer.from(pick(random, mutations)(random, bytes, other))
  if (bytes.length > LONGEST) bytes = bytes.subarray(0, LONGEST)
  if (bytes.length >= 4 && chance(random, 0.9)) bytes.writeUInt16BE(bytes.length, 2)
  return bytes
}
