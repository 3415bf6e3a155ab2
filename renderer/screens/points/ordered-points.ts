/** The points the table shows, filtered and ordered; put into a new order only when nobody's pointer rests on them. */
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Device } from '../../../shared/domain/device.ts'
import { useLiveStore } from '../../engine/engine-context.tsx'
import { dependsOnLive, deviceRanks, filterEntries, sortEntries, type LiveLook, type PointFilter, type PointSort } from './point-order.ts'
import type { PointEntry } from './point-search.ts'

const REORDER_MS = 3_000

const UNSEEN: LiveLook = { state: 'never', value: Number.NaN, timeMs: Number.NaN }

type Look = (pointId: number) => LiveLook

/** Looks up live values; a new function each time the list may be put into another order. */
export const useLook = (sort: PointSort, filter: PointFilter): { readonly look: Look; readonly onHover: (inside: boolean) => void } => {
  const live = useLiveStore()
  const makeLook = (): Look => (pointId) => live.get(pointId) ?? UNSEEN
  const [look, setLook] = useState<Look>(makeLook)
  const hovered = useRef(false)
  const moving = dependsOnLive(sort, filter)
  const lookAgain = useEffectEvent(() => {
    if (!hovered.current) setLook(makeLook)
  })
  useEffect(() => {
    if (!moving) return undefined
    const timer = setInterval(() => lookAgain(), REORDER_MS)
    return () => clearInterval(timer)
  }, [moving])
  const onHover = useCallback((inside: boolean) => {
    hovered.current = inside
  }, [])
  return { look, onHover }
}

/** All points that fit the filter, in the order of the list: what the tree counts. */
export const useFoundPoints = (entries: readonly PointEntry[], devices: readonly Device[], filter: PointFilter, look: Look): readonly PointEntry[] => {
  // Devices change all the time (latency, last seen); the list must not be made anew for that.
  const stateKey = filter.deviceState === null ? '' : devices.map((device) => `${device.id}:${device.state}`).join(' ')
  const states = useMemo(() => new Map(stateKey.split(' ').map((pair) => [Number(pair.split(':')[0]), pair.split(':')[1]])), [stateKey])
  return useMemo(() => filterEntries(entries, filter, (deviceId) => states.get(deviceId), look), [entries, filter, states, look])
}

export interface OrderedPoints {
  readonly shown: readonly PointEntry[]
  /** Ids of `shown`. */
  readonly order: readonly number[]
  readonly listed: ReadonlySet<number>
}

/** Those of the chosen branch, in the order of the table. `branch` null = all. */
export const useOrderedPoints = (entries: readonly PointEntry[], found: readonly PointEntry[], sort: PointSort, branch: ReadonlySet<number> | null, look: Look): OrderedPoints => {
  const ranks = useMemo(() => deviceRanks(entries), [entries])
  const shown = useMemo(() => sortEntries(branch === null ? found : found.filter((entry) => branch.has(entry.point.id)), sort, ranks, look), [found, branch, sort, ranks, look])
  const order = useMemo(() => shown.map((entry) => entry.point.id), [shown])
  const listed = useMemo(() => new Set(order), [order])
  return { shown, order, listed }
}
