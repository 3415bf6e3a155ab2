/** The points the table shows, filtered and ordered; put into a new order only when nobody's pointer rests on them. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Device } from '../../../shared/domain/device.ts'
import { useLiveStore } from '../../engine/engine-context.tsx'
import { dependsOnLive, filterEntries, nameRanks, sortEntries, type LiveLook, type PointFilter, type PointSort } from './point-order.ts'
import type { PointEntry } from './point-search.ts'

const REORDER_MS = 3_000

const UNSEEN: LiveLook = { state: 'never', value: Number.NaN, timeMs: Number.NaN }

export interface OrderedPoints {
  /** All that fit the filter, in the order of the list: what the tree counts. */
  readonly found: readonly PointEntry[]
  /** Those of the chosen branch, in the order of the table. */
  readonly shown: readonly PointEntry[]
  readonly order: readonly number[]
  readonly onHover: (inside: boolean) => void
}

export const useOrderedPoints = (entries: readonly PointEntry[], devices: readonly Device[], filter: PointFilter, sort: PointSort, branch: ReadonlySet<number> | null): OrderedPoints => {
  const live = useLiveStore()
  const [version, setVersion] = useState(0)
  const hovered = useRef(false)
  const moving = dependsOnLive(sort, filter)
  useEffect(() => {
    if (!moving) return undefined
    const timer = setInterval(() => {
      if (!hovered.current) setVersion((old) => old + 1)
    }, REORDER_MS)
    return () => clearInterval(timer)
  }, [moving])

  const look = useMemo(() => (pointId: number): LiveLook => live.get(pointId) ?? UNSEEN, [live])
  const ranks = useMemo(() => nameRanks(entries), [entries])
  const states = useMemo(() => new Map(devices.map((device) => [device.id, device.state])), [devices])
  const found = useMemo(() => {
    void version
    return filterEntries(entries, filter, (deviceId) => states.get(deviceId), look)
  }, [entries, filter, states, look, version])
  const shown = useMemo(() => sortEntries(branch === null ? found : found.filter((entry) => branch.has(entry.point.id)), sort, ranks, look), [found, branch, sort, ranks, look])
  const order = useMemo(() => shown.map((entry) => entry.point.id), [shown])
  const onHover = useMemo(
    () => (inside: boolean) => {
      hovered.current = inside
    },
    [],
  )
  return { found, shown, order, onHover }
}
