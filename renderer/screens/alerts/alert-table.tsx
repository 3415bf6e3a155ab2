/** Alerts as rows of 32 px; only those in sight are drawn. Columns follow from what the list is for. */
import { Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { AlertRow } from './alert-row.tsx'
import type { Selection } from './selection.ts'
import { ALERT_COLUMNS, type ListKind } from './alert-columns.tsx'
import classes from './alert-table.module.css'

interface AlertTableProps {
  readonly kind: ListKind
  readonly alerts: readonly Alert[]
  readonly openId: number | null
  readonly selection: Selection
  readonly choose: (id: number, extend: boolean) => void
  readonly chooseAll: () => void
  readonly open: (id: number) => void
  readonly openDetail: (id: number) => void
}

const ROW_PX = 32

export const AlertTable = ({ kind, alerts, openId, selection, choose, chooseAll, open, openDetail }: AlertTableProps) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  // The list reads its rows from the virtualiser anew at every draw, which is what the rule asks for.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({ count: alerts.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 12, getItemKey: (index) => alerts[index]?.id ?? index })
  const cursor = selection.cursorId === null ? -1 : alerts.findIndex(({ id }) => id === selection.cursorId)
  const showCursor = useEffectEvent(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor, { align: 'auto' })
  })
  // Only a moved cursor scrolls; new alerts above it must not.
  useEffect(() => {
    if (selection.cursorId !== null) showCursor()
  }, [selection.cursorId])
  const all = alerts.length > 0 && selection.chosen.size >= alerts.length
  return (
    <div className={classes.table} data-kind={kind} role="grid" aria-label={t('frame.screen.alerts')} aria-rowcount={alerts.length + 1} aria-multiselectable="true">
      <div className={classes.head} role="row" aria-rowindex={1}>
        <span role="columnheader" className={classes.box}>
          <Checkbox aria-label={t('alerts.chooseAll')} checked={all} indeterminate={!all && selection.chosen.size > 0} onChange={chooseAll} />
        </span>
        <span role="columnheader">
          <span className="visually-hidden">{t('alerts.severity')}</span>
        </span>
        <span role="columnheader">{t('alerts.what')}</span>
        <span role="columnheader" className={classes.where}>
          {t('alerts.where')}
        </span>
        {ALERT_COLUMNS[kind].map(({ name, number, spare }) => (
          <span key={name} role="columnheader" className={number ? classes.number : undefined} data-spare={spare || undefined}>
            {t(`alerts.column.${name}`)}
          </span>
        ))}
      </div>
      <div ref={scroller} className={classes.body} role="rowgroup" tabIndex={0} aria-label={t('alerts.rows')}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.getVirtualItems().map((item) => {
            const alert = alerts[item.index]
            if (alert === undefined) return null
            return (
              <AlertRow
                key={item.key}
                kind={kind}
                alert={alert}
                index={item.index}
                topPx={item.start}
                cursor={item.index === cursor}
                chosen={selection.chosen.has(alert.id)}
                opened={alert.id === openId}
                choose={choose}
                open={open}
                openDetail={openDetail}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
