/** The trend screen's state: kept in the address, quick while a wheel turns, with every zoom undoable. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { sameRange, spanMs, type TimeRange } from '../../charts/time-range.ts'
import { EMPTY_HISTORY, rememberRange, undoRange, type ZoomHistory } from '../../charts/zoom-history.ts'
import { usePastMoment } from '../../components/moment.ts'
import { navigate } from '../../hash-location.ts'
import { parseTrendAddress, trendAddress, type TrendAddress } from './trend-address.ts'

/** Browsers refuse more than some 200 changes of the address in 10 s: a turning wheel is written down when it rests. */
const ADDRESS_REST_MS = 250
/** A fixed period that reaches this near to now goes on as live. */
const LIVE_EDGE_SHARE = 0.002

export interface TrendState {
  readonly address: TrendAddress
  readonly canUndo: boolean
  readonly change: (patch: Partial<TrendAddress>) => void
  /** Shows a period; at its edge to now it stays live. `gesture`: one of many steps to be undone together. */
  readonly setRange: (range: TimeRange, current: TimeRange, gesture: boolean) => void
  readonly setLive: (spanMs: number, current: TimeRange) => void
  readonly undo: () => void
}

export const useTrendState = (): TrendState => {
  const search = useSearch()
  const pastMs = usePastMoment()
  const [address, setAddress] = useState(() => parseTrendAddress(search))
  const [history, setHistory] = useState<ZoomHistory>(EMPTY_HISTORY)
  const written = useRef(search)

  useEffect(() => {
    if (search === written.current) return
    written.current = search
    setAddress(parseTrendAddress(search))
  }, [search])
  useEffect(() => {
    const timer = setTimeout(() => {
      const next = trendAddress(address)
      const query = next.split('?')[1] ?? ''
      if (query === written.current || !window.location.hash.startsWith('#/trend')) return
      written.current = query
      navigate(next, { replace: true })
    }, ADDRESS_REST_MS)
    return () => clearTimeout(timer)
  }, [address])

  const change = useCallback((patch: Partial<TrendAddress>) => setAddress((old) => ({ ...old, ...patch })), [])
  const setRange = useCallback(
    (range: TimeRange, current: TimeRange, gesture: boolean) => {
      if (sameRange(range, current)) return
      setHistory((old) => rememberRange(old, current, Date.now(), gesture))
      const nowMs = pastMs ?? Date.now()
      const live = range.toMs >= nowMs - spanMs(range) * LIVE_EDGE_SHARE
      change(live ? { fixed: null, spanMs: Math.max(spanMs(range) - Math.max(0, range.toMs - nowMs), 30_000) } : { fixed: range })
    },
    [change, pastMs],
  )
  const setLive = useCallback(
    (length: number, current: TimeRange) => {
      setHistory((old) => rememberRange(old, current, Date.now(), false))
      change({ fixed: null, spanMs: length })
    },
    [change],
  )
  const undo = useCallback(() => {
    const step = undoRange(history)
    if (step === null) return
    setHistory(step.history)
    const nearNow = step.range.toMs >= (pastMs ?? Date.now()) - Math.max(120_000, spanMs(step.range) * 0.02)
    change(nearNow ? { fixed: null, spanMs: spanMs(step.range) } : { fixed: step.range })
  }, [history, change, pastMs])
  return { address, canUndo: history.past.length > 0, change, setRange, setLive, undo }
}
