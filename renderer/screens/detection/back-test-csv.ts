/** The alerts of a back-test as a file for a spreadsheet: one line an alert, as set now and with the change beside each other. Pure. */
import { csvField } from '../../../shared/csv-field.ts'
import type { BackTest, WouldFire } from '../../../shared/domain/detection.ts'

/** Names and units as they are shown. */
export interface BackTestWords {
  readonly column: (name: BackTestColumn) => string
  readonly of: (mark: WouldFire) => { readonly device: string; readonly name: string; readonly unit: string }
  readonly detector: (id: string) => string
  readonly severity: (mark: WouldFire) => string
  readonly yes: string
  readonly no: string
}

const COLUMNS = ['device', 'of', 'by', 'severity', 'began', 'raised', 'cleared', 'worst', 'expected', 'unit', 'now', 'then'] as const
export type BackTestColumn = (typeof COLUMNS)[number]

const time = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString())
const number = (value: number | null): string => (value === null ? '' : String(Number(value.toPrecision(6))))

/** With a byte-order mark; lines end with CR LF (RFC 4180). Oldest first; times in UTC. An alert is the same on both sides when its beginning, place and detector are. */
export const backTestCsv = ({ marks, marksNow }: Pick<BackTest, 'marks' | 'marksNow'>, keyOf: (mark: WouldFire) => string, words: BackTestWords): string => {
  const now = new Set(marksNow.map(keyOf))
  const then = new Set(marks.map(keyOf))
  const all = [...marks, ...marksNow.filter((mark) => !then.has(keyOf(mark)))].sort((a, b) => a.startedAtMs - b.startedAtMs)
  const lines = all.map((mark) => {
    const { device, name, unit } = words.of(mark)
    const said = (present: boolean): string => (present ? words.yes : words.no)
    return [device, name, words.detector(mark.detector), words.severity(mark), time(mark.startedAtMs), time(mark.raisedAtMs), time(mark.clearedAtMs), number(mark.worstValue), number(mark.expected), unit, said(now.has(keyOf(mark))), said(then.has(keyOf(mark)))]
  })
  return `\uFEFF${[COLUMNS.map(words.column), ...lines].map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`
}
