/** Maintenance windows: running, planned, past; each can be changed or ended, new ones made. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MaintenanceScope, MaintenanceWindow } from '../../../shared/domain/maintenance.ts'
import { WINDOW_STATES, windowEndMs, windowState, windowsOf, type WindowState } from '../../alert-care/maintenance-state.ts'
import { useAlertCare } from '../../alert-care/use-alert-care.tsx'
import { Answer } from '../../components/answer.tsx'
import { Deeds } from '../../components/deeds.tsx'
import { failureText } from '../../components/engine-text.ts'
import { useNow } from '../../components/now.ts'
import { periodText } from '../../components/period-text.ts'
import { Span, useTimeZone } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import classes from './maintenance-windows.module.css'

/** Names said before "and n more". */
const MOST_NAMES = 3
const MOST_PAST = 20

const ScopeText = ({ scope }: { readonly scope: MaintenanceScope }) => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  const points = usePointIndex()
  if (scope.what === 'site') return t('alert-care.window.of.site')
  const names = scope.what === 'devices' ? scope.deviceIds.map((id) => devices.get(id)?.name ?? `#${id}`) : scope.pointIds.map((id) => points.get(id)?.name ?? `#${id}`)
  const more = names.length - MOST_NAMES
  return (
    <span title={names.slice(0, 40).join('\n')}>
      {names.slice(0, MOST_NAMES).join(', ')}
      {more > 0 && ` ${t('alerts.andMore', { count: more })}`}
    </span>
  )
}

interface WindowRowProps {
  readonly window: MaintenanceWindow
  readonly state: WindowState
  readonly edit: () => void
}

const WindowRow = ({ window, state, edit }: WindowRowProps) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  const end = async (): Promise<void> => {
    const answer = await engine.endMaintenanceWindow({ windowId: window.id })
    if (answer.ok) queries.setQueryData(['listMaintenanceWindows', {}], answer.value)
    else notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  return (
    <li className={classes.row} data-past={state === 'past' || undefined}>
      <span className={classes.reason}>{window.reason}</span>
      <span className={classes.quiet}>
        <ScopeText scope={window.scope} />
      </span>
      <span className={classes.period}>
        {periodText({ fromMs: window.fromMs, toMs: windowEndMs(window) }, timeZone)}
        {window.endedAtMs !== null && ` (${t('alerts.window.endedByHand')})`}
      </span>
      {state === 'running' && (
        <span className={classes.quiet}>
          {t('alerts.window.left')} <Span fromMs={nowMs} toMs={Math.max(nowMs, window.toMs)} />
        </span>
      )}
      {state !== 'past' && (
        <span className={classes.buttons}>
          <Deeds quiet>
            <Button variant="default" size="compact-xs" onClick={edit} aria-label={t('alerts.window.changeOne', { reason: window.reason })}>
              {t('alerts.window.change')}
            </Button>
            <Button variant="default" size="compact-xs" onClick={() => void end()} aria-label={t(state === 'running' ? 'alerts.window.endOne' : 'alerts.window.cancelOne', { reason: window.reason })}>
              {t(state === 'running' ? 'alerts.window.end' : 'alerts.window.cancel')}
            </Button>
          </Deeds>
        </span>
      )}
    </li>
  )
}

export const MaintenanceWindows = () => {
  const { t } = useTranslation()
  const nowMs = useNow()
  const answer = useCall('listMaintenanceWindows', {})
  const care = useAlertCare()
  return (
    <aside className={classes.side} aria-label={t('alerts.window.title')}>
      <div className={classes.head}>
        <h2>{t('alerts.window.title')}</h2>
        <Deeds quiet>
          <Button variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => care.editWindow(null)}>
            {t('alerts.window.new')}
          </Button>
        </Deeds>
      </div>
      <Answer query={answer} loading={t('alerts.window.loading')}>
        {(windows) =>
          windows.length === 0 ? (
            <p className={classes.quiet}>{t('alerts.window.none')}</p>
          ) : (
            WINDOW_STATES.map((state) => {
              const some = windowsOf(windows, state, nowMs).slice(0, state === 'past' ? MOST_PAST : undefined)
              if (some.length === 0) return null
              return (
                <section key={state} className={classes.part}>
                  <h3>{t(`alerts.window.state.${state}`)}</h3>
                  <ul className={classes.list}>
                    {some.map((window) => (
                      <WindowRow key={window.id} window={window} state={windowState(window, nowMs)} edit={() => care.editWindow(window)} />
                    ))}
                  </ul>
                </section>
              )
            })
          )
        }
      </Answer>
      {care.dialog}
    </aside>
  )
}
