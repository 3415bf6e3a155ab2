/** The readings of several points as one list, newest first, without making an object for each. Pure. */
import type { Point } from '../../../shared/domain/point.ts'
import type { Series } from '../../../shared/domain/series.ts'
import type { TimeRange } from '../../charts/time-range.ts'

export interface ReadingRow {
  readonly point: Point
  readonly timeMs: number
  readonly value: number
  readonly quality: number
}

export interface ReadingRows {
  readonly count: number
  /** Row 0 is the newest. */
  readonly row: (index: number) => ReadingRow | undefined
}

export const readingRows = (points: readonly Point[], series: ReadonlyMap<number, Series>, range: TimeRange): ReadingRows => {
  const picked = points.flatMap((point) => {
    const own = series.get(point.id)
    return own ? [{ point, own }] : []
  })
  const owners: number[] = []
  const indexes: number[] = []
  picked.forEach(({ own }, owner) => {
    own.timesMs.forEach((timeMs, index) => {
      if (timeMs < range.fromMs || timeMs >= range.toMs) return
      owners.push(owner)
      indexes.push(index)
    })
  })
  const timeOf = (at: number): number => picked[owners[at] ?? 0]?.own.timesMs[indexes[at] ?? 0] ?? 0
  const order = Uint32Array.from(owners.keys()).sort((a, b) => timeOf(b) - timeOf(a) || (owners[a] ?? 0) - (owners[b] ?? 0))
  return {
    count: order.length,
    row: (index) => {
      const at = order[index]
      const owner = at === undefined ? undefined : picked[owners[at] ?? 0]
      if (at === undefined || owner === undefined) return undefined
      const i = indexes[at] ?? 0
      return { point: owner.point, timeMs: owner.own.timesMs[i] ?? 0, value: owner.own.values[i] ?? Number.NaN, quality: owner.own.qualities[i] ?? 0 }
    },
  }
}
