/**
 * Frames for links that carry bytes only (WebSocket): JSON with typed arrays taken out and appended as raw bytes, little endian.
 *
 *   u32 length of the JSON | JSON | padding to 8 | array 0, padded to 8 | array 1 ...
 *
 * In the JSON an array stands as `{"$array": [type, byte offset, element count]}` with the offset counted from the first array.
 */

const ARRAY_TYPES = {
  Float64Array,
  Int32Array,
  Uint16Array,
  Uint8Array,
} as const
type ArrayTypeName = keyof typeof ARRAY_TYPES
type WireArray = InstanceType<(typeof ARRAY_TYPES)[ArrayTypeName]>

const arrayTypeName = (value: unknown): ArrayTypeName | undefined => {
  if (!ArrayBuffer.isView(value)) return undefined
  const name = value.constructor.name
  return name in ARRAY_TYPES ? (name as ArrayTypeName) : undefined
}

const padded = (length: number): number => (length + 7) & ~7

/** Bytes of `value`, which may hold typed arrays anywhere. Throws on what JSON cannot hold (cycles). */
export const encodeFrame = (value: unknown): Uint8Array<ArrayBuffer> => {
  const arrays: { array: WireArray; offset: number }[] = []
  let arrayBytes = 0
  const json = JSON.stringify(value, (_key, part: unknown) => {
    const name = arrayTypeName(part)
    if (name === undefined) return part
    const array = part as WireArray
    const offset = arrayBytes
    arrays.push({ array, offset })
    arrayBytes += padded(array.byteLength)
    return { $array: [name, offset, array.length] }
  })
  const jsonBytes = new TextEncoder().encode(json ?? 'null')
  const start = padded(4 + jsonBytes.length)
  const frame = new Uint8Array(start + arrayBytes)
  new DataView(frame.buffer).setUint32(0, jsonBytes.length, true)
  frame.set(jsonBytes, 4)
  for (const { array, offset } of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset)
  }
  return frame
}

/** The value of a frame. Throws a RangeError or SyntaxError on bytes that are not a whole frame. */
export const decodeFrame = (frame: Uint8Array): unknown => {
  if (frame.byteLength < 4) throw new RangeError(`frame of ${frame.byteLength} bytes has no header`)
  const jsonLength = new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0, true)
  if (4 + jsonLength > frame.byteLength) throw new RangeError(`frame of ${frame.byteLength} bytes claims ${jsonLength} bytes of JSON`)
  const start = padded(4 + jsonLength)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + jsonLength))
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, '$array')) return part
    return decodeArray(frame, start, (part as { $array: unknown }).$array)
  })
}

const decodeArray = (frame: Uint8Array, start: number, description: unknown): WireArray => {
  if (!Array.isArray(description) || description.length !== 3) throw new RangeError('array without type, offset and length')
  const [name, offset, length] = description as unknown[]
  if (typeof name !== 'string' || !Object.hasOwn(ARRAY_TYPES, name)) throw new RangeError(`array of unknown type ${String(name)}`)
  const ArrayType = ARRAY_TYPES[name as ArrayTypeName]
  const whole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
  if (!whole(offset) || !whole(length)) throw new RangeError('array with a bad offset or length')
  const from = start + offset
  const to = from + length * ArrayType.BYTES_PER_ELEMENT
  if (to > frame.byteLength) throw new RangeError(`array ends at byte ${to} of ${frame.byteLength}`)
  // A copy, because the frame's own buffer need not be aligned. Made by hand: `slice` of a Node Buffer is a view of its pool.
  const copy = new Uint8Array(to - from)
  copy.set(frame.subarray(from, to))
  return new ArrayType(copy.buffer)
}
