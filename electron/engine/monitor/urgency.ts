/** What is read first: the points somebody looks at, then those with alerts that ask for someone. */
import type { Clock } from '../../../shared/clock.ts'
import { isLive, type Alert } from '../../../shared/domain/alert.ts'
import type { Acquisition } from '../bacnet/acquisition-types.ts'
import type { ReadableStore } from '../store/store-types.ts'

export interface Urgency {
  /** Replaces what was viewed before; forgotten after half a minute unless said again, because a window that was closed says nothing. */
  setViewed(pointIds: readonly number[]): void
  alertsChanged(alerts: readonly Alert[]): void
  stop(): void
}

interface UrgencyDeps {
  readonly clock: Clock
  readonly acquisition: Pick<Acquisition, 'prioritise'>
  readonly store: Pick<ReadableStore, 'alerts'>
}

/** Scrolling through a list or a wave of alerts is told once. */
const TELL_AFTER_MS = 300
const FORGET_AFTER_MS = 30_000
/** More alerts than this are a wave that has no order any more. */
const MOST_ALERTS = 5_000

export const createUrgency = ({ clock, acquisition, store }: UrgencyDeps): Urgency => {
  let viewedPointIds: readonly number[] = []
  const pointByAlert = new Map<number, number>()
  let cancel: (() => void) | undefined
  let cancelForget = (): void => {}

  const take = (alert: Alert): void => {
    if (alert.pointId !== null && isLive(alert)) pointByAlert.set(alert.id, alert.pointId)
    else pointByAlert.delete(alert.id)
  }
  const tell = (): void => {
    cancel ??= clock.after(TELL_AFTER_MS, () => {
      cancel = undefined
      acquisition.prioritise({ viewedPointIds, alarmedPointIds: [...new Set(pointByAlert.values())] })
    })
  }

  for (const alert of store.alerts({ which: 'live', limit: MOST_ALERTS })) take(alert)
  tell()
  return {
    setViewed: (pointIds) => {
      cancelForget()
      cancelForget = clock.after(FORGET_AFTER_MS, () => {
        viewedPointIds = []
        tell()
      })
      viewedPointIds = pointIds
      tell()
    },
    alertsChanged: (alerts) => {
      for (const alert of alerts) take(alert)
      tell()
    },
    stop: () => {
      cancel?.()
      cancelForget()
    },
  }
}
