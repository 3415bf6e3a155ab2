/** Search, filters, columns, and what can be done with the marked points. */
import { ActionIcon, Button, Checkbox, CloseButton, Group, Menu, Select, TextInput, Tooltip } from '@mantine/core'
import { IconChartLine, IconColumns3, IconSearch, IconX } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { PointKind } from '../../../shared/domain/object-type.ts'
import { LIVE_STATES } from '../../../shared/domain/point.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { EQUIPMENT_DOOR, ROLES_DOOR } from '../../doors.ts'
import { liveStatus } from '../../theme/status.ts'
import { COLUMNS, type ColumnChoice } from './point-columns.ts'
import { NO_FILTER, type PointFilter } from './point-order.ts'
import { PollSelect } from './poll-interval.tsx'
import classes from './points-screen.module.css'

interface ToolbarProps {
  readonly filter: PointFilter
  readonly text: string
  readonly input: RefObject<HTMLInputElement | null>
  readonly columns: ColumnChoice
  readonly found: number
  readonly total: number
  readonly onText: (text: string) => void
  readonly onFilter: (patch: Partial<PointFilter>) => void
  readonly onDown: () => void
}

const KINDS: readonly PointKind[] = ['analog', 'binary', 'multiState', 'other']
const ALL = 'all'

export const PointsToolbar = ({ filter, text, input, columns, found, total, onText, onFilter, onDown }: ToolbarProps) => {
  const { t } = useTranslation()
  const restricted = filter.state !== null || filter.kind !== null || filter.deviceState !== null || text !== ''
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') onDown()
    else if (event.key === 'Escape' && text !== '') onText('')
    else if (event.key === 'Escape') input.current?.blur()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={input}
        className={classes.search}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={press}
        placeholder={t('points.search')}
        aria-label={t('points.search')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={text === '' ? <kbd>/</kbd> : <CloseButton size="xs" aria-label={t('points.clearSearch')} onClick={() => onText('')} />}
      />
      <Select
        aria-label={t('points.filterState')}
        w={150}
        value={filter.state ?? ALL}
        data={[{ value: ALL, label: t('points.anyState') }, ...LIVE_STATES.map((state) => ({ value: state, label: t(`points.live.${state}`) }))]}
        onChange={(value) => onFilter({ state: value === ALL ? null : value })}
        leftSection={filter.state === null ? undefined : <StatusShapeIcon status={liveStatus(filter.state)} size={12} />}
      />
      <Select
        aria-label={t('points.filterKind')}
        w={130}
        value={filter.kind ?? ALL}
        data={[{ value: ALL, label: t('points.anyKind') }, ...KINDS.map((kind) => ({ value: kind, label: t(`points.kind.${kind}`) }))]}
        onChange={(value) => onFilter({ kind: value === ALL ? null : value })}
      />
      {filter.deviceState !== null && (
        <Button variant="default" rightSection={<IconX size={13} aria-hidden="true" />} onClick={() => onFilter({ deviceState: null })}>
          {t('points.devicesIn', { state: t(`points.deviceState.${filter.deviceState}`) })}
        </Button>
      )}
      {restricted && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            onText('')
            onFilter(NO_FILTER)
          }}
        >
          {t('points.clearFilters')}
        </Button>
      )}
      <span className={classes.found} role="status">
        {found === total ? t('points.countAll', { count: total, total: total.toLocaleString('en') }) : t('points.countSome', { found: found.toLocaleString('en'), total: total.toLocaleString('en') })}
      </span>
      <Button variant="default" component={Link} href={ROLES_DOOR}>
        {t('roles.title')}
      </Button>
      <Button variant="default" component={Link} href={EQUIPMENT_DOOR}>
        {t('equipment.title')}
      </Button>
      <ColumnsMenu columns={columns} />
    </div>
  )
}

const ColumnsMenu = ({ columns }: { readonly columns: ColumnChoice }) => {
  const { t } = useTranslation()
  const shown = new Set(columns.shown.map((fact) => fact.name))
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('points.columns')}>
          <ActionIcon variant="default" size={30} aria-label={t('points.columns')}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.filter((fact) => !fact.fixed).map((fact) => (
          <Menu.Item key={fact.name} role="menuitemcheckbox" aria-checked={shown.has(fact.name)} onClick={() => columns.toggle(fact.name)} leftSection={<Checkbox checked={shown.has(fact.name)} readOnly tabIndex={-1} aria-hidden="true" />}>
            {t(`points.column.${fact.name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface MarkedBarProps {
  readonly count: number
  /** The poll interval all marked points share, ms; null when they differ. */
  readonly sharedPollMs: number | null
  readonly busy: boolean
  readonly problem: string | null
  readonly mostTrended: number
  readonly onTrend: () => void
  /** Opens the object of the only marked point. */
  readonly onObject: () => void
  readonly onPoll: (intervalMs: number) => void
  readonly onClear: () => void
}

/** Stands below the table, so that marking a point does not move the rows. */
export const MarkedBar = ({ count, sharedPollMs, busy, problem, mostTrended, onTrend, onObject, onPoll, onClear }: MarkedBarProps) => {
  const { t } = useTranslation()
  return (
    <div className={classes.marked}>
      <span className={classes.markedCount}>{count === 0 ? t('points.noneMarked') : t('points.marked', { count, n: count.toLocaleString('en') })}</span>
      <Group gap={8} wrap="nowrap">
        {count === 1 && (
          <Button variant="default" title="O" onClick={onObject}>
            {t('points.openObject')}
          </Button>
        )}
        <Tooltip label={count > mostTrended ? t('points.trendFirst', { most: mostTrended }) : `${t('points.trendHint')} (T)`}>
          <Button variant="default" disabled={count === 0} leftSection={<IconChartLine size={14} aria-hidden="true" />} onClick={onTrend}>
            {t('points.trend')}
          </Button>
        </Tooltip>
        <PollSelect shared={count === 0 ? null : sharedPollMs} disabled={count === 0 || busy} onPick={onPoll} />
        {count > 0 && (
          <Button variant="subtle" color="gray" onClick={onClear}>
            {t('points.unmark')}
          </Button>
        )}
      </Group>
      {problem !== null && (
        <span className={classes.problem} role="alert">
          {problem}
        </span>
      )}
      <span className={classes.keys}>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('points.keys.move')} <kbd>Space</kbd> {t('points.keys.mark')} <kbd>Enter</kbd> {t('points.keys.open')} <kbd>T</kbd> {t('points.keys.trend')}
      </span>
    </div>
  )
}
