/** States of all items of a plan, looked at anew when alerts or devices change and, of now, at most once a second when values do. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { PlanItem } from '../../../shared/domain/plan.ts'
import { useInPast } from '../../components/moment.ts'
import { useLiveStore } from '../../engine/engine-context.tsx'
import { itemStatuses, type ItemStatus } from './item-status.ts'
import type { Named } from './item-words.ts'

const LOOK_EVERY_MS = 1_000
/** States of the past come when they are asked for, whole: they are drawn with the next frame. */
const LOOK_PAST_MS = 0

const isSame = (one: ReadonlyMap<number, ItemStatus>, other: ReadonlyMap<number, ItemStatus>): boolean =>
  one.size === other.size && [...one].every(([id, { status, hollow, alerts, gone }]) => {
    const was = other.get(id)
    return was !== undefined && was.status === status && was.hollow === hollow && was.alerts === alerts && was.gone === gone
  })

export const useItemStatuses = (items: readonly PlanItem[], alerts: readonly Alert[], { points, devices, equipment }: Named): ReadonlyMap<number, ItemStatus> => {
  const live = useLiveStore()
  const inPast = useInPast()
  const [turn, setTurn] = useState(0)
  const lookAnew = useRef<() => void>(() => undefined)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = live.subscribeAll(() => {
      timer ??= setTimeout(() => {
        timer = undefined
        lookAnew.current()
      }, inPast ? LOOK_PAST_MS : LOOK_EVERY_MS)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [live, inPast])
  const look = useCallback(() => itemStatuses(items, { alerts, points, devices, equipment, liveState: (pointId) => live.get(pointId)?.state ?? 'never' }), [items, alerts, points, devices, equipment, live])
  // `turn`: the live values are outside of React.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const statuses = useMemo(look, [look, turn])
  useEffect(() => {
    lookAnew.current = () => {
      // Values change all the time, states seldom: then nothing is drawn.
      if (!isSame(look(), statuses)) setTurn((old) => old + 1)
    }
  }, [look, statuses])
  return statuses
}
