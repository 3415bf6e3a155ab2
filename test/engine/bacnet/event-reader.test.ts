/** Events as devices report them, from bytes; hostile ones give nothing and are never asked for ever. */
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../electron/engine/bacnet/answers.ts'
import { rejectFailure, requestFailure } from '../../../electron/engine/bacnet/answers.ts'
import { decodeAlarmSummary, decodeEventInformation, readEvents } from '../../../electron/engine/bacnet/event-reader.ts'
import type { Requester } from '../../../electron/engine/bacnet/peer.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { tagsAreSound } from '../../../electron/engine/bacnet/tags.ts'
import { seededRandom } from '../../../shared/random.ts'

const information = (bytes: Buffer) => decodeEventInformation(bytes, 0, bytes.length)
const alarms = (bytes: Buffer) => decodeAlarmSummary(bytes, 0, bytes.length)

/** The list of `instances` of analog inputs, each in high limit. */
const page = (instances: readonly number[], more: boolean): Buffer => {
  const writer = new TagWriter().open(0)
  for (const instance of instances) {
    writer.objectId(0, instance, 0).enumerated(3, 1).bits([false, true, true], 2).open(3).unsigned(instance + 1, 1).unsigned(0, 1).unsigned(0, 1).close(3)
    writer.enumerated(0, 4).bits([true, true, true], 5).open(6).unsigned(15).unsigned(15).unsigned(20).close(6)
  }
  return writer.close(0).boolean(more, 1).bytes()
}

const ack = (bytes: Buffer): Answer => ({ ok: true, bytes, at: 0, end: bytes.length })

/** A device that answers with each in turn, the last one again and again. */
const device = (answers: readonly Answer[]): Requester & { asked: string[] } => {
  const asked: string[] = []
  return {
    asked,
    request: (apdu, done) => {
      asked.push(apdu.bytes.toString('hex', 3))
      const answer = answers[Math.min(asked.length, answers.length) - 1]!
      queueMicrotask(() => done(answer, 1))
      return () => {}
    },
  }
}
const read = (peer: Requester) => readEvents(peer, { signal: AbortSignal.timeout(5_000), priority: 'user' })

describe('event information', () => {
  it('with times of day is read right, and an open time is one that never came', () => {
    const bytes = Buffer.from('0e 0c00000002 1903 2a0560 3e 0c0f230012 0cffffffff 0cffffffff 3f 4900 5a05e0 6e 210f 210f 2114 6f 0c00000003 1900 2a05c0 3e 0c0f280000 0cffffffff 0c0f281e12 3f 4900 5a05e0 6e 210f 210f 2114 6f 0f 1900'.replaceAll(' ', ''), 'hex')
    const told = information(bytes)!
    expect(told.moreEvents).toBe(false)
    expect(told.events).toHaveLength(2)
    expect(told.events[0]).toMatchObject({ type: 0, instance: 2, eventState: 3, acknowledged: [false, true, true], notifyType: 0, priorities: [15, 15, 20] })
    expect(told.events[0]!.stamps?.[0]).toEqual({ kind: 'time', time: { hour: 15, minute: 35, second: 0, hundredth: 18 } })
    expect(told.events[1]).toMatchObject({ instance: 3, eventState: 0, acknowledged: [true, true, false] })
  })

  it('is asked for page by page from the last object on', async () => {
    const peer = device([ack(page([1, 2], true)), ack(page([3], false))])
    expect(await read(peer)).toMatchObject({ ok: true, complete: true, service: 'eventInformation', events: [{ instance: 1 }, { instance: 2 }, { instance: 3 }] })
    expect(peer.asked).toEqual(['1d', '1d0c00000002'])
  })

  it.each([
    ['the same page again and again', [ack(page([1], true))], 1],
    ['more, but nothing', [ack(page([1], true)), ack(page([], true))], 1],
    ['nothing any more', [ack(page([1, 2], true)), requestFailure('timeout', -1, 'no answer')], 2],
    ['nonsense on the second page', [ack(page([1], true)), ack(Buffer.from('0f', 'hex'))], 1],
  ] as const)('ends with what was told when a device sends %s', async (_what, answers, count) => {
    const told = await read(device(answers))
    expect(told).toMatchObject({ ok: true, complete: false })
    expect(told.ok && told.events.length).toBe(count)
  })

  it('falls back to the alarm summary, and fails where that is unknown too', async () => {
    const summary = new TagWriter().objectId(3, 7).enumerated(2).bits([true, true, false]).bytes()
    expect(await read(device([rejectFailure(9), ack(summary)]))).toMatchObject({ ok: true, service: 'alarmSummary', events: [{ type: 3, instance: 7, eventState: 2, acknowledged: [true, true, false], stamps: null }] })
    expect(await read(device([rejectFailure(9)]))).toMatchObject({ ok: false, kind: 'reject' })
  })
})

describe('damaged bytes', () => {
  it('cut anywhere or changed anywhere are read as something sound or not at all, and never throw', { timeout: 60_000 }, () => {
    const random = seededRandom(21)
    const whole = page([1, 2, 3], true)
    for (let length = 0; length < whole.length; length++) expect(information(whole.subarray(0, length))).toBeUndefined()
    for (let at = 0; at < 20_000; at++) {
      const bytes = Buffer.from(whole)
      for (let hits = 0; hits <= random() * 3; hits++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      if (!tagsAreSound(bytes, 0, bytes.length)) continue
      for (const event of information(bytes)?.events ?? []) {
        expect(event.instance).toBeLessThanOrEqual(4_194_303)
        expect(event.acknowledged).toHaveLength(3)
        expect(event.stamps).toHaveLength(3)
      }
      alarms(bytes)
    }
  })

  it.each(['c4', 'c400000001', 'c400000001 9102', '9102 c400000001 8205e0', 'c400000001 9102 8206c0'])('%s is no alarm summary', (hex) => {
    expect(alarms(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBeUndefined()
  })
})
