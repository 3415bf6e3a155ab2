/** Reads the answer to a batch in one go where it looks as nearly all answers do: objects in the order asked, plain values, plain flags. */
import type { PolledPoint } from './poll-plan.ts'

const REAL = 0x44
const UNSIGNED_1 = 0x21
const ENUMERATED_1 = 0x91

/** Upper four bits of the flags' octet, in-alarm first, as bits 0-3. */
const FLAG_BITS = Uint8Array.from({ length: 16 }, (_, bits) => ((bits >> 3) & 1) | ((bits >> 1) & 2) | ((bits << 1) & 4) | ((bits << 3) & 8))

/**
 * Fills `values` and `flags` (-1 where not sent) for each point. False when anything is unusual, with both columns half filled: then the
 * general way must read the answer. Bytes beyond the end compare with nothing, and only an answer used up exactly is taken.
 */
export const readUsualAnswer = (bytes: Buffer, from: number, end: number, points: readonly PolledPoint[], values: Float64Array, flags: Int8Array): boolean => {
  let at = from
  for (let place = 0; place < points.length; place++) {
    const { code } = points[place]!
    // [0] object, [1] {, [2] present-value, [4] {
    if (bytes[at] !== 0x0c || bytes[at + 5] !== 0x1e || bytes[at + 6] !== 0x29 || bytes[at + 7] !== 0x55 || bytes[at + 8] !== 0x4e) return false
    if (((bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!) >>> 0 !== code) return false
    at += 9
    const tag = bytes[at]
    if (tag === REAL && at + 5 <= end) {
      values[place] = bytes.readFloatBE(at + 1)
      at += 5
    } else if ((tag === ENUMERATED_1 || tag === UNSIGNED_1) && at + 2 <= end) {
      values[place] = bytes[at + 1]!
      at += 2
    } else return false
    if (bytes[at] !== 0x4f) return false
    at += 1
    if (bytes[at] === 0x29) {
      // [2] status-flags, [4] {, bit string of two octets, }
      if (bytes[at + 1] !== 0x6f || bytes[at + 2] !== 0x4e || bytes[at + 3] !== 0x82 || bytes[at + 6] !== 0x4f) return false
      flags[place] = FLAG_BITS[bytes[at + 5]! >> 4]!
      at += 7
    }
    if (bytes[at] !== 0x1f) return false
    at += 1
  }
  return at === end
}
