/** What the points mean: what was found, how sure that is and why, reviewed pattern by pattern. */
import { Button, FileButton } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { DataProblem, PointRoleAssignment } from '../../../shared/domain/roles.ts'
import { Answer } from '../../components/answer.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { DISCOVERY_DOOR, ROLES_DOOR, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { EMPTY_SELECTION, moveCursor, targets, toggle, toggleAll } from '../alerts/selection.ts'
import { DataProblemList, sameProblem } from './data-problem-list.tsx'
import { ROLE_STATES, countRoles, groupRoles, type RoleCounts, type RoleFilter } from './role-groups.ts'
import { RolePanel } from './role-panel.tsx'
import { RolesTable } from './roles-table.tsx'
import { useRoleActions, type RoleActions } from './use-role-actions.ts'
import { useRoleKeys } from './use-role-keys.ts'
import classes from './roles-screen.module.css'

const EVERY_MS = 15_000
const NOTHING: readonly never[] = []

export const RolesScreen = () => {
  const { t } = useTranslation()
  useScreenPath([{ label: t('points.title'), to: pointsDoor() }, { label: t('roles.title'), to: ROLES_DOOR }])
  const points = useCall('listPoints', {})
  const roles = useCall('listRoles', {})
  if (points.data?.length === 0) {
    return (
      <StatePanel title={t('roles.nothing')} actions={<Button component={Link} href={DISCOVERY_DOOR}>{t('points.find')}</Button>}>
        {t('roles.nothingWhy')}
      </StatePanel>
    )
  }
  return (
    <Answer query={roles} loading={t('roles.loading')}>
      {(assignments) => (assignments.length === 0 ? <StatePanel title={t('roles.notYet')}>{t('roles.notYetWhy')}</StatePanel> : <Review assignments={assignments} />)}
    </Answer>
  )
}

interface BarProps {
  readonly counts: RoleCounts
  readonly filter: RoleFilter
  readonly change: (patch: Partial<RoleFilter>) => void
}

const CountBar = ({ counts, filter, change }: BarProps) => {
  const { t } = useTranslation()
  const kinds = [null, ...ROLE_STATES, 'problems'] as const
  return (
    <ul className={classes.counts} aria-label={t('roles.show')}>
      {kinds.map((kind) => (
        <li key={kind ?? 'all'}>
          <button type="button" aria-pressed={filter.state === kind} onClick={() => change({ state: kind })}>
            <span className={classes.count}>{counts[kind ?? 'all'].toLocaleString('en')}</span> {t(`roles.count.${kind ?? 'all'}`)}
          </button>
        </li>
      ))}
    </ul>
  )
}

const FileButtons = ({ actions }: { readonly actions: RoleActions }) => {
  const { t } = useTranslation()
  return (
    <>
      <FileButton accept=".csv,text/csv" onChange={(file) => void actions.load(file)}>
        {(props) => (
          <Button {...props} variant="default" disabled={actions.busy} leftSection={<IconUpload size={14} aria-hidden="true" />}>
            {t('roles.import')}
          </Button>
        )}
      </FileButton>
      <Button variant="default" leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => void actions.save()}>
        {t('roles.csv')}
      </Button>
    </>
  )
}

