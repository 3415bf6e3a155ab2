/** The period of charts around an alert: the whole episode, and into it with the way back. */
import { useMemo, useState } from 'react'
import type { Alert } from '../../shared/domain/alert.ts'
import { useNow } from '../components/now.ts'
import { episodeRange } from './episode-range.ts'
import type { TimeRange } from './time-range.ts'
import { EMPTY_HISTORY, rememberRange, undoRange } from './zoom-history.ts'

export interface EpisodeZoom {
  readonly range: TimeRange
  readonly nowMs: number
  /** Goes on with time: the alert is active and the whole episode is shown. */
  readonly live: boolean
  readonly zoom: (next: TimeRange, gesture: boolean) => void
  readonly undo: () => void
}

/** `sinceMs`: something earlier that must be in sight. */
export const useEpisodeZoom = (alert: Alert, sinceMs: number | null = null): EpisodeZoom => {
  const nowMs = useNow('tenSeconds')
  const [zoomed, setZoomed] = useState<TimeRange | null>(null)
  const [history, setHistory] = useState(EMPTY_HISTORY)
  const { startedAtMs, clearedAtMs } = alert
  const whole = useMemo(() => episodeRange({ startedAtMs: Math.min(startedAtMs, sinceMs ?? startedAtMs), clearedAtMs }, nowMs), [startedAtMs, clearedAtMs, sinceMs, nowMs])
  const range = zoomed ?? whole
  return {
    range,
    nowMs,
    live: alert.clearedAtMs === null && zoomed === null,
    zoom: (next, gesture) => {
      setHistory((old) => rememberRange(old, range, Date.now(), gesture))
      setZoomed(next)
    },
    undo: () => {
      const step = undoRange(history)
      setHistory(step?.history ?? EMPTY_HISTORY)
      setZoomed(step === null || step.history.past.length === 0 ? null : step.range)
    },
  }
}
