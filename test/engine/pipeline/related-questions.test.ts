/** Which points judge a point: what people accepted first, siblings of its role after it, nothing that they dismissed. */
import { describe, expect, it } from 'vitest'
import { relatedQuestions } from '../../../electron/engine/pipeline/related-round.ts'
import type { RelatedDecision, RelationDecision } from '../../../shared/domain/correlation.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'

const ROLES: Readonly<Record<number, PointRole>> = { 1: 'outside_air_temp', 2: 'zone_air_temp', 3: 'zone_air_temp', 4: 'zone_air_temp', 5: 'zone_air_temp' }
/** 6 has no role, 7 is a setting. */
const points = [1, 2, 3, 4, 5, 6, 7].map((id) => ({
  point: { id, deviceId: 1, objectType: 0, objectInstance: id, name: `P${id}`, description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 10_000 } satisfies Point,
  signal: id === 7 ? ('setting' as const) : ('measured' as const),
}))
const said = (otherId: number, decision: RelationDecision): RelatedDecision => ({ pointId: 2, otherId, decision, r: 0.8, decidedAtMs: 0 })
const of = (id: number, decisions: readonly RelatedDecision[]) => relatedQuestions(points, (pointId) => ROLES[pointId] ?? null, new Map([[4, [{ pointId: 5, gates: [] }, { pointId: 7, gates: [] }]]]), decisions).find(({ point }) => point.id === id)

describe('points that judge a point', () => {
  it('are its siblings and the weather while nobody said anything', () => {
    expect(of(2, [])).toMatchObject({ siblings: [3, 4, 5], weather: 1 })
  })

  it('begin with what a person accepted, whatever its role', () => {
    expect(of(2, [said(6, 'accepted'), said(5, 'accepted')])).toMatchObject({ siblings: [6, 5, 3, 4], weather: 1 })
    expect(of(3, [said(6, 'accepted')])).toMatchObject({ siblings: [2, 4, 5] })
  })

  it('are never what a person dismissed, the weather included', () => {
    expect(of(2, [said(3, 'dismissed'), said(1, 'dismissed')])).toMatchObject({ siblings: [4, 5], weather: null })
  })

  it('include what may feed it, unless that is no measured value or was dismissed', () => {
    expect(of(4, [])?.upstream.map(({ pointId }) => pointId)).toEqual([5])
    expect(of(4, [{ ...said(5, 'dismissed'), pointId: 4 }])?.upstream).toEqual([])
    expect(of(2, [])?.upstream).toEqual([])
  })

  it('are no settings, though accepted', () => {
    expect(of(2, [said(7, 'accepted')])).toMatchObject({ siblings: [3, 4, 5] })
  })
})
