/** Gaps as they are for certain points: what trend logs filled is no gap of the point they record. Pure. */
import type { CoverageGap } from '../../../../shared/domain/series.ts'
import { contains, without, type Period } from './periods.ts'

/**
 * A sleep that nobody announced is seen twice: by its length, and by the wall clock that runs ahead when the other clock stood still. The second says nothing
 * of its own and is left out.
 */
export const withoutEchoes = (gaps: readonly CoverageGap[]): CoverageGap[] =>
  gaps.filter((gap) => gap.reason !== 'clockJump' || !gaps.some((other) => other.reason === 'asleep' && other.fromMs <= gap.fromMs && other.toMs >= gap.fromMs))

export interface GapPoint {
  readonly id: number
  readonly deviceId: number
}

/**
 * The gaps that remain for at least one of the points, cut where they begin or end for one. Those that remain for all of them say nothing of points; others
 * name the points. Gaps of devices without any of the points are left out.
 */
export const gapsOfPoints = (gaps: readonly CoverageGap[], points: readonly GapPoint[], filledOf: (pointId: number) => readonly Period[]): CoverageGap[] => {
  const filled = new Map(points.map(({ id }) => [id, filledOf(id)]))
  return gaps.flatMap((gap): CoverageGap[] => {
    const concerned = points.filter(({ deviceId }) => gap.deviceId === null || gap.deviceId === deviceId)
    if (concerned.length === 0) return []
    const open = new Map(concerned.map(({ id }) => [id, without([gap], filled.get(id) ?? [])]))
    const edges = [...new Set([...open.values()].flat().flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b)
    const parts: CoverageGap[] = []
    for (let at = 1; at < edges.length; at++) {
      const [fromMs, toMs] = [edges[at - 1]!, edges[at]!]
      const pointIds = concerned.filter(({ id }) => contains(open.get(id) ?? [], fromMs)).map(({ id }) => id)
      if (pointIds.length === 0) continue
      parts.push(pointIds.length === concerned.length ? { ...gap, fromMs, toMs } : { ...gap, fromMs, toMs, pointIds })
    }
    return parts
  })
}
