/** What the meters are: found ones reviewed and confirmed, many changed at once, new ones made of others, every change with its undo. */
import { Button, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meter } from '../../../shared/domain/energy.ts'
import { Answer } from '../../components/answer.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { ENERGY_DOOR, METERS_DOOR, meterDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { EMPTY_SELECTION, moveCursor, targets, toggle, toggleAll } from '../alerts/selection.ts'
import { EnergyTabs } from '../energy/energy-tabs.tsx'
import { NoMeters } from '../energy/no-meters.tsx'
import { ChangeForm } from './change-form.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { MakeForm } from './make-form.tsx'
import { REVIEW_STATES, countMeters, reviewRows, type ReviewCounts, type ReviewFilter } from './meter-review.ts'
import { ReviewTable, useSourceText } from './review-table.tsx'
import { useMeterActions, type MeterActions } from './use-meter-actions.ts'
import { useMeterKeys } from './use-meter-keys.ts'
import classes from './meters-screen.module.css'

const NO_FILTER: ReviewFilter = { state: null, text: '' }

export const MetersScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('frame.screen.energy'), to: ENERGY_DOOR }, { label: t('energy-meters.title'), to: METERS_DOOR }])
  const meters = useCall('listMeters', {})
  return (
    <div className={classes.screen}>
      <EnergyTabs here="meters" />
      <Answer query={meters} loading={t('energy.loading')}>
        {(list) => <Review list={list} />}
      </Answer>
    </div>
  )
}

const CountBar = ({ counts, filter, change }: { readonly counts: ReviewCounts; readonly filter: ReviewFilter; readonly change: (patch: Partial<ReviewFilter>) => void }) => {
  const { t } = useTranslation()
  return (
    <ul className={classes.counts} aria-label={t('energy-meters.show')}>
      {([null, ...REVIEW_STATES] as const).map((state) => (
        <li key={state ?? 'all'}>
          <button type="button" aria-pressed={filter.state === state} onClick={() => change({ state })}>
            <span className={classes.count}>{counts[state ?? 'all'].toLocaleString('en')}</span> {t(`energy-meters.count.${state ?? 'all'}`)}
          </button>
        </li>
      ))}
    </ul>
  )
}

