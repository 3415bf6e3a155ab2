/** The network check-up as a section of a report: score, what was found with evidence and advice, what is in order, what could not be seen. */
import type { Content } from 'pdfmake/interfaces.js'
import type { CheckUp, Deduction } from '../../../shared/domain/check-up.ts'
import { formatMessage, type Translate } from '../../../shared/format-message.ts'
import type { Message } from '../../../shared/message.ts'
import { reportTime, type ReportFacts } from './report-frame.ts'

/** Paper names the worst; the screen and the JSON file have them all. */
const MOST_EVIDENCE = 12

const evidenceList = (t: Translate, { evidence, affected }: Deduction, say: (message: Message) => string): Content => {
  const named = evidence.slice(0, MOST_EVIDENCE).map(({ text }) => say(text))
  const more = affected - named.length
  return { ul: more > 0 ? [...named, t('checkUp.more', { count: more })] : named, style: 'quiet', margin: [0, 2, 0, 2] }
}

const deductionRow = (t: Translate, deduction: Deduction, say: (message: Message) => string): Content[] => [
  { text: t('checkUp.points', { points: deduction.points }), alignment: 'right' },
  { text: t(`severity.${deduction.severity}`, {}) },
  { stack: [{ text: say(deduction.text), bold: true }, evidenceList(t, deduction, say), { text: t('checkUp.advice', { advice: say(deduction.advice) }) }] },
]

const list = (title: string, texts: readonly string[]): readonly Content[] => (texts.length === 0 ? [] : [{ text: title, style: 'heading' }, { ul: [...texts], style: 'quiet' }])

export const checkUpSection = (t: Translate, checkUp: CheckUp, facts: ReportFacts): readonly Content[] => {
  const say = (message: Message): string => formatMessage(t, message, facts.language)
  const { score, deductions, passed, notChecked, fromMs, atMs } = checkUp
  const found: Content =
    deductions.length === 0
      ? { text: t('checkUp.nothing', {}) }
      : { table: { headerRows: 0, widths: [36, 48, '*'], dontBreakRows: true, body: deductions.map((deduction) => deductionRow(t, deduction, say)) }, layout: 'lightHorizontalLines' }
  return [
    { text: score === null ? t('checkUp.noScore', {}) : t('checkUp.score', { score }), style: 'score' },
    { text: t('checkUp.period', { from: reportTime(fromMs, facts), to: reportTime(atMs, facts) }), style: 'quiet' },
    { text: t('checkUp.found', {}), style: 'heading' },
    found,
    ...list(t('checkUp.passed', {}), passed.map(({ text }) => say(text))),
    ...list(t('checkUp.notChecked', {}), notChecked.map(({ text }) => say(text))),
  ]
}
