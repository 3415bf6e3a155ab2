/** The journal of injected faults: in memory, and as JSON lines in a file. */
import { appendFileSync } from 'node:fs'
import type { JournalEntry } from './fault-types.ts'

export class Journal {
  private readonly list: JournalEntry[] = []
  private readonly file: string | undefined

  /** `file`: appended to; a line when a fault begins and one when it ends, told apart by `toMs`. */
  constructor(file?: string) {
    this.file = file
  }

  entries(): readonly JournalEntry[] {
    return this.list
  }

  begin(entry: JournalEntry): void {
    this.list.push(entry)
    this.write(entry)
  }

  end(id: string, toMs: number): void {
    const at = this.list.findIndex((entry) => entry.id === id)
    const open = this.list[at]
    if (!open || open.toMs !== null) return
    const closed = { ...open, toMs }
    this.list[at] = closed
    this.write(closed)
  }

  private write(entry: JournalEntry): void {
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(entry)}\n`)
  }
}
