/** Where commands write: results on stdout, progress and reasons on stderr. */
import type { Translate } from '../../shared/format-message.ts'
import { formatFailure, formatMessage } from '../../shared/format-message.ts'
import type { Message } from '../../shared/message.ts'
import type { Failure } from '../../shared/result.ts'

export interface Terminal {
  /** The result: the value as JSON, or its lines. */
  result(value: unknown, lines: () => readonly string[]): void
  progress(text: string): void
  say(message: Message): string
  failed(error: Failure): void
  sentence(error: Failure): string
}

export interface TerminalOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly t: Translate
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

export const createTerminal = ({ json, quiet, t, out, err }: TerminalOptions): Terminal => {
  let lastProgress = ''
  const sentence = (error: Failure): string => formatFailure(t, error)
  return {
    result: (value, lines) => out(json ? `${JSON.stringify(value, null, 2)}\n` : lines().map((line) => `${line}\n`).join('')),
    progress: (text) => {
      if (quiet || text === lastProgress) return
      lastProgress = text
      err(`${text}\n`)
    },
    say: (message) => formatMessage(t, message),
    failed: (error) => err(`${sentence(error)}\n`),
    sentence,
  }
}

/** Rows as columns of equal width. */
export const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
}
