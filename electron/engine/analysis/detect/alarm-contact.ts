/**
 * An alarm contact: a binary point whose name or state texts call it an alarm, trip or fault, and that was never on in its history.
 * On = score 2 at once.
 */
import { UNKNOWN, type Detector } from './detector.ts'
import { observedDays } from './fit-history.ts'

const LEAST_DAYS = 3
const ALARM_WORDS = /alarm|\balm\b|_alm|fault|trip|smoke|freeze|frost|störung|stoerung|alarme|défaut/i
const ON_SCORE = 2

export interface AlarmContactModel {
  readonly neverOnForMs: number
}

export const isAlarmContact = (name: string, stateTexts: readonly string[]): boolean => ALARM_WORDS.test(name) || stateTexts.some((text) => ALARM_WORDS.test(text))

export const alarmContact: Detector<AlarmContactModel, object> = {
  id: 'alarmContact',
  version: 'alarmContact-1',
  fit: (history, context) => {
    if (!context.alarmContact || observedDays(history) < LEAST_DAYS || history.values.some((value) => value >= 0.5)) return null
    return { neverOnForMs: (history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number) }
  },
  start: () => ({}),
  score: (model, _state, { value }) => (model !== null && value >= 0.5 ? { score: ON_SCORE, expected: 0, low: 0, high: 0 } : UNKNOWN),
}
