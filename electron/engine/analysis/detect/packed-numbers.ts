/** Typed arrays as text: how large models lie in JSON. Little-endian base64, as every supported machine is. */

export const packBytes = (array: Float32Array | Uint32Array): string => {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** @throws DOMException when the text is no base64 */
export const unpackFloats = (text: string): Float32Array => new Float32Array(bytesOf(text))

/** @throws DOMException when the text is no base64 */
export const unpackWords = (text: string): Uint32Array => new Uint32Array(bytesOf(text))

/** Whole words only: a text that was cut short gives what is whole. */
const bytesOf = (text: string): ArrayBuffer => {
  const characters = atob(text)
  const bytes = new Uint8Array(characters.length - (characters.length % 4))
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i)
  return bytes.buffer
}
