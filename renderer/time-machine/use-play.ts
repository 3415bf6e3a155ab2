/** Playing: time goes on by itself, as fast as was chosen and no faster than its states come; they are made ready some frames ahead. */
import { useEffect, useState } from 'react'
import type { PastEngine } from '../engine/past-engine.ts'
import { backToNow, moveTo, travelNow } from './travel.ts'

/** Minutes of the building in a second. */
export const SPEEDS = [1, 5, 15, 60, 360] as const
export type Speed = (typeof SPEEDS)[number]

const FRAME_MS = 500
const MINUTE_MS = 60_000
/** States asked for in one go, and how few may be left before more are. */
const AHEAD = 24
const LEAST_AHEAD = 10

export interface Play {
  readonly playing: boolean
  readonly speed: Speed
  readonly setSpeed: (speed: Speed) => void
  readonly toggle: () => void
  readonly stop: () => void
}

/** The next frames after `atMs`, up to now. Pure. */
export const framesAfter = (atMs: number, stepMs: number, count: number, nowMs: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => atMs + (index + 1) * stepMs).filter((frameMs) => frameMs < nowMs)

const makeReady = (past: PastEngine, atMs: number, stepMs: number): void => {
  const frames = framesAfter(atMs, stepMs, AHEAD, Date.now())
  const ready = frames.findIndex((frameMs) => !past.states.has(frameMs))
  if (ready >= 0 && ready < LEAST_AHEAD) past.states.prepare(frames.slice(ready))
}

export const usePlay = (past: PastEngine | null): Play => {
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(15)
  const running = playing && past !== null
  useEffect(() => {
    if (!running) return undefined
    const stepMs = (speed * MINUTE_MS * FRAME_MS) / 1_000
    const frame = (): void => {
      const { atMs } = travelNow()
      const { state, problem } = past.view()
      if (atMs === null) return
      if (problem === null && state?.atMs !== atMs) return
      if (atMs + stepMs >= Date.now()) {
        setPlaying(false)
        backToNow()
        return
      }
      moveTo(atMs + stepMs)
      makeReady(past, atMs + stepMs, stepMs)
    }
    const timer = setInterval(frame, FRAME_MS)
    return () => clearInterval(timer)
  }, [running, past, speed])
  return { playing, speed, setSpeed, toggle: () => setPlaying((old) => !old), stop: () => setPlaying(false) }
}
