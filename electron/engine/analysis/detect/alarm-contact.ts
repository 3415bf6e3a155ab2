/**
 * An alarm contact: a binary point whose name or state texts call it an alarm, trip or fault. On = score 2 at once where it was never on in its history.
 *
 * In its first days, before there is such a history, it is watched from its first reading on: one that comes on is an alert like later; one that was on
 * already when it was first read is told with score 1, as it may have stood for long, or be closed while all is well. Then what is usual there is learnt.
 */
import { UNKNOWN, type Detector, type Verdict } from './detector.ts'
import { observedDays } from './fit-history.ts'

const LEAST_DAYS = 3
/** A history shorter than this says nothing of what is usual, ms. */
export const ALARM_HISTORY_MS = LEAST_DAYS * 86_400_000
const ALARM_WORDS = /alarm|\balm\b|_alm|(?<!de)fault|(?<!s)trip|smoke|freeze|frost|störung|stoerung|alarme|défaut/i
/** Orders and settings about alarms, and contacts that are on while all is well. */
const NO_NEWS = /reset|enable|disable|inhibit|delay|ack|silence|mute|bypass|mode|limit|normal|\bok\b|healthy|test|quitt|freigabe/i
const ON_SCORE = 2
const STANDING_SCORE = 1

export interface AlarmContactModel {
  readonly neverOnForMs: number
}

export interface AlarmContactState {
  /** In the first days of a contact; null = judged by its model, or not at all. */
  readonly cold: { /** On since its first reading; null before that. */ standing: boolean | null } | null
}

export const isAlarmContact = (name: string, stateTexts: readonly string[]): boolean => ALARM_WORDS.test(name) || stateTexts.some((text) => ALARM_WORDS.test(text))

/** Whether on means alarm from the first reading on: its texts say so, or its name does and nothing speaks against it. */
export const isPlainAlarmContact = (name: string, [off = '', on = '']: readonly string[]): boolean => {
  if (ALARM_WORDS.test(on) !== ALARM_WORDS.test(off)) return ALARM_WORDS.test(on) && !NO_NEWS.test(on)
  return ALARM_WORDS.test(name) && !NO_NEWS.test(name) && !NO_NEWS.test(on)
}

export const alarmContact: Detector<AlarmContactModel, AlarmContactState> = {
  id: 'alarmContact',
  version: 'alarmContact-1',
  fit: (history, context) => {
    if (!context.alarmContact || observedDays(history) < LEAST_DAYS || history.values.some((value) => value >= 0.5)) return null
    return { neverOnForMs: (history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number) }
  },
  start: (model, { newAlarmContact }) => ({ cold: model === null && newAlarmContact ? { standing: null } : null }),
  score: (model, { cold }, { value }) => {
    const isOn = value >= 0.5
    if (cold !== null && (cold.standing === null || !isOn)) cold.standing = isOn
    if (!isOn || (model === null && cold === null)) return UNKNOWN
    return model === null && cold?.standing === true ? on(STANDING_SCORE) : on(ON_SCORE)
  },
}

const on = (score: number): Verdict => ({ score, expected: 0, low: 0, high: 0 })