const Review = ({ assignments }: { readonly assignments: readonly PointRoleAssignment[] }) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const actions = useRoleActions()
  const problems = useCall('listDataProblems', {}, { everyMs: EVERY_MS }).data ?? NOTHING
  const [filter, setFilter] = useState<RoleFilter>({ state: null, text: '', pointIds: null })
  const [problem, setProblem] = useState<DataProblem | null>(null)
  const [selection, setSelection] = useState(EMPTY_SELECTION)
  const search = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const text = useDeferredValue(filter.text)
  const counts = useMemo(() => countRoles(assignments), [assignments])
  const groups = useMemo(() => {
    const current = problem === null ? null : (problems.find((other) => sameProblem(problem, other)) ?? null)
    const words = (role: PointRole | null): string => (role === null ? '' : `${t(`roles.name.${role}`)} ${t(`roles.meaning.${role}`)}`)
    return groupRoles(assignments, points, { state: filter.state, text, pointIds: current === null ? null : new Set(current.pointIds) }, words)
  }, [assignments, points, filter.state, text, problem, problems, t])
  const ids = useMemo(() => groups.map(({ id }) => id), [groups])
  const cursor = groups.find(({ id }) => id === selection.cursorId) ?? groups[0]
  const chosen = new Set(targets({ ...selection, cursorId: cursor?.id ?? null }, ids))
  const pointIds = groups.filter(({ id }) => chosen.has(id)).flatMap((group) => group.assignments.map(({ pointId }) => pointId))
  const change = (patch: Partial<RoleFilter>): void => setFilter((old) => ({ ...old, ...patch }))
  // A decision moves its line elsewhere: the next one is under the cursor, and the chosen ones are done.
  const after = (act: Promise<void>): void => {
    setSelection((old) => ({ ...moveCursor({ ...old, cursorId: cursor?.id ?? null }, ids, 1, false), chosen: new Set() }))
    void act
  }
  const confirm = (): void => after(actions.confirm(pointIds))
  const set = (role: PointRole | null): void => after(actions.set(pointIds, role))

  useRoleKeys({
    move: (step, extend) => setSelection((old) => moveCursor({ ...old, cursorId: old.cursorId ?? cursor?.id ?? null }, ids, step, extend)),
    toggle: () => cursor !== undefined && setSelection((old) => toggle(old, ids, cursor.id, false)),
    chooseAll: () => setSelection((old) => toggleAll(old, ids)),
    confirm,
    change: () => picker.current?.focus(),
    undo: () => void actions.undo(),
    search: () => search.current?.select(),
  })

  return (
    <div className={classes.screen}>
      <div className={classes.top}>
        <h1>{t('roles.title')}</h1>
        <span className={classes.spring} />
        <FileButtons actions={actions} />
      </div>
      <DataProblemList problems={problems} shown={problem} show={setProblem} />
      <div className={classes.bar}>
        <CountBar counts={counts} filter={filter} change={change} />
        <SearchField field={search} className={classes.search} text={filter.text} label={t('roles.search')} change={(text) => change({ text })} />
      </div>
      <div className={classes.bench}>
        {cursor === undefined ? (
          <StatePanel title={t('roles.noneFits')} actions={<Button variant="default" onClick={() => { setFilter({ state: null, text: '', pointIds: null }); setProblem(null) }}>{t('points.clearFilters')}</Button>}>
            {t('roles.noneFitsWhy')}
          </StatePanel>
        ) : (
          <>
            <RolesTable
              groups={groups}
              selection={{ ...selection, cursorId: cursor.id }}
              choose={(id, extend) => setSelection((old) => toggle(old, ids, id, extend))}
              chooseAll={() => setSelection((old) => toggleAll(old, ids))}
              open={(id) => setSelection((old) => ({ ...old, cursorId: id, anchorId: id }))}
            />
            <RolePanel group={cursor} busy={actions.busy} picker={picker} confirm={confirm} set={set} forget={() => after(actions.forget(pointIds))} />
          </>
        )}
      </div>
      <Foot actions={actions} chosen={selection.chosen.size === 0 ? 0 : pointIds.length} confirm={confirm} />
    </div>
  )
}

/** Stands below the list, so that what it says moves no row. */
const Foot = ({ actions, chosen, confirm }: { readonly actions: RoleActions; readonly chosen: number; readonly confirm: () => void }) => {
  const { t } = useTranslation()
  const { last } = actions
  return (
    <div className={classes.foot}>
      {chosen > 0 && (
        <>
          <span>{t('roles.chosen', { count: chosen })}</span>
          <Button variant="default" disabled={actions.busy} onClick={confirm}>
            {t('roles.confirmChosen')}
          </Button>
        </>
      )}
      <span role="status">{last?.text ?? ''}</span>
      {last?.changeIds != null && (
        <Button variant="subtle" color="gray" onClick={() => void actions.undo()} title="U">
          {t('roles.undo')}
        </Button>
      )}
      <span className={classes.keys}>{t('roles.keys')}</span>
    </div>
  )
}
