/** What the lists of alerts share: the filter kept in the address, and the words by which an alert is found. */
import { useCallback, useMemo } from 'react'
import { useSearch } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { alertsPageDoor, type AlertsFilter, type AlertsPage } from '../../doors.ts'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { navigate } from '../../hash-location.ts'
import { filterDoor, parseFilter, type AlertFilter, type StateFilter } from './alert-filter.ts'

/** Most alerts a list asks for. */
export const MOST_LISTED = 5_000

export type ChangeFilter = (part: Partial<AlertFilter>) => void

const NO_MORE: AlertsFilter = {}

/** `more`: what else stands in the page's address, e.g. its period. */
export const useAlertFilter = (page: AlertsPage, otherwise: StateFilter, more: AlertsFilter = NO_MORE): readonly [AlertFilter, ChangeFilter] => {
  const search = useSearch()
  const filter = useMemo(() => parseFilter(search, otherwise), [search, otherwise])
  const change = useCallback<ChangeFilter>(
    (part) => navigate(alertsPageDoor(page, { ...filterDoor({ ...parseFilter(window.location.hash.split('?')[1] ?? '', otherwise), ...part }, otherwise), ...more }), { replace: true }),
    [page, otherwise, more],
  )
  return [filter, change]
}

/** All text of an alert in lower case, for the search field. */
export const useWordsOf = (): ((alert: Alert) => string) => {
  const text = useMessageText()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  return useCallback(
    (alert) => {
      const point = points.get(alert.pointId ?? 0)
      return [text(alert.title), point?.name, point?.description, devices.get(alert.deviceId)?.name, alert.acknowledgeNote, alert.confirmNote, alert.shelf?.reason].join(' ').toLowerCase()
    },
    [text, points, devices],
  )
}
