/** Hands a file to the browser, or to the desktop shell's window, to be saved. */

/** `type`: MIME type, e.g. `text/csv;charset=utf-8`. */
export const downloadFile = (name: string, content: string | Uint8Array, type: string): void => {
  const url = URL.createObjectURL(new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the file after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
