/** Readings for a chart: asked at the resolution of the screen, and made longer by live values while time goes on. */
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo, useState } from 'react'
import type { Alert } from '../../shared/domain/alert.ts'
import type { CoverageGap, ExpectedBand, Series } from '../../shared/domain/series.ts'
import { useInPast } from '../components/moment.ts'
import { useAlertsOf } from '../engine/alerts-of.ts'
import { useCall, useLiveStore, type CallError } from '../engine/engine-context.tsx'
import { spanMs, type TimeRange } from './time-range.ts'
import { createTail, withTail, type Tail } from './live-tail.ts'

const BAND_STEPS = 240
const MOST_ALERTS = 300
/** A chart asks for this much more on each side, so that lines run to its edges and a small shift shows something at once. */
const MARGIN_SHARE = 0.08
const ZOOM_REST_MS = 120

export interface TrendData {
  readonly series: ReadonlyMap<number, Series>
  readonly compared: ReadonlyMap<number, Series> | null
  readonly gaps: readonly CoverageGap[]
  readonly band: ExpectedBand | null
  readonly alerts: readonly Alert[]
  /** Readings are on their way and nothing is shown for some point yet. */
  readonly loading: boolean
  readonly fetching: boolean
  readonly error: CallError | null
  readonly retry: () => void
}

interface TrendDataInput {
  readonly pointIds: readonly number[]
  readonly range: TimeRange
  readonly live: boolean
  /** How much earlier the readings to compare with are, ms; negative = later; null = none. */
  readonly compareMs: number | null
  readonly bandPointId: number | null
  /** Width of the plot, px. */
  readonly width: number
}

/** The period to ask for: wider than shown; for live periods one that changes only now and then. */
const askedRange = (range: TimeRange, live: boolean): TimeRange => {
  const length = spanMs(range)
  const step = live ? Math.max(15_000, Math.min(600_000, length / 40)) : 1
  const margin = Math.round(length * MARGIN_SHARE)
  const toMs = Math.ceil(range.toMs / step) * step
  return { fromMs: Math.max(0, Math.floor((toMs - length) / step) * step - margin), toMs: toMs + margin }
}

const byPoint = (list: readonly Series[] | undefined, shiftMs = 0): Map<number, Series> =>
  new Map((list ?? []).map((series) => [series.pointId, shiftMs === 0 ? series : { ...series, timesMs: series.timesMs.map((timeMs) => timeMs + shiftMs) }]))

const NOTHING: readonly never[] = []

export const useTrendData = ({ pointIds, range, live, compareMs, bandPointId, width }: TrendDataInput): TrendData => {
  const inPast = useInPast()
  const wanted = askedRange(range, live)
  const [asked] = useDebouncedValue(useStable(wanted), ZOOM_REST_MS, { leading: true })
  const maxPoints = Math.min(20_000, Math.max(400, Math.ceil((width / 200) * (1 + 2 * MARGIN_SHARE)) * 400))
  const some = pointIds.length > 0 && width > 0
  const ids = [...pointIds]
  const earlierMs = compareMs ?? 0
  const main = useCall('getSeries', { pointIds: ids, ...asked, maxPoints }, { enabled: some, keepPrevious: true })
  const before = useCall('getSeries', { pointIds: ids, fromMs: Math.max(0, asked.fromMs - earlierMs), toMs: Math.max(1, asked.toMs - earlierMs), maxPoints }, { enabled: some && compareMs !== null, keepPrevious: true })
  const gaps = useCall('getCoverageGaps', { pointIds: ids, ...asked }, { enabled: some, keepPrevious: true })
  const bandPoint = bandPointId ?? 1
  const band = useCall('getExpectedBand', { pointId: bandPoint, ...asked, steps: BAND_STEPS }, { enabled: some && bandPointId !== null, keepPrevious: true })
  const alerts = useAlertsOf(pointIds.map((pointId) => ({ pointId, limit: MOST_ALERTS })), { fromMs: asked.fromMs })
  const goesOn = live && !inPast
  const tail = useLiveTail(pointIds, goesOn)

  const base = useMemo(() => byPoint(main.data), [main.data])
  const series = useMemo(() => (goesOn ? withTail(base, tail.tail, range.toMs) : base), [base, goesOn, tail, range.toMs])
  const compared = useMemo(() => (compareMs !== null && before.data ? byPoint(before.data, compareMs) : null), [compareMs, before.data])
  return {
    series,
    compared,
    gaps: gaps.data ?? NOTHING,
    band: bandPointId !== null && band.data?.pointId === bandPointId ? band.data : null,
    alerts,
    loading: some && main.isFetching && pointIds.some((id) => !base.has(id)),
    fetching: main.isFetching,
    error: main.error,
    retry: () => void main.refetch(),
  }
}

/** The same object while its numbers are the same. */
const useStable = (range: TimeRange): TimeRange => useMemo(() => ({ fromMs: range.fromMs, toMs: range.toMs }), [range.fromMs, range.toMs])

/** Collects live values of the points from now on; the object changes when there are new ones. */
const useLiveTail = (pointIds: readonly number[], live: boolean): { readonly tail: Tail } => {
  const store = useLiveStore()
  const key = pointIds.join(',')
  const [tail] = useState(createTail)
  const [version, setVersion] = useState({ tail })
  useEffect(() => {
    if (!live) return undefined
    const ids = key === '' ? [] : key.split(',').map(Number)
    const add = (id: number): boolean => {
      const value = store.get(id)
      return value !== undefined && tail.add(id, value.timeMs, value.value, value.quality)
    }
    let waiting: ReturnType<typeof setTimeout> | null = null
    const take = (): void => {
      if (ids.map(add).some(Boolean)) {
        waiting ??= setTimeout(() => {
          waiting = null
          setVersion({ tail })
        }, 500)
      }
    }
    take()
    const end = store.subscribeAll(take)
    return () => {
      end()
      if (waiting !== null) clearTimeout(waiting)
    }
  }, [store, key, live, tail])
  return version
}
