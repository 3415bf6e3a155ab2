/** Decodes BACnet character strings (135, 20.2.9): the first octet names the character set. */

const CHARACTER_SET = { utf8: 0, dbcs: 1, jis: 2, ucs4: 3, ucs2: 4, latin1: 5 } as const

/** Microsoft code pages that devices name in DBCS strings, as the encoding standard calls them. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
}

const latin1 = (bytes: Buffer): string => bytes.toString('latin1')

const byName = (bytes: Buffer, encoding: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return latin1(bytes)
  }
}

const ucs2 = (bytes: Buffer): string => {
  const whole = Buffer.from(bytes.subarray(0, bytes.length & ~1))
  if (whole[0] === 0xff && whole[1] === 0xfe) return whole.subarray(2).toString('utf16le')
  const text = whole.swap16().toString('utf16le')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

const ucs4 = (bytes: Buffer): string => {
  const parts: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = bytes.readUInt32BE(at)
    parts.push(code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : '\uFFFD')
  }
  return parts.join('')
}

const decodeSet = (set: number, bytes: Buffer): string => {
  switch (set) {
    case CHARACTER_SET.utf8:
      // Older devices label ISO 8859-1 (or their code page) as set 0, ANSI X3.4; bytes that are no UTF-8 are read as that.
      return byName(bytes, 'utf-8')
    case CHARACTER_SET.dbcs:
      return bytes.length < 2 ? '' : byName(bytes.subarray(2), CODE_PAGES[bytes.readUInt16BE(0)] ?? 'utf-8')
    case CHARACTER_SET.jis:
      return byName(bytes, 'shift_jis')
    case CHARACTER_SET.ucs4:
      return ucs4(bytes)
    case CHARACTER_SET.ucs2:
      return ucs2(bytes)
    default:
      return latin1(bytes)
  }
}

/** The text of a character string's content (character set first). Padding NULs and other control characters at the ends are dropped. */
export const decodeText = (content: Buffer): string => {
  const text = decodeSet(content[0] ?? CHARACTER_SET.utf8, content.subarray(1))
  let from = 0
  let to = text.length
  while (from < to && text.charCodeAt(from) <= 32) from++
  while (to > from && text.charCodeAt(to - 1) <= 32) to--
  return text.slice(from, to)
}
