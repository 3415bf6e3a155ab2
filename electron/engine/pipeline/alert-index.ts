/** The alerts kept in memory, findable by id and by place: the open ones, and closed ones whose shelf or mark of chattering lasts. */
import { isListed, isOpen, type Alert } from '../../../shared/domain/alert.ts'
import { placeOf } from './alert-source.ts'

export interface AlertIndex {
  /** Takes an alert as it is now; one that is over in every respect is let go. */
  keep(alert: Alert): void
  get(id: number): Alert | undefined
  getOpen(id: number): Alert | undefined
  all(): Iterable<Alert>
  open(): Alert[]
  /** Those at the place of an alert. */
  atPlace(alert: Pick<Alert, 'deviceId' | 'pointId' | 'kind' | 'evidence' | 'title'>): Alert[]
  /** How many are listed as set aside. */
  setAside(): number
  forget(isGone: (alert: Alert) => boolean): void
}

const lingers = (alert: Alert): boolean => isOpen(alert) || alert.shelf !== null || alert.chattering

export const createAlertIndex = (alerts: readonly Alert[]): AlertIndex => {
  const byId = new Map<number, Alert>()
  const byPlace = new Map<string, Set<number>>()
  const aside = new Set<number>()

  const drop = (alert: Alert): void => {
    byId.delete(alert.id)
    aside.delete(alert.id)
    const place = placeOf(alert)
    const ids = byPlace.get(place)
    ids?.delete(alert.id)
    if (ids?.size === 0) byPlace.delete(place)
  }
  const keep = (alert: Alert): void => {
    if (!lingers(alert)) {
      drop(alert)
      return
    }
    byId.set(alert.id, alert)
    if (isListed(alert, 'shelved')) aside.add(alert.id)
    else aside.delete(alert.id)
    const place = placeOf(alert)
    const ids = byPlace.get(place)
    if (ids === undefined) byPlace.set(place, new Set([alert.id]))
    else ids.add(alert.id)
  }

  for (const alert of alerts) keep(alert)
  return {
    keep,
    get: (id) => byId.get(id),
    getOpen: (id) => {
      const alert = byId.get(id)
      return alert !== undefined && isOpen(alert) ? alert : undefined
    },
    all: () => byId.values(),
    open: () => [...byId.values()].filter(isOpen),
    atPlace: (alert) => [...(byPlace.get(placeOf(alert)) ?? [])].flatMap((id) => byId.get(id) ?? []),
    setAside: () => aside.size,
    forget: (isGone) => {
      for (const alert of byId.values()) if (isGone(alert)) drop(alert)
    },
  }
}
