/** Incidents: alerts that have one cause, as one row each; members fold out, the open one stands beside the list. */
import { SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import type { Incident } from '../../../shared/domain/incident.ts'
import type { CareAction } from '../../alert-care/care-due.ts'
import { useAlertCare } from '../../alert-care/use-alert-care.tsx'
import { Answer } from '../../components/answer.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { alertsPageDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { parseFilter } from './alert-filter.ts'
import { IncidentPanel } from './incident-panel.tsx'
import { IncidentRow } from './incident-row.tsx'
import { openTrend } from './open-trend.ts'
import { useAlertKeys } from './use-alert-keys.ts'
import classes from './incidents-page.module.css'

const WHICH = ['open', 'all'] as const
type Which = (typeof WHICH)[number]
const MOST = 500

const doorOf = (incidentId: number | null, which: Which): string => alertsPageDoor('incidents', { ...(which === 'open' ? {} : { state: which }), ...(incidentId === null ? {} : { incident: incidentId }) })

interface ListProps {
  readonly incidents: readonly Incident[]
  readonly cursorId: number | null
  readonly openId: number | null
  readonly unfolded: ReadonlySet<number>
  readonly fold: (incidentId: number) => void
  readonly open: (incidentId: number) => void
}

const IncidentList = ({ incidents, cursorId, openId, unfolded, fold, open }: ListProps) => {
  const { t } = useTranslation()
  useEffect(() => {
    if (cursorId !== null) document.getElementById(`incident-${cursorId}`)?.scrollIntoView({ block: 'nearest' })
  }, [cursorId])
  return (
    <ul className={classes.rows} aria-label={t('alerts.page.incidents')}>
      {incidents.map((incident) => (
        <IncidentRow key={incident.id} incident={incident} unfolded={unfolded.has(incident.id)} cursor={incident.id === cursorId} opened={incident.id === openId} fold={() => fold(incident.id)} open={() => open(incident.id)} />
      ))}
    </ul>
  )
}

export const IncidentsPage = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const search = useSearch()
  const { incidentId: openId, state } = parseFilter(search)
  const which: Which = state === 'all' ? 'all' : 'open'
  const answer = useCall('listIncidents', { which, limit: MOST })
  const incidents = answer.data ?? []
  const care = useAlertCare()
  const [cursorId, setCursorId] = useState<number | null>(null)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const fold = (incidentId: number): void => setUnfolded((old) => (old.has(incidentId) ? new Set([...old].filter((id) => id !== incidentId)) : new Set([...old, incidentId])))
  const open = (incidentId: number | null): void => {
    if (incidentId !== null) setCursorId(incidentId)
    navigate(doorOf(incidentId, which), { replace: true })
  }
  const here = openId ?? cursorId
  /** All members of the open incident, else of the one under the cursor. */
  const withMembers = async (act: (alerts: Parameters<typeof care.start>[1]) => void): Promise<void> => {
    if (here === null) return
    const members = await engine.getIncident({ incidentId: here })
    if (members.ok) act(members.value.alerts)
  }
  useAlertKeys({
    move: (step) => {
      const at = incidents.findIndex(({ id }) => id === cursorId)
      const next = incidents[Math.max(0, Math.min(incidents.length - 1, at < 0 ? (step > 0 ? 0 : incidents.length - 1) : at + step))]
      if (next === undefined) return
      setCursorId(next.id)
      if (openId !== null) navigate(doorOf(next.id, which), { replace: true })
    },
    toggle: () => cursorId !== null && fold(cursorId),
    chooseAll: () => setUnfolded(new Set(incidents.map(({ id }) => id))),
    open: () => cursorId !== null && open(cursorId),
    care: (action: CareAction) => void withMembers((alerts) => care.start(action, alerts)),
    trend: () => void withMembers(openTrend),
  })
  return (
    <div className={classes.page}>
      <div className={classes.list}>
        <div className={classes.bar}>
          <SegmentedControl aria-label={t('alerts.stateLabel')} data={WHICH.map((value) => ({ value, label: t(`incident.show.${value}`) }))} value={which} onChange={(value) => navigate(doorOf(null, value), { replace: true })} />
          <span className={classes.count} role="status">
            {answer.data !== undefined && t('incident.count', { count: incidents.length })}
          </span>
          <span className={classes.quiet}>{t('incident.explained')}</span>
        </div>
        <Answer query={answer} loading={t('incident.loadingAll')}>
          {(all) => (all.length === 0 ? <StatePanel title={t(`incident.none.${which}`)}>{t('incident.noneText')}</StatePanel> : <IncidentList incidents={all} cursorId={cursorId} openId={openId} unfolded={unfolded} fold={fold} open={open} />)}
        </Answer>
      </div>
      {openId !== null && <IncidentPanel incidentId={openId} close={() => open(null)} care={care.start} />}
      {care.dialog}
    </div>
  )
}
