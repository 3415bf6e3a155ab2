/** Collects what could not be read, bounded: a file of another kind must not bring a hundred thousand sentences. */
import type { EdeProblem } from '../../../shared/domain/ede.ts'
import type { Message } from '../../../shared/message.ts'

const MOST_PROBLEMS = 2_000
const LONGEST_QUOTE = 60

/** What a field holds, short enough for a sentence. */
export const quoted = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text)

export class EdeProblems {
  readonly list: EdeProblem[] = []
  leftOut = 0

  add(file: string, line: number, text: Message): void {
    if (this.list.length < MOST_PROBLEMS) this.list.push({ file, line, text })
    else this.leftOut += 1
  }
}
