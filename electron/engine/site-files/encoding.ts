/** Which character encoding a text file is in, and its text piece by piece, so that no large file holds the thread up. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Octets decoded in one piece. */
const PIECE = 65_536
/** Octets looked at for the zero octets of UTF-16 without a mark. */
const LOOKED_AT = 4_096

/** What Windows-1252 has in place of the control characters 80 to 9F of ISO 8859-1; what it leaves open stays as it is. */
const WINDOWS_80_TO_9F = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((octet, at) => bytes[at] === octet)

/** UTF-16 of western text has zeros in nearly every second octet; no other encoding has any. */
const zerosAt = (bytes: Uint8Array, parity: 0 | 1): number => {
  let zeros = 0
  const end = Math.min(bytes.length, LOOKED_AT)
  for (let at = parity; at < end; at += 2) if (bytes[at] === 0) zeros += 1
  return zeros / Math.max(1, end / 2)
}

/** By mark, or by zero octets; undefined where only reading it through tells UTF-8 from Windows-1252. */
const encodingByBytes = (bytes: Uint8Array): Encoding | undefined => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  const [even, odd] = [zerosAt(bytes, 0), zerosAt(bytes, 1)]
  if (odd > 0.4 && even < 0.1) return 'utf-16le'
  return even > 0.4 && odd < 0.1 ? 'utf-16be' : undefined
}

/** Whether all of it is UTF-8. A generator, so that the caller can breathe between the pieces. */
function* isUtf8(bytes: Uint8Array): Generator<undefined, boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
      yield
    }
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Windows-1252, of which ISO 8859-1 is a part as far as text goes. Never fails. */
const decodeWindows = (bytes: Uint8Array): string => {
  let text = ''
  for (const octet of bytes) text += octet >= 0x80 && octet <= 0x9f ? WINDOWS_80_TO_9F[octet - 0x80]! : String.fromCharCode(octet)
  return text
}

/** The text of a file in pieces, without the byte order mark; an empty piece is a chance to breathe. Octets that are no text become U+FFFD. */
export function* textOf(bytes: Uint8Array): Generator<string, Encoding> {
  let encoding = encodingByBytes(bytes)
  if (encoding === undefined) {
    const checking = isUtf8(bytes)
    let step = checking.next()
    for (; step.done !== true; step = checking.next()) yield ''
    encoding = step.value ? 'utf-8' : 'windows-1252'
  }
  if (encoding === 'windows-1252') {
    for (let at = 0; at < bytes.length; at += PIECE) yield decodeWindows(bytes.subarray(at, at + PIECE))
    return encoding
  }
  const decoder = new TextDecoder(encoding)
  for (let at = 0; at < bytes.length; at += PIECE) yield decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
  yield decoder.decode()
  return encoding
}
