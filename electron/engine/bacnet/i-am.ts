/** Decodes I-Am (135, 16.10). */
import type { IAm } from '../../../shared/domain/acquisition.ts'
import type { Segmentation } from '../../../shared/domain/device.ts'
import { TAG, TagReader } from './tags.ts'
import { objectIdOf, readNumber, readObjectIdCode } from './values.ts'

export const SEGMENTATION: readonly Segmentation[] = ['both', 'transmit', 'receive', 'none']
const DEVICE = 8
/** 4194303 means "any" and is nobody's. */
export const LAST_INSTANCE = 4_194_302
export const SMALLEST_MAX_APDU = 50
export const LARGEST_MAX_APDU = 1_476

const numberOf = (reader: TagReader, tag: number): number | undefined => (reader.read() && !reader.context && reader.number === tag ? readNumber(reader) : undefined)

/** What an I-Am's parameters say, or undefined when they are not that. What a later edition of the standard may put behind them is passed over. */
export const decodeIAm = (bytes: Buffer, at: number, end: number): Omit<IAm, 'address' | 'interfaceName'> | undefined => {
  const reader = new TagReader(bytes, at, end)
  const code = reader.read() && !reader.context ? readObjectIdCode(reader) : undefined
  const maxApdu = numberOf(reader, TAG.unsigned)
  const segmentation = numberOf(reader, TAG.enumerated)
  const vendorId = numberOf(reader, TAG.unsigned)
  if (code === undefined || maxApdu === undefined || segmentation === undefined || vendorId === undefined) return undefined
  const { type, instance } = objectIdOf(code)
  // An ability to segment that nobody knows cannot be relied on.
  const known = SEGMENTATION[segmentation] ?? 'none'
  if (type !== DEVICE || instance > LAST_INSTANCE || vendorId > 0xff_ff) return undefined
  return { instance, maxApdu: Math.min(LARGEST_MAX_APDU, Math.max(SMALLEST_MAX_APDU, maxApdu)), segmentation: known, vendorId }
}
