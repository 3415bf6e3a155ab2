/** What the back-test command understands, and what it refuses in one sentence. */
import { describe, expect, it } from 'vitest'
import { planOf } from '../../electron/cli/back-test/choose.ts'
import { readBackTestOptions } from '../../electron/cli/back-test/options.ts'
import type { DetectorInfo } from '../../shared/domain/detection.ts'
import type { Point } from '../../shared/domain/point.ts'
import { message } from '../../shared/message.ts'

const NOW_MS = Date.parse('2026-11-27T06:00Z')
const DAY_MS = 86_400_000

const read = (...args: string[]) => readBackTestOptions(args, NOW_MS)
const options = (...args: string[]) => {
  const result = read('--site', './tower', ...args)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const point = (id: number, deviceId: number, objectType: number, change: Partial<Point> = {}): Point => ({
  id, deviceId, objectType, objectInstance: 1, name: `P${id}`, description: '', kind: objectType === 0 ? 'analog' : 'binary', units: null, stateTexts: [], pollIntervalMs: 10_000, ...change,
})
const detector = (id: string, replayed: boolean): DetectorInfo => ({ id, kind: 'level', title: message(id), explanation: message(id), replayed })
const SITE = {
  devices: [{ id: 1, instance: 1_001 }, { id: 2, instance: 1_002 }, { id: 3, instance: 1_003 }],
  points: [point(11, 1, 0), point(12, 1, 3), point(21, 2, 0)],
  detectors: [detector('zScore', true), detector('liveOnly', false), detector('rule.ahu.fc2', true)],
  equipment: () => [{ id: '1/ahu/AHU-1', name: 'AHU-1' }, { id: '2/vav/Box 4', name: 'Box 4' }],
}
const refusal = (...args: string[]): string => {
  const result = planOf(SITE, options(...args))
  return result.ok ? '' : result.error.message
}
const plan = (...args: string[]) => {
  const result = planOf(SITE, options(...args))
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('the arguments of a back-test', () => {
  it('mean the last 30 days, all points and all detectors as they are set, where nothing else is said', () => {
    expect(plan()).toEqual({ pointIds: [], fromMs: NOW_MS - 30 * DAY_MS, toMs: NOW_MS, tuning: {}, only: [] })
  })

  it('name period, detectors and what is tried', () => {
    expect(plan('--from', '2026-11-01', '--to', '2026-11-08', '--detector', 'zScore', '--band-width', '1.5', '--on-delay', '90', '--off-delay', '0')).toEqual({
      pointIds: [], fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 10, 8), tuning: { bandWidth: 1.5, onDelayMs: 90_000, offDelayMs: 0 }, only: ['zScore'],
    })
  })

  it('name points singly or by their device, each once', () => {
    expect(plan('--points', '1001').pointIds).toEqual([11, 12])
    expect(plan('--points', '1002/analog-input,1', '--points', '1001/0,1', '--points', '1001').pointIds).toEqual([21, 11, 12])
  })

  it('take negative limits for one point that measures', () => {
    expect(plan('--points', '1001/analog-input,1', '--low=-5', '--high', '30').tuning).toEqual({ lowLimit: -5, highLimit: 30 })
  })

  it.each([
    [['--from', 'yesterday'], '--from is a time such as'],
    [['--from', '2026-11-08', '--to', '2026-11-01'], 'The period ends before it begins'],
    [['--band-width', '9'], '--band-width is a number from 0.5 to 4, not "9"'],
    [['--on-delay', '-1'], "'--on-delay'"],
    [['--on-delay=-1'], '--on-delay is a number from 0 to 86400'],
    [['--low', ''], '--low is a number, not ""'],
    [['--low', '9', '--high', '3'], '--low 9 is above --high 3'],
    [['--colour'], "Unknown option '--colour'"],
  ])('%j are refused', (args, sentence) => {
    const result = read('--site', './tower', ...args)
    expect(result.ok ? '' : result.error.message).toContain(sentence)
  })

  it('need a site, but for the list of detectors', () => {
    const without = read('--detector', 'zScore')
    expect(without.ok ? '' : without.error.message).toContain('--site is missing')
    expect(read('--list').ok).toBe(true)
  })

  it.each([
    [['--detector', 'guess'], 'There is no detector "guess"'],
    [['--detector', 'liveOnly'], 'judges live only'],
    [['--equipment', 'Chiller'], 'The site has no equipment "Chiller"'],
    [['--points', 'ahu-1'], '--points is a point such as'],
    [['--points', '1001/valve'], '--points is a point such as'],
    [['--points', '1009'], 'The site has no device 1009.'],
    [['--points', '1001/analog-input,7'], 'Device 1001 has no object analog-input,7.'],
    [['--points', '1003'], 'Device 1003 has no points.'],
    [['--low', '3'], '--low and --high are for one point'],
    [['--low', '3', '--points', '1001'], '--low and --high are for one point'],
    [['--low', '3', '--points', '1001/binary-input,1'], '--low and --high are for one point'],
  ])('%j are not of the site', (args, sentence) => {
    expect(refusal(...args)).toContain(sentence)
  })

  it('takes equipment by name or id, and the delay for the rules that judge alone', () => {
    expect(plan('--equipment', 'AHU-1', '--equipment', '2/vav/Box 4')).toMatchObject({ equipmentIds: ['1/ahu/AHU-1', '2/vav/Box 4'], pointIds: [] })
    expect(plan('--detector', 'rule.ahu.fc2', '--on-delay', '600').tuning).toEqual({ ruleDelaysMs: { 'rule.ahu.fc2': 600_000 } })
    expect(plan('--detector', 'rule.ahu.fc2', '--detector', 'zScore', '--on-delay', '600').tuning).toEqual({ onDelayMs: 600_000 })
  })
})
