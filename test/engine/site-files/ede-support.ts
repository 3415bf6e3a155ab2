/** Runs the generators of the EDE files to their end, and makes files of text. */
import { readEde } from '../../../electron/engine/site-files/ede-reader.ts'
import type { EdeContent } from '../../../electron/engine/site-files/ede-types.ts'
import type { TextFile } from '../../../shared/domain/ede.ts'

export const run = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

export const utf8 = (name: string, text: string): TextFile => ({ name, bytes: new TextEncoder().encode(text) })

/** One octet a character: what Windows-1252 and ISO 8859-1 share. */
export const latin = (name: string, text: string): TextFile => ({ name, bytes: Uint8Array.from(text, (char) => char.charCodeAt(0)) })

export const utf16 = (name: string, text: string, order: 'le' | 'be', mark: boolean): TextFile => {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le')
  return { name, bytes: Uint8Array.from(order === 'le' ? bytes : bytes.swap16()) }
}

export const read = (...files: readonly TextFile[]): EdeContent => run(readEde(files))

/** The keys of what could not be read, with the line. */
export const troubles = (content: EdeContent): string[] => content.problems.map(({ line, text }) => `${line} ${text.key.replace('ede.problem.', '')}`)
