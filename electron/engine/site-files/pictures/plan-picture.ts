/** A file that is to lie under a floor plan: what it is by its first bytes, how large, and what of it may be kept. */
import { MOST_PICTURE_BYTES, MOST_PICTURE_PIXELS, type PictureFormat } from '../../../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { rasterHeader } from './raster-header.ts'
import { cleanSvg } from './svg-clean.ts'

export interface CheckedPicture {
  readonly format: PictureFormat
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
  readonly takenOut: readonly { readonly name: string; readonly count: number }[]
}

/** A longer side of more than so many times the shorter one is no plan. */
const MOST_ASPECT = 20
const HEAD_BYTES = 4_096

/** Magic bytes of files that are often tried, with the words for them. */
const OTHERS: readonly (readonly [name: string, magic: readonly number[], at?: number])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['WebP', [0x57, 0x45, 0x42, 0x50], 8],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
  ['BMP', [0x42, 0x4d]],
  ['DWG', [0x41, 0x43, 0x31, 0x30]],
  ['SVGZ', [0x1f, 0x8b]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
]

const otherFormat = (bytes: Uint8Array): string => OTHERS.find(([, magic, at = 0]) => magic.every((byte, index) => bytes[at + index] === byte))?.[0] ?? ''

const isUtf16 = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => (bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null)

/** The encoding that the file names, of those that drawing programs write. */
const encodingOf = (bytes: Uint8Array): string => {
  const utf16 = isUtf16(bytes)
  if (utf16 !== null) return utf16
  const named = /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,20})["']/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 300)))?.[1]?.toLowerCase()
  return named === 'iso-8859-1' || named === 'windows-1252' || named === 'us-ascii' ? 'windows-1252' : 'utf-8'
}

const decoded = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const looksLikeSvg = (bytes: Uint8Array): boolean => {
  const head = new TextDecoder(isUtf16(bytes) ?? 'utf-8').decode(bytes.subarray(0, HEAD_BYTES)).trimStart()
  return head.startsWith('<') && /<(svg:)?svg[\s>]/.test(head)
}

const checkSize = (widthPx: number, heightPx: number, fileName: string): Result<null> => {
  if (Math.max(widthPx, heightPx) > MOST_ASPECT * Math.min(widthPx, heightPx)) return failure('plan-picture-shape', `${fileName} is ${widthPx} x ${heightPx}: too long for a plan.`, { file: fileName, width: Math.round(widthPx), height: Math.round(heightPx) })
  return ok(null)
}

function* checkSvg(bytes: Uint8Array, fileName: string): Generator<undefined, Result<CheckedPicture>> {
  const text = decoded(bytes)
  if (text === null) return failure('plan-svg-text', `${fileName} holds bytes that are no text.`, { file: fileName })
  const cleaned = yield* cleanSvg(text, fileName)
  if (!cleaned.ok) return cleaned
  const { width, height, takenOut } = cleaned.value
  const size = checkSize(width, height, fileName)
  return size.ok ? ok({ format: 'svg', bytes: new TextEncoder().encode(cleaned.value.text), widthPx: width, heightPx: height, takenOut }) : size
}

/** Judges the file by its bytes, never by its name. Yields between pieces of a few ms. */
export function* checkPlanPicture(file: { readonly name: string; readonly bytes: Uint8Array }): Generator<undefined, Result<CheckedPicture>> {
  const { name, bytes } = file
  if (bytes.byteLength > MOST_PICTURE_BYTES) return failure('plan-picture-bytes', `${name} has ${bytes.byteLength} bytes.`, { file: name, megabytes: Math.ceil(bytes.byteLength / 1e6), most: MOST_PICTURE_BYTES / 1e6 })
  const header = rasterHeader(bytes)
  if (header === null) return failure('plan-picture-broken', `${name} is broken or cut off.`, { file: name })
  if (header === undefined) {
    if (looksLikeSvg(bytes)) return yield* checkSvg(bytes, name)
    const format = otherFormat(bytes)
    if (format === 'PDF') return failure('plan-picture-pdf', `${name} is a PDF, which is not shown.`, { file: name })
    return failure('plan-picture-format', `${name} is no PNG, JPEG or SVG.`, { file: name, format: format === '' ? '?' : format })
  }
  const { format, widthPx, heightPx } = header
  if (widthPx * heightPx > MOST_PICTURE_PIXELS) return failure('plan-picture-pixels', `${name} has ${widthPx} x ${heightPx} pixels.`, { file: name, megapixels: Math.ceil((widthPx * heightPx) / 1e6) })
  const size = checkSize(widthPx, heightPx, name)
  return size.ok ? ok({ format, bytes, widthPx, heightPx, takenOut: [] }) : size
}
