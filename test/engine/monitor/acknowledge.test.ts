/** Which transitions of an event wait for an acknowledgement, and what is said with it. */
import { describe, expect, it } from 'vitest'
import type { SiteContext } from '../../../electron/engine/monitor/site-context.ts'
import { acknowledgeEvent, sourceText, waitingTransitions } from '../../../electron/engine/monitor/voice/acknowledge.ts'
import type { DeviceVoice } from '../../../electron/engine/monitor/voice/device-voice.ts'
import type { Writing } from '../../../electron/engine/monitor/writing/writing.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'

describe('transitions that wait', () => {
  it.each<[string, readonly [boolean, boolean, boolean], number, readonly (readonly [number, number])[]]>([
    ['none', [true, true, true], 3, []],
    ['a high limit that holds', [false, true, true], 3, [[0, 3]]],
    ['an off-normal that is over', [false, true, true], 0, [[0, 2]]],
    ['an alarm and its end', [false, true, false], 0, [[0, 2], [2, 0]]],
    ['a fault', [true, false, true], 1, [[1, 1]]],
    ['a fault after a low limit', [false, false, true], 1, [[0, 2], [1, 1]]],
    ['a life safety alarm', [false, true, true], 5, [[0, 5]]],
  ])('%s', (_what, acknowledged, eventState, expected) => {
    expect(waitingTransitions({ acknowledged, eventState }).map(({ at, eventState: state }) => [at, state])).toEqual(expected)
  })
})

it('the remark is cut to what fits the device', () => {
  expect(sourceText('', 1_476)).toBe('Plantroom')
  expect(sourceText('On site', 1_476)).toBe('Plantroom: On site')
  expect(sourceText('x'.repeat(2_000), 1_476)).toHaveLength(200)
  expect(Buffer.byteLength(sourceText('ü'.repeat(2_000), 206))).toBeLessThan(206 - 60)
  expect(sourceText('On site', 50)).toBe('Plantroom')
})

it('nothing is sent or logged when writing was locked while the device was asked', async () => {
  const sent: string[] = []
  const device = { id: 1, instance: 100, name: 'AHU-1', address: { ip: '127.0.0.1', port: 47_809 }, maxApdu: 1_476 }
  const site = {
    clock: { nowMs: () => 0 },
    registry: { get: () => device },
    points: { ofDevice: () => [] },
    store: { insertWrite: () => sent.push('log'), finishWrite: () => {}, settings: () => ({ timeZone: 'UTC' }) },
    acquisition: { command: () => Promise.resolve({ ok: true as const }).finally(() => sent.push('command')) },
  } as unknown as SiteContext
  const stamp = { kind: 'sequence', number: 1 }
  const voice = {
    reportedEvent: () => Promise.resolve(ok({ type: 0, instance: 1, eventState: 3, acknowledged: [false, true, true], stamps: [stamp, stamp, stamp], notifyType: 0, priorities: [] })),
    readEvents: () => Promise.resolve(ok({ deviceId: 1, readAtMs: 0, events: [], problem: null })),
  } as unknown as DeviceVoice
  const acknowledge = (use: () => Result<null>) =>
    acknowledgeEvent(site, { guarded: (change: () => unknown) => change(), use } as unknown as Writing, voice, { deviceId: 1, objectType: 0, objectInstance: 1, text: '' })
  expect(await acknowledge(() => failure('writing-locked', 'Locked.'))).toMatchObject({ ok: false, error: { code: 'writing-locked' } })
  expect(sent).toEqual([])
  expect(await acknowledge(() => ok(null))).toMatchObject({ ok: true })
  expect(sent).toEqual(['log', 'command'])
})
