/** Inputs kept from fuzzing: one file each, one datagram a line as `SENDER HEX`. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Datagram } from './grammar.ts'

export type Input = readonly Datagram[]

export const CORPUS = join(import.meta.dirname, 'corpus')
/** Inputs that broke something; a fixed one moves to the corpus. */
export const CRASHES = join(import.meta.dirname, 'crashes')

const textOf = (input: Input): string => `${input.map(({ sender, bytes }) => `${sender} ${bytes.toString('hex')}`).join('\n')}\n`

/** Throws on a line that is none. */
export const inputFrom = (text: string): Input =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^(\d+) ((?:[0-9a-f]{2})*)$/.exec(line)
      if (match === null) throw new Error(`not a datagram: ${line}`)
      return { sender: Number(match[1]), bytes: Buffer.from(match[2]!, 'hex') }
    })

export const readInputs = (folder: string): readonly { readonly name: string; readonly input: Input }[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .sort()
        .map((name) => ({ name, input: inputFrom(readFileSync(join(folder, name), 'utf8')) }))
    : []

/** Writes an input under the name of its content. Gives the path. */
export const keepInput = (folder: string, input: Input): string => {
  mkdirSync(folder, { recursive: true })
  const text = textOf(input)
  const path = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.txt`)
  writeFileSync(path, text)
  return path
}
