/** In which order meters are reviewed, what a change of them says, and what may be taken back. */
import { describe, expect, it } from 'vitest'
import { changedFields, undoable } from '../../../renderer/screens/energy-meters/meter-history.ts'
import { countMeters, inCommon, reviewRows, reviewState } from '../../../renderer/screens/energy-meters/meter-review.ts'
import type { Meter, MeterChange } from '../../../shared/domain/energy.ts'
import { message } from '../../../shared/message.ts'

const meter = (id: number, patch: Partial<Meter> = {}): Meter => ({
  id, parentId: null, name: `M${id}`, medium: 'electricity', measure: 'energy', source: { what: 'point', pointId: id, signal: 'counter' }, origin: 'found', confidence: 0.9, units: 19, scale: 1, rolloverAt: null, deviceId: null, area: '',
  floorAreaM2: null, demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null, ...patch,
})

const METERS = [
  meter(1, { origin: 'confirmed', confidence: 1 }),
  meter(2, { confidence: 0.8 }),
  meter(3, { confidence: 0.5 }),
  meter(4, { problems: [message('meter.problem.noUnit')] }),
  meter(5, { origin: 'made', confidence: 1 }),
  meter(6, { ignored: true, problems: [message('meter.problem.noUnit')] }),
  meter(10, { confidence: 0.8 }),
]

describe('the review of meters', () => {
  it('shows what speaks against a meter first, then the least sure, names in the order people count', () => {
    expect(reviewRows(METERS, { state: null, text: '' }, ({ name }) => name).map(({ id }) => id)).toEqual([4, 3, 2, 10, 1, 5, 6])
  })

  it('asks nothing more of a meter that is not counted', () => {
    expect(reviewState(METERS[5]!)).toBe('ignored')
    expect(countMeters(METERS)).toEqual({ all: 7, problems: 1, found: 3, confirmed: 1, made: 1, ignored: 1 })
  })

  it('finds meters by all typed words, and by state', () => {
    const words = ({ id }: Meter): string => (id === 3 ? 'Chiller north' : id === 2 ? 'Chiller south' : 'other')
    expect(reviewRows(METERS, { state: null, text: ' chiller NORTH ' }, words).map(({ id }) => id)).toEqual([3])
    expect(reviewRows(METERS, { state: 'made', text: '' }, words).map(({ id }) => id)).toEqual([5])
    expect(reviewRows(METERS, { state: 'made', text: 'chiller' }, words)).toEqual([])
  })

  it('tells what meters have in common, and that they differ', () => {
    expect(inCommon([meter(1, { area: 'North' }), meter(2, { area: 'North' })], 'area')).toBe('North')
    expect(inCommon([meter(1, { parentId: null }), meter(2, { parentId: null })], 'parentId')).toBe(null)
    expect(inCommon([meter(1, { area: 'North' }), meter(2)], 'area')).toBe(undefined)
  })
})

describe('the history of meters', () => {
  const change = (id: number, meterId: number, patch: Partial<MeterChange> = {}): MeterChange => ({ id, meterId, atMs: id, who: 'operator', what: 'changed', before: meter(meterId), after: meter(meterId), undone: false, ...patch })

  it('says what changed and from what to what, and nothing of what was worked out', () => {
    const before = meter(1, { parentId: 7, known: null })
    const after = meter(1, { parentId: null, scale: 1_000, origin: 'confirmed', confidence: 1, known: { fromMs: 0, toMs: 1 }, source: { what: 'point', pointId: 1, signal: 'rate' } })
    expect(changedFields({ before, after })).toEqual([
      { field: 'scale', before: 1, after: 1_000 },
      { field: 'parentId', before: 7, after: null },
      { field: 'signal', before: 'counter', after: 'rate' },
    ])
    expect(changedFields({ before: null, after })).toEqual([])
  })

  it('takes back the newest change of each meter that still stands', () => {
    expect([...undoable([change(4, 1, { undone: true }), change(3, 2), change(2, 1), change(1, 1)])]).toEqual([3, 2])
  })

  it('is not stopped by a correction that was taken back later', () => {
    expect([...undoable([change(3, 1, { what: 'correctionRedone' }), change(2, 1, { what: 'correctionUndone' }), change(1, 1)])]).toEqual([1])
  })
})
