/** One clock for all ages on the screen, so that they move together and only as often as they are read. */
import { useSyncExternalStore } from 'react'
import { usePastMoment } from './moment.ts'

interface Ticker {
  readonly subscribe: (changed: () => void) => () => void
  readonly now: () => number
}

const createTicker = (intervalMs: number): Ticker => {
  const listeners = new Set<() => void>()
  let nowMs = Date.now()
  let timer: ReturnType<typeof setInterval> | null = null
  const tick = (): void => {
    nowMs = Date.now()
    for (const changed of listeners) changed()
  }
  return {
    subscribe: (changed) => {
      listeners.add(changed)
      if (timer === null) {
        nowMs = Date.now()
        timer = setInterval(tick, intervalMs)
      }
      return () => {
        listeners.delete(changed)
        if (listeners.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      }
    },
    now: () => nowMs,
  }
}

const tickers = { second: createTicker(1_000), tenSeconds: createTicker(10_000), minute: createTicker(60_000) } as const

const still = (): (() => void) => () => undefined

/** The present, ms since the epoch; draws again at every tick. Where the past is shown, the time that is shown. */
export const useNow = (every: keyof typeof tickers = 'tenSeconds'): number => {
  const pastMs = usePastMoment()
  const ticker = tickers[every]
  const present = useSyncExternalStore(pastMs === null ? ticker.subscribe : still, ticker.now)
  return pastMs ?? present
}
