/** What follows from a typed meter, and what is still missing. */
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { MEDIA_OF, emptyDraft, madeOf, withKind, type MeterDraft } from '../../../renderer/screens/energy-meters/new-meter.ts'
import { ENERGY_CALLS } from '../../../shared/calls/energy-calls.ts'
import type { Meter } from '../../../shared/domain/energy.ts'

const meter = (id: number, measure: Meter['measure'] = 'energy', medium: Meter['medium'] = 'electricity'): Meter => ({
  id, measure, medium, parentId: null, name: `M${id}`, source: { what: 'imported' }, origin: 'found', confidence: 1, units: null, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null, demandLimitKw: null, delivered: 'auto', estimated: false,
  ignored: false, problems: [], known: null,
})

const METERS = new Map([meter(1), meter(2), meter(3, 'volume', 'water')].map((each) => [each.id, each]))
const draft = (patch: Partial<MeterDraft>): MeterDraft => ({ ...emptyDraft([]), name: 'Tenants', ...patch })

describe('a new meter', () => {
  it('begins as the sum of the chosen meters', () => {
    const begun = { ...emptyDraft([METERS.get(3)!]), name: ' Cold water ', area: ' North ' }
    expect(madeOf(begun, METERS)).toEqual({ meter: { name: 'Cold water', area: 'North', medium: 'water', measure: 'volume', source: { what: 'sum', terms: [{ meterId: 3, factor: 1 }] } } })
  })

  it('is a difference; terms that were not chosen are left out', () => {
    const made = madeOf(draft({ terms: [{ meterId: 1, factor: 1 }, { meterId: 2, factor: -1 }, { meterId: null, factor: 1 }] }), METERS)
    expect(made).toMatchObject({ meter: { measure: 'energy', source: { terms: [{ meterId: 1, factor: 1 }, { meterId: 2, factor: -1 }] } } })
  })

  it('says what is missing', () => {
    const missing = (patch: Partial<MeterDraft>): unknown => madeOf(draft(patch), METERS)
    expect(missing({ name: '  ' })).toEqual({ missing: 'name' })
    expect(missing({})).toEqual({ missing: 'terms' })
    expect(missing({ terms: [{ meterId: 1, factor: 1 }, { meterId: 1, factor: -1 }] })).toEqual({ missing: 'twice' })
    expect(missing({ terms: [{ meterId: 1, factor: 1 }, { meterId: 3, factor: 1 }] })).toEqual({ missing: 'mixed' })
    expect(missing({ kind: 'thermal', flowPointId: 1, supplyPointId: 2 })).toEqual({ missing: 'points' })
    expect(missing({ kind: 'thermal', flowPointId: 1, supplyPointId: 2, returnPointId: 2 })).toEqual({ missing: 'samePoint' })
    expect(missing({ kind: 'runTime', ratedKw: 5 })).toEqual({ missing: 'point' })
    expect(missing({ kind: 'runTime', pointId: 5, ratedKw: 0 })).toEqual({ missing: 'ratedKw' })
    expect(missing({ kind: 'point' })).toEqual({ missing: 'point' })
  })

  it('of each kind is one that the engine takes', () => {
    const chosen: Partial<MeterDraft> = { pointId: 4, flowPointId: 5, supplyPointId: 6, returnPointId: 7, ratedKw: 11, terms: [{ meterId: 1, factor: -1 }] }
    for (const kind of ['sum', 'thermal', 'runTime', 'point'] as const) {
      const made = madeOf(withKind(draft(chosen), kind), METERS)
      expect(v.safeParse(ENERGY_CALLS.makeMeter.args, made), kind).toMatchObject({ success: true, output: { meter: { source: { what: kind } } } })
    }
  })

  it('has a medium that its kind can have', () => {
    for (const medium of ['water', 'gas', 'cooling'] as const) {
      for (const kind of ['thermal', 'runTime', 'sum', 'point'] as const) expect(MEDIA_OF[kind]).toContain(withKind(draft({ medium }), kind).medium)
    }
    expect(withKind(draft({ medium: 'cooling' }), 'thermal').medium).toBe('cooling')
  })
})
