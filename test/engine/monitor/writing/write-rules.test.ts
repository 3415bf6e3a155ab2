/** What may be written to which object, and as which datatype. */
import { describe, expect, it } from 'vitest'
import { checkPriority, checkValue, checkWritable } from '../../../../electron/engine/monitor/writing/write-rules.ts'
import { objectTypeFact } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'

const point = (objectType: number, stateTexts: readonly string[] = []): Point => ({
  id: 1, deviceId: 1, objectType, objectInstance: 3, name: 'Setpoint', description: '', kind: objectTypeFact(objectType).kind, units: 62, stateTexts, pollIntervalMs: 0,
})
const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''))

describe('a value', () => {
  it.each([
    [0, 'real'], [1, 'real'], [2, 'real'], [3, 'enumerated'], [4, 'enumerated'], [5, 'enumerated'], [13, 'unsigned'], [14, 'unsigned'], [19, 'unsigned'],
    [45, 'signed'], [46, 'double'], [48, 'unsigned'],
  ])('of object type %i is a %s', (type, kind) => {
    expect(checkValue(point(type), 1, {})).toEqual({ ok: true, value: { kind, value: 1 } })
  })

  it.each([6, 7, 8, 9, 10, 15, 17, 20, 40, 54, 56, 128, 1_023])('of object type %i is not written', (type) => {
    expect(codeOf(checkWritable(point(type)))).toBe('write-type')
    expect(codeOf(checkValue(point(type), 1, {}))).toBe('write-type')
  })

  it.each([
    [2, Number.NaN], [2, Infinity], [2, 3.5e38], [4, 2], [4, -1], [4, 0.5], [14, 0], [14, 4], [14, 1.5], [45, 2_147_483_648], [45, 0.5], [48, -1], [48, 4_294_967_296],
  ])('of object type %i cannot be %f', (type, value) => {
    expect(codeOf(checkValue(point(type, ['Off', 'Auto', 'On']), value, {}))).toMatch(/^write-value/)
  })

  it('keeps to the limits and the number of states that the object tells, not to the texts found once', () => {
    expect(codeOf(checkValue(point(2), 30, { min: 10, max: 30 }))).toBe('ok')
    expect(checkValue(point(2), 30.1, { min: 10, max: 30 })).toMatchObject({ ok: false, error: { detail: { low: '10', high: '30', object: 'AV 3 “Setpoint”' } } })
    expect(codeOf(checkValue(point(14, ['Off', 'On']), 3, { states: 3 }))).toBe('ok')
    expect(codeOf(checkValue(point(14), 200, {}))).toBe('ok')
  })
})

it('priorities of life safety and of minimum times are not used, all others are', () => {
  const refused = Array.from({ length: 16 }, (_, at) => at + 1).filter((priority) => !checkPriority(priority).ok)
  expect(refused).toEqual([1, 2, 6])
})
