/** The alert list with its filters, and the chosen alert beside it. Live: rows change as the engine tells. */
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import { alertPeriod, byUrgency } from '../../components/alert-facts.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { alertsDoor, trendDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { navigate } from '../../hash-location.ts'
import { AcknowledgeDialog } from './acknowledge-dialog.tsx'
import { AlertPanel } from './alert-panel.tsx'
import { AlertTable } from './alert-table.tsx'
import { EmptyAlerts } from './empty-alerts.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filterAlerts, filterDoor, parseFilter, type AlertFilter } from './alert-filter.ts'
import { EMPTY_SELECTION, moveCursor, targets, toggle, toggleAll, type Selection } from './selection.ts'
import { useAlertKeys } from './use-alert-keys.ts'
import classes from './alerts-screen.module.css'

/** Closed alerts shown when all are asked for. */
const MOST = 5_000

const useFilter = (): readonly [AlertFilter, (change: Partial<AlertFilter>) => void] => {
  const search = useSearch()
  const filter = useMemo(() => parseFilter(search), [search])
  const change = useCallback((part: Partial<AlertFilter>) => navigate(alertsDoor(filterDoor({ ...parseFilter(window.location.hash.split('?')[1] ?? ''), ...part })), { replace: true }), [])
  return [filter, change]
}

/** All text of an alert in lower case, for the search field. */
const useWordsOf = (): ((alert: Alert) => string) => {
  const text = useMessageText()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  return useCallback(
    (alert) => {
      const point = points.get(alert.pointId ?? 0)
      return [text(alert.title), point?.name, point?.description, devices.get(alert.deviceId)?.name, alert.acknowledgeNote].join(' ').toLowerCase()
    },
    [text, points, devices],
  )
}

const openTrend = (alerts: readonly Alert[]): void => {
  const points = [...new Set(alerts.flatMap(({ pointId }) => (pointId === null ? [] : [pointId])))].slice(0, 8)
  if (points.length === 0) return
  const periods = alerts.map((alert) => alertPeriod(alert, Date.now()))
  navigate(trendDoor({ points, fromMs: Math.min(...periods.map(({ fromMs }) => fromMs)), toMs: Math.max(...periods.map(({ toMs }) => toMs)) }))
}

export const AlertsScreen = () => {
  const { t } = useTranslation()
  const [filter, changeFilter] = useFilter()
  const [selection, setSelection] = useState<Selection>(EMPTY_SELECTION)
  const [acknowledging, setAcknowledging] = useState<readonly number[] | null>(null)
  const all = filter.state === 'all'
  const answer = useCall('listAlerts', { which: all ? 'all' : 'open', limit: MOST }, { keepPrevious: true })
  const wordsOf = useWordsOf()
  const shown = useMemo(() => {
    const passed = [...filterAlerts(answer.data ?? [], filter, wordsOf)]
    return all ? passed : passed.sort(byUrgency)
  }, [answer.data, filter, wordsOf, all])
  const ids = useMemo(() => shown.map(({ id }) => id), [shown])
  const byId = useMemo(() => new Map(shown.map((alert) => [alert.id, alert])), [shown])
  const text = useMessageText()
  // The open alert may have left the list: it stays in the panel and in the path.
  const detail = useCall('getAlert', { alertId: filter.alertId ?? 1 }, { enabled: filter.alertId !== null }).data
  const opened = filter.alertId === null ? undefined : (byId.get(filter.alertId) ?? detail?.alert)
  useScreenPath([
    { label: t('frame.screen.alerts'), to: alertsDoor(filterDoor({ ...filter, alertId: null })) },
    ...(opened === undefined ? [] : [{ label: text(opened.title), to: alertsDoor(filterDoor(filter)) }]),
  ])

  const open = useCallback((alertId: number | null) => changeFilter({ alertId }), [changeFilter])
  /** What the keys act on; the open alert when nothing in the list is chosen. */
  const targetsNow = (): readonly number[] => {
    const chosen = targets(selection, ids)
    return chosen.length > 0 || opened === undefined ? chosen : [opened.id]
  }
  const acknowledge = (alertIds: readonly number[]): void => {
    const due = alertIds.filter((id) => (byId.get(id) ?? opened)?.acknowledgedAtMs === null)
    if (due.length > 0) setAcknowledging(due)
  }
  useAlertKeys({
    move: (step, extend) => {
      const next = moveCursor(selection, ids, step, extend)
      setSelection(next)
      if (filter.alertId !== null && next.cursorId !== null) open(next.cursorId)
    },
    toggle: () => {
      if (selection.cursorId !== null) setSelection(toggle(selection, ids, selection.cursorId, false))
    },
    chooseAll: () => setSelection(toggleAll(selection, ids)),
    open: () => {
      if (selection.cursorId !== null) open(selection.cursorId)
    },
    acknowledge: () => acknowledge(targetsNow()),
    trend: () => openTrend(targetsNow().flatMap((id) => byId.get(id) ?? opened ?? [])),
  })

  if (answer.isPending) return <LoadingPanel what={t('overview.loadingAlerts')} />
  if (answer.isError) return <ErrorPanel error={answer.error} retry={() => void answer.refetch()} />
  return (
    <div className={classes.screen}>
      <div className={classes.list}>
        <FilterBar filter={filter} change={changeFilter} shown={shown.length} total={answer.data.length} chosen={selection.chosen} acknowledge={() => acknowledge(targetsNow())} trend={() => openTrend(targetsNow().flatMap((id) => byId.get(id) ?? opened ?? []))} />
        {shown.length === 0 ? (
          <EmptyAlerts filter={filter} change={changeFilter} />
        ) : (
          <AlertTable
            alerts={shown}
            openId={filter.alertId}
            selection={selection}
            choose={(id, extend) => setSelection(toggle(selection, ids, id, extend))}
            chooseAll={() => setSelection(toggleAll(selection, ids))}
            open={(id) => {
              setSelection({ ...selection, cursorId: id, anchorId: id })
              open(id)
            }}
          />
        )}
      </div>
      {filter.alertId !== null && <AlertPanel alertId={filter.alertId} close={() => open(null)} acknowledge={(id) => setAcknowledging([id])} />}
      <AcknowledgeDialog
        alertIds={acknowledging}
        close={() => setAcknowledging(null)}
        done={() => {
          setAcknowledging(null)
          setSelection({ ...selection, chosen: new Set() })
        }}
      />
    </div>
  )
}
