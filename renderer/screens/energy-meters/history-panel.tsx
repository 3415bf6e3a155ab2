/** Who changed what of the meters, newest first, each to be taken back. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Meter, MeterChange } from '../../../shared/domain/energy.ts'
import { Answer } from '../../components/answer.tsx'
import { formatNumber } from '../../components/format-value.ts'
import { Ago } from '../../components/time.tsx'
import { unitSymbol } from '../../../shared/units.ts'
import { meterDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { changedFields, undoable, type FieldChange } from './meter-history.ts'
import { nameOf } from './meter-review.ts'
import classes from './meters-screen.module.css'

/** Entries drawn; the record keeps all. */
const MOST_SHOWN = 200

const useFieldText = (meters: ReadonlyMap<number, Meter>): ((change: FieldChange) => string) => {
  const { t } = useTranslation()
  const value = (field: FieldChange['field'], own: FieldChange['before']): string => {
    if (field === 'parentId') return typeof own === 'number' ? nameOf(meters, own) : t('energy-meters.isMain')
    if (own === null || own === '') return t('energy-meters.nothing')
    if (field === 'ignored') return t(own === true ? 'energy-meters.yes' : 'energy-meters.no')
    if (field === 'medium') return t(`energy.medium.${String(own)}`)
    if (field === 'signal') return t(`energy.signal.${String(own)}`)
    if (field === 'units') return unitSymbol(Number(own))
    return typeof own === 'number' ? formatNumber(own) : String(own)
  }
  return ({ field, before, after }) => t('energy-meters.fieldChange', { field: t(`energy-meters.field.${field}`), before: value(field, before), after: value(field, after) })
}

interface EntryProps {
  readonly change: MeterChange
  readonly meters: ReadonlyMap<number, Meter>
  readonly canUndo: boolean
  readonly undo: () => void
}

const Entry = ({ change, meters, canUndo, undo }: EntryProps) => {
  const { t } = useTranslation()
  const fieldText = useFieldText(meters)
  const name = (change.after ?? change.before)?.name ?? nameOf(meters, change.meterId)
  const fields = change.what === 'changed' ? changedFields(change) : []
  const isCorrection = change.what === 'correctionUndone' || change.what === 'correctionRedone'
  return (
    <li className={classes.entry} data-undone={change.undone || undefined}>
      <div className={classes.entryHead}>
        {meters.has(change.meterId) ? <Link href={meterDoor(change.meterId)}>{name}</Link> : <span>{name}</span>}
        {canUndo && (
          <Button size="compact-xs" variant="default" aria-label={t('energy-meters.undoOf', { what: t(`energy-meters.what.${change.what}`), name })} onClick={undo}>
            {t('energy-meters.undo')}
          </Button>
        )}
      </div>
      {fields.length === 0 ? (
        <p>{t(`energy-meters.what.${change.what}`)}</p>
      ) : (
        fields.map((field) => <p key={field.field}>{fieldText(field)}</p>)
      )}
      <p className={classes.quiet}>
        <Ago atMs={change.atMs} />, {change.who}
        {change.undone && `, ${t('energy-meters.wasUndone')}`}
        {isCorrection && `, ${t('energy-meters.onItsScreen')}`}
      </p>
    </li>
  )
}

export const HistoryPanel = ({ meters, busy, undo }: { readonly meters: ReadonlyMap<number, Meter>; readonly busy: boolean; readonly undo: (changeId: number) => void }) => {
  const { t } = useTranslation()
  const changes = useCall('listMeterChanges', {})
  return (
    <aside className={classes.panel} aria-label={t('energy-meters.history')}>
      <h2>{t('energy-meters.history')}</h2>
      <Answer query={changes} loading={t('energy-meters.historyLoading')}>
        {(list) => {
          const open = undoable(list)
          if (list.length === 0) return <p className={classes.quiet}>{t('energy-meters.noHistory')}</p>
          return (
            <>
              <ol className={classes.entries}>
                {list.slice(0, MOST_SHOWN).map((change) => (
                  <Entry key={change.id} change={change} meters={meters} canUndo={!busy && open.has(change.id)} undo={() => undo(change.id)} />
                ))}
              </ol>
              {list.length > MOST_SHOWN && <p className={classes.quiet}>{t('energy-meters.olderHistory', { count: list.length - MOST_SHOWN })}</p>}
            </>
          )
        }}
      </Answer>
    </aside>
  )
}
