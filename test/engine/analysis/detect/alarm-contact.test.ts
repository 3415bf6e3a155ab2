/** Alarm contacts: by their words, and in their first days. */
import { describe, expect, it } from 'vitest'
import { alarmContact, isAlarmContact, isPlainAlarmContact } from '../../../../electron/engine/analysis/detect/alarm-contact.ts'

const scores = (isNew: boolean, values: readonly number[]): number[] => {
  const state = alarmContact.start(null, { leastHalfWidth: 0, newAlarmContact: isNew })
  return values.map((value, i) => alarmContact.score(null, state, { timeMs: i * 60_000, value, context: 0, slot: 0, bandWidth: 1 }).score)
}

describe('an alarm contact', () => {
  it('is known by its name or its texts', () => {
    expect(['P-1 Trip', 'AHU Frost Alarm', 'Störung Pumpe', 'SF_FLT fault'].every((name) => isPlainAlarmContact(name, ['Off', 'On']))).toBe(true)
    expect(isPlainAlarmContact('BI-7', ['Normal', 'Alarm'])).toBe(true)
    expect(isAlarmContact('Default mode', []) || isAlarmContact('Light strip', [])).toBe(false)
  })

  it('is not plain where on may mean that all is well, or is an order', () => {
    expect(isPlainAlarmContact('P-1 Trip', ['Fault', 'Normal'])).toBe(false)
    expect(['Alarm reset', 'Frost protection enable', 'Fault delay', 'Alarm acknowledge'].some((name) => isPlainAlarmContact(name, ['Off', 'On']))).toBe(false)
  })

  it('tells in its first days what comes on, more mildly what was on before, and nothing without such words', () => {
    expect(scores(true, [0, 1, 1, 0, 1])).toEqual([0, 2, 2, 0, 2])
    expect(scores(true, [1, 1, 0, 1])).toEqual([1, 1, 0, 2])
    expect(scores(false, [0, 1, 1])).toEqual([0, 0, 0])
  })
})
