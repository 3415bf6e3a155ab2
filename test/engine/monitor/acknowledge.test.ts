/** Which transitions of an event wait for an acknowledgement, and what is said with it. */
import { describe, expect, it } from 'vitest'
import { sourceText, waitingTransitions } from '../../../electron/engine/monitor/voice/acknowledge.ts'

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
