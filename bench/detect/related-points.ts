/** Related points of the bench's points: six siblings, the outdoor air and what feeds each, learnt as in the product, and followed live. */
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import { onGrid } from '../../electron/engine/analysis/detect/related-grid.ts'
import { fitRelated, type RelatedModel } from '../../electron/engine/analysis/detect/related-model.ts'
import { createRelatedWatch, type RelatedWatch } from '../../electron/engine/pipeline/related-watch.ts'
import type { MonitoredPoint } from '../../electron/engine/pipeline/point-monitor.ts'
import type { Series } from '../../shared/domain/series.ts'

const SIBLINGS = 6
/** As many as are tried at most. */
const CANDIDATES = 3

/** The points of the sample by place; each is fed by the one after it. */
export const fitRelatedSample = (histories: readonly Series[], timeZone: string, fromMs: number, toMs: number, cpuMs: () => number): { readonly models: readonly RelatedModel[]; readonly ms: readonly number[] } => {
  const calendar = createCalendar(timeZone)
  const ms: number[] = []
  const models = histories.map((own, place) => {
    const startedMs = cpuMs()
    const nearby = Array.from({ length: SIBLINGS }, (_, k) => histories[(place + k + 1) % histories.length] as Series)
    const gridOf = ({ pointId, ...series }: Series) => ({ pointId, grid: onGrid({ pointId, ...series }, fromMs, toMs) })
    const siblings = nearby.map(gridOf)
    const [weather = null] = siblings
    const upstream = siblings.slice(0, CANDIDATES).map((each) => ({ ...each, gates: [{ gate: { pointIds: [each.pointId], when: 'runs' as const }, grids: [each.grid] }] }))
    const model = fitRelated(gridOf(own).grid, { siblings, weather, upstream }, fromMs, calendar, 0.5)
    ms.push(cpuMs() - startedMs)
    const [next] = nearby as [Series]
    const all = { pointId: next.pointId, slope: 1, base: [21], usual: [21], halfWidth: 1, ordinary: 5, gates: [{ pointIds: [next.pointId], when: 'runs' as const }] }
    // What the generated histories do not show is put in, so that every part is judged.
    return { siblings: model?.siblings ?? null, weather: model?.weather ?? { pointId: next.pointId, slope: 0.1, usual: Array.from({ length: 72 }, () => 21) }, upstream: model?.upstream ?? all }
  })
  return { models, ms }
}

/** Puts the models to work at all points: of each, the points after it are what the sample's were. */
export const relateAll = (monitored: readonly MonitoredPoint[], models: readonly RelatedModel[], valueOf: (place: number) => number): RelatedWatch => {
  const placeOf = new Map(monitored.map(({ point }, place) => [point.id, place]))
  const watch = createRelatedWatch((id) => valueOf(placeOf.get(id) ?? -1), String)
  const idAfter = (place: number, k: number): number => (monitored[(place + k) % monitored.length] as MonitoredPoint).point.id
  for (const [place, own] of monitored.entries()) {
    const { siblings, weather, upstream } = models[place % models.length] as RelatedModel
    if (weather === null || upstream === null || upstream === undefined) throw new Error('A related model is missing.')
    const fedBy = idAfter(place, 1)
    own.related = watch.view({
      siblings: siblings === null ? null : { ...siblings, pointIds: siblings.pointIds.map((_, k) => idAfter(place, k + 1)) },
      weather: { ...weather, pointId: idAfter(0, 0) }, upstream: { ...upstream, pointId: fedBy, gates: [{ pointIds: [fedBy], when: 'runs' }] },
    })
  }
  return watch
}