const Review = ({ list }: { readonly list: readonly Meter[] }) => {
  const { t } = useTranslation()
  const actions = useMeterActions()
  const meters = useMemo(() => new Map(list.map((meter) => [meter.id, meter])), [list])
  const sourceOf = useSourceText(meters)
  const [filter, setFilter] = useState(NO_FILTER)
  const [selection, setSelection] = useState(EMPTY_SELECTION)
  const [dialog, setDialog] = useState<'make' | 'change' | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const text = useDeferredValue(filter.text)
  const counts = useMemo(() => countMeters(list), [list])
  const rows = reviewRows(list, { state: filter.state, text }, (meter) => `${meter.name} ${meter.area} ${t(`energy.medium.${meter.medium}`)} ${sourceOf(meter)}`)
  const ids = rows.map(({ id }) => id)
  const cursor = rows.find(({ id }) => id === selection.cursorId) ?? rows[0]
  const current = { ...selection, cursorId: cursor?.id ?? null }
  const target = new Set(targets(current, ids))
  const chosen = rows.filter(({ id }) => target.has(id))
  const chosenIds = chosen.map(({ id }) => id)
  const change = (patch: Partial<ReviewFilter>): void => setFilter((old) => ({ ...old, ...patch }))
  const close = (): void => setDialog(null)
  // A decision moves its line elsewhere: the next one is under the cursor, and the chosen ones are done.
  const after = (act: Promise<unknown>): void => {
    setSelection({ ...moveCursor(current, ids, 1, false), chosen: new Set() })
    void act
  }
  const toConfirm = chosen.filter(({ origin }) => origin === 'found').map(({ id }) => id)
  const confirm = (): void => {
    if (toConfirm.length > 0 && !actions.busy) after(actions.confirm(toConfirm))
  }
  const count = (): void => {
    if (chosen.length > 0 && !actions.busy) after(actions.count(chosenIds, !chosen.every(({ ignored }) => ignored)))
  }
  const editChosen = (): void => {
    if (chosen.length > 0) setDialog('change')
  }
  useMeterKeys({
    move: (step, extend) => setSelection((old) => moveCursor({ ...old, cursorId: old.cursorId ?? cursor?.id ?? null }, ids, step, extend)),
    toggle: () => cursor !== undefined && setSelection((old) => toggle(old, ids, cursor.id, false)),
    chooseAll: () => setSelection((old) => toggleAll(old, ids)),
    open: () => cursor !== undefined && navigate(meterDoor(cursor.id)),
    confirm,
    count,
    change: editChosen,
    make: () => setDialog('make'),
    undo: () => void actions.undo(),
    search: () => search.current?.select(),
  })
  return (
    <>
      <div className={classes.bar}>
        <CountBar counts={counts} filter={filter} change={change} />
        <SearchField field={search} className={classes.search} text={filter.text} label={t('energy-meters.search')} change={(text) => change({ text })} />
        <Button variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} title="N" onClick={() => setDialog('make')}>
          {t('energy-meters.makeOne')}
        </Button>
      </div>
      <div className={classes.bench}>
        {list.length === 0 ? (
          <NoMeters />
        ) : cursor === undefined ? (
          <StatePanel title={t('energy-meters.noneFits')} actions={<Button variant="default" onClick={() => setFilter(NO_FILTER)}>{t('points.clearFilters')}</Button>}>
            {t('energy-meters.noneFitsWhy')}
          </StatePanel>
        ) : (
          <ReviewTable
            rows={rows}
            meters={meters}
            sourceOf={sourceOf}
            selection={current}
            choose={(id, extend) => setSelection((old) => toggle(old, ids, id, extend))}
            chooseAll={() => setSelection((old) => toggleAll(old, ids))}
            open={(id) => setSelection((old) => ({ ...old, cursorId: id, anchorId: id }))}
          />
        )}
        <HistoryPanel meters={meters} busy={actions.busy} undo={(changeId) => void actions.undoOne(changeId)} />
      </div>
      <Foot actions={actions} chosen={chosen} confirm={confirm} canConfirm={toConfirm.length > 0} count={count} edit={editChosen} />
      <Modal opened={dialog === 'make'} onClose={close} size="lg" title={t('energy-meters.makeTitle')} closeButtonProps={{ 'aria-label': t('alert-care.cancel') }}>
        <MakeForm meters={meters} chosen={selection.chosen.size > 0 ? chosen : []} close={close} make={actions.make} />
      </Modal>
      <Modal opened={dialog === 'change'} onClose={close} title={t('energy-meters.changeTitle', { count: chosen.length })} closeButtonProps={{ 'aria-label': t('alert-care.cancel') }}>
        <ChangeForm meters={list} chosen={chosen} close={close} change={(patch) => actions.change(chosenIds, patch)} />
      </Modal>
    </>
  )
}

interface FootProps {
  readonly actions: MeterActions
  readonly chosen: readonly Meter[]
  readonly confirm: () => void
  readonly canConfirm: boolean
  readonly count: () => void
  readonly edit: () => void
}

/** Stands below the list, so that what it says moves no row. */
const Foot = ({ actions, chosen, confirm, canConfirm, count, edit }: FootProps) => {
  const { t } = useTranslation()
  const { last, busy } = actions
  const isMade = chosen.length > 0 && chosen.every(({ origin }) => origin === 'made')
  return (
    <div className={classes.foot}>
      {chosen.length > 0 && (
        <>
          <span className={classes.chosen}>{chosen.length === 1 ? chosen[0]?.name : t('energy-meters.chosen', { count: chosen.length })}</span>
          <Button variant="default" title="C" disabled={busy || !canConfirm} onClick={confirm}>{t('energy-meters.confirm')}</Button>
          <Button variant="default" title="E" disabled={busy} onClick={edit}>{t('energy-meters.change')}</Button>
          <Button variant="default" title="I" disabled={busy} onClick={count}>{t(chosen.every(({ ignored }) => ignored) ? 'energy-meters.doCount' : 'energy-meters.leaveOut')}</Button>
          {isMade && <Button variant="default" disabled={busy} onClick={() => void actions.remove(chosen)}>{t('energy-meters.remove')}</Button>}
        </>
      )}
      <span role="status" className={classes.last}>{last?.text ?? ''}</span>
      {last !== null && last.changeIds.length > 0 && (
        <Button variant="subtle" color="gray" title="U" disabled={busy} onClick={() => void actions.undo()}>
          {t('energy-meters.undo')}
        </Button>
      )}
      <span className={classes.keys}>{t('energy-meters.keys')}</span>
    </div>
  )
}
