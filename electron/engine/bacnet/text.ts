/** Decodes BACnet character strings (135, 20.2.9): the first octet names the character set. */

import { decodeCodePage } from './code-pages.ts'

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

/** True for Latin text of which each character's low octet comes first: read the right way round it would be nothing but characters ending in 00. */
const isLittleEndian = (bytes: Buffer): boolean => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return true
  for (let at = 0; at < bytes.length; at += 2) if (bytes[at] === 0 || bytes[at + 1] !== 0) return false
  return bytes.length > 0
}

const ucs2 = (bytes: Buffer): string => {
  const whole = Buffer.from(bytes.subarray(0, bytes.length & ~1))
  return (isLittleEndian(whole) ? whole : whole.swap16()).toString('utf16le')
}

const ucs4 = (bytes: Buffer): string => {
  const parts: string[] = []
  const littleEndian = bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfe_ff
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
    parts.push(code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : '\uFFFD')
  }
  return parts.join('')
}

const dbcs = (page: number, bytes: Buffer): string => decodeCodePage(page, bytes) ?? byName(bytes, CODE_PAGES[page] ?? 'utf-8')

const ESCAPE = 0x1b
const isPlainWord = (octet: number): boolean => octet === 0x20 || (octet >= 0x2d && octet <= 0x39) || (octet >= 0x41 && octet <= 0x5a) || octet === 0x5f || (octet >= 0x61 && octet <= 0x7a)

/**
 * JIS C 6226: two octets of seven bits a character, which is EUC-JP without its eighth bits. Devices that name it send Shift JIS or ISO 2022 as well, and
 * plain letters and digits.
 */
const jis = (bytes: Buffer): string => {
  if (bytes.includes(ESCAPE)) return byName(bytes, 'iso-2022-jp')
  const twoOctets = bytes.length % 2 === 0 && bytes.every((octet) => octet > 0x20 && octet < 0x7f) && !bytes.every(isPlainWord)
  return twoOctets ? byName(Buffer.from(bytes.map((octet) => octet | 0x80)), 'euc-jp') : byName(bytes, 'shift_jis')
}

const decodeSet = (set: number, bytes: Buffer): string => {
  switch (set) {
    case CHARACTER_SET.utf8:
      // Older devices label ISO 8859-1 (or their code page) as set 0, ANSI X3.4; bytes that are no UTF-8 are read as that.
      return byName(bytes, 'utf-8')
    case CHARACTER_SET.dbcs:
      return bytes.length < 2 ? '' : dbcs(bytes.readUInt16BE(0), bytes.subarray(2))
    case CHARACTER_SET.jis:
      return jis(bytes)
    case CHARACTER_SET.ucs4:
      return ucs4(bytes)
    case CHARACTER_SET.ucs2:
      return ucs2(bytes)
    default:
      return latin1(bytes)
  }
}

const BYTE_ORDER_MARK = 0xfe_ff

/**
 * The text of a character string's content (character set first), well-formed whatever came. A byte order mark, padding NULs and other control characters
 * at the ends are dropped.
 */
export const decodeText = (content: Buffer): string => {
  const text = decodeSet(content[0] ?? CHARACTER_SET.utf8, content.subarray(1)).toWellFormed()
  let from = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
  let to = text.length
  while (from < to && text.charCodeAt(from) <= 32) from++
  while (to > from && text.charCodeAt(to - 1) <= 32) to--
  return text.slice(from, to)
}
