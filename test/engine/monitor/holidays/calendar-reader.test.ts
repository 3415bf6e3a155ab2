/** Reading calendars of one device: a small one that cannot send a long array, one that falls silent, one that is another. */
import { expect, it } from 'vitest'
import type { Device } from '../../../../shared/domain/device.ts'
import type { BacnetValue } from '../../../../electron/engine/bacnet/bacnet-value.ts'
import { requestFailure } from '../../../../electron/engine/bacnet/answers.ts'
import type { PropertyQuestion, PropertyResult } from '../../../../electron/engine/bacnet/property-reader.ts'
import { readCalendars } from '../../../../electron/engine/monitor/holidays/calendar-reader.ts'
import { FAKE_DEVICE } from '../../../host/fake-engine.ts'

const [DEVICE, CALENDAR, SCHEDULE] = [8, 6, 17]
const [IDENTITY, DATE_LIST, WEEK] = [75, 23, 123]
const device: Device = FAKE_DEVICE
const manner = { signal: new AbortController().signal, priority: 'background' } as const

const ok = (...values: readonly BacnetValue[]): PropertyResult => ({ ok: true, values })
const time = (hour: number): BacnetValue => ({ kind: 'time', hour, minute: 0, second: 0, hundredth: 0 })
const state = (value: number): BacnetValue => ({ kind: 'enumerated', value })
const week = ok(...Array.from({ length: 7 }, (): BacnetValue => ({ kind: 'construct', tag: 0, values: [time(7), state(1), time(18), state(0)] })))
const yearly = (month: number, day: number): BacnetValue => ({ kind: 'context', tag: 0, bytes: Buffer.from([255, month, day, 255]) })
/** Closed all day. */
const exception = (month: number, day: number): readonly BacnetValue[] => [
  { kind: 'construct', tag: 0, values: [yearly(month, day)] },
  { kind: 'construct', tag: 2, values: [time(0), state(0)] },
  { kind: 'context', tag: 3, bytes: Buffer.from([9]) },
]

const reading = async (answer: (question: PropertyQuestion) => PropertyResult, points = [{ objectType: CALENDAR, objectInstance: 1 }, { objectType: SCHEDULE, objectInstance: 2 }, { objectType: 0, objectInstance: 3 }]) => {
  const asked: PropertyQuestion[] = []
  const identity = (question: PropertyQuestion): PropertyResult => (question.type === DEVICE ? ok({ kind: 'objectId', type: DEVICE, instance: 1001 }) : answer(question))
  const acquisition = {
    read: (_address: unknown, questions: readonly PropertyQuestion[]) => {
      asked.push(...questions)
      return Promise.resolve(questions.map((question) => (question.property === IDENTITY ? identity(question) : answer(question))))
    },
  }
  const rows = await readCalendars(acquisition, device, points, manner, () => 5)
  return { told: rows?.map((row) => JSON.parse(row.told) as { kind: string; days?: { does: string }[]; entries?: unknown[] }), asked }
}

it('reads the days of calendars and the whole days of schedules, and nothing of other objects', async () => {
  const { told, asked } = await reading(({ property }) => (property === DATE_LIST ? ok(yearly(12, 25), yearly(1, 1)) : property === WEEK ? week : ok(...exception(12, 24))))
  expect(told).toMatchObject([{ kind: 'calendar', entries: [{ kind: 'date' }, { kind: 'date' }] }, { kind: 'schedule', days: [{ does: 'rests' }] }])
  expect(asked.some(({ type }) => type === 0)).toBe(false)
})

it('reads exceptions one by one where the device cannot send them together', async () => {
  const { told } = await reading(({ property, index }) => {
    if (property === DATE_LIST) return ok()
    if (property === WEEK) return week
    if (index === undefined) return requestFailure('abort', 4, 'segmentation not supported')
    return index === 0 ? ok({ kind: 'unsigned', value: 2 }) : ok(...exception(5, index))
  })
  expect(told?.[1]?.days).toHaveLength(2)
})

it('does not ask for more of them than a schedule has', async () => {
  const { told, asked } = await reading(({ property, index }) => (property === WEEK ? week : property === DATE_LIST ? ok() : index === 0 ? ok({ kind: 'unsigned', value: 1_000_000 }) : requestFailure('abort', 4, 'too long')))
  expect(told?.[1]).toMatchObject({ kind: 'unread' })
  expect(asked.length).toBeLessThan(10)
})

it('tells what a device refuses, what is malformed, and what is too long', async () => {
  const cut = await reading(({ property }) => (property === DATE_LIST ? ok({ kind: 'real', value: 1 }) : requestFailure('reject', 5, 'missing')))
  expect(cut.told).toMatchObject([{ kind: 'unread', problem: { key: 'holidays.malformed' } }, { kind: 'unread', problem: { key: 'holidays.refused', params: { reason: 'missing' } } }])
  const long = await reading(({ property }) => (property === DATE_LIST ? ok(...Array.from({ length: 1_001 }, () => yearly(1, 1))) : requestFailure('error', 32, 'unknown property')))
  expect(long.told).toMatchObject([{ kind: 'unread', problem: { key: 'holidays.tooLong' } }, { kind: 'schedule', days: [] }])
})

it('keeps nothing of a device that falls silent, or that is another one now', async () => {
  expect((await reading(({ property }) => (property === DATE_LIST ? ok() : requestFailure('timeout', -1, 'no answer')))).told).toBeUndefined()
  const other = { read: () => Promise.resolve([ok({ kind: 'objectId', type: DEVICE, instance: 7 })]) }
  expect(await readCalendars(other, device, [{ objectType: CALENDAR, objectInstance: 1 }], manner, () => 5)).toBeUndefined()
})
