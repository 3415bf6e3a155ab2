/** A list of alerts to work in: filters above, what can be done with the chosen ones, rows, the open alert beside them, and the dialogs. */
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { CareAction } from '../../alert-care/care-due.ts'
import { useAlertCare } from '../../alert-care/use-alert-care.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { alertDetailDoor } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'
import type { ListKind } from './alert-columns.tsx'
import type { AlertFilter, StateFilter } from './alert-filter.ts'
import type { ChangeFilter } from './alert-list.ts'
import { AlertPanel } from './alert-panel.tsx'
import { AlertTable } from './alert-table.tsx'
import { CareButtons } from './care-buttons.tsx'
import { FilterBar } from './filter-bar.tsx'
import { openTrend } from './open-trend.ts'
import { EMPTY_SELECTION, moveCursor, targets, toggle, toggleAll, type Selection } from './selection.ts'
import { useAlertKeys } from './use-alert-keys.ts'
import classes from './alert-workbench.module.css'
import bars from './filter-bar.module.css'

interface AlertWorkbenchProps {
  readonly kind: ListKind
  /** Those that pass the filter, in their order. */
  readonly alerts: readonly Alert[]
  /** How many there are without the filter. */
  readonly total: number
  readonly filter: AlertFilter
  readonly change: ChangeFilter
  readonly states: readonly StateFilter[]
  readonly actions: readonly CareAction[]
  /** In place of the rows when there are none. */
  readonly empty: ReactNode
  /** Above the filters, e.g. the period. */
  readonly above?: ReactNode
  /** At the end of the line of actions. */
  readonly aside?: ReactNode
  /** Beside the list while no alert is open. */
  readonly beside?: ReactNode
}

export const AlertWorkbench = ({ kind, alerts, total, filter, change, states, actions, empty, above, aside, beside }: AlertWorkbenchProps) => {
  const { t } = useTranslation()
  const [selection, setSelection] = useState<Selection>(EMPTY_SELECTION)
  const care = useAlertCare(() => setSelection((old) => ({ ...old, chosen: new Set() })))
  const ids = useMemo(() => alerts.map(({ id }) => id), [alerts])
  const byId = useMemo(() => new Map(alerts.map((alert) => [alert.id, alert])), [alerts])
  // The open alert may have left the list: it stays in the panel.
  const detail = useCall('getAlert', { alertId: filter.alertId ?? 1 }, { enabled: filter.alertId !== null }).data
  const opened = filter.alertId === null ? undefined : (byId.get(filter.alertId) ?? detail?.alert)
  const open = useCallback((alertId: number | null) => change({ alertId }), [change])
  const openDetail = useCallback((alertId: number) => navigate(alertDetailDoor(alertId)), [])
  /** What keys and buttons act on; the open alert when nothing in the list is chosen. */
  const targetsNow = (): readonly Alert[] => {
    const chosen = targets(selection, ids).flatMap((id) => byId.get(id) ?? [])
    return chosen.length > 0 || opened === undefined ? chosen : [opened]
  }
  const start = (action: CareAction): void => care.start(action, targetsNow())
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
      if (selection.cursorId === null) return
      if (selection.cursorId === filter.alertId) openDetail(selection.cursorId)
      else open(selection.cursorId)
    },
    care: start,
    trend: () => openTrend(targetsNow()),
  })
  const count = selection.chosen.size > 0 ? t('alerts.chosen', { count: selection.chosen.size }) : alerts.length === total ? t('alerts.count', { count: total }) : t('alerts.countOf', { shown: alerts.length, count: total })
  return (
    <div className={classes.bench}>
      <div className={classes.list}>
        <div className={bars.bars}>
          {above !== undefined && <div className={bars.bar}>{above}</div>}
          <FilterBar filter={filter} change={change} states={states} />
          <div className={bars.bar}>
            <span className={bars.count} role="status">
              {count}
            </span>
            <CareButtons actions={actions} care={start} trend={() => openTrend(targetsNow())} />
            {aside}
          </div>
        </div>
        {alerts.length === 0 ? (
          empty
        ) : (
          <AlertTable
            kind={kind}
            alerts={alerts}
            openId={filter.alertId}
            selection={selection}
            choose={(id, extend) => setSelection(toggle(selection, ids, id, extend))}
            chooseAll={() => setSelection(toggleAll(selection, ids))}
            open={(id) => {
              setSelection({ ...selection, cursorId: id, anchorId: id })
              open(id)
            }}
            openDetail={openDetail}
          />
        )}
      </div>
      {filter.alertId === null ? beside : <AlertPanel alertId={filter.alertId} close={() => open(null)} care={care.start} />}
      {care.dialog}
    </div>
  )
}
