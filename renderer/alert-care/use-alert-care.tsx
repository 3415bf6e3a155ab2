/** What is done with alerts, the same on every screen: each action opens its dialog for those of the alerts it would change. */
import { Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../shared/domain/alert.ts'
import type { MaintenanceScope, MaintenanceWindow } from '../../shared/domain/maintenance.ts'
import { useInPast } from '../components/moment.ts'
import { careDue, type CareAction } from './care-due.ts'
import { MaintenanceForm } from './maintenance-form.tsx'
import { scopeOf } from './maintenance-state.ts'
import { NoteForm } from './note-form.tsx'
import { ShelveForm } from './shelve-form.tsx'

type Opened =
  | { readonly action: Exclude<CareAction, 'maintenance'>; readonly alerts: readonly Alert[] }
  | { readonly action: 'maintenance'; readonly window: MaintenanceWindow | null; readonly scope: MaintenanceScope }

export interface AlertCare {
  /** Opens the action's dialog for `alerts`, or says why it would do nothing. */
  readonly start: (action: CareAction, alerts: readonly Alert[]) => void
  /** A window to change, or null for a new one of the whole site. */
  readonly editWindow: (window: MaintenanceWindow | null) => void
  /** To be drawn somewhere on the screen. */
  readonly dialog: ReactNode
}

const Content = ({ opened, close, done }: { readonly opened: Opened; readonly close: () => void; readonly done: () => void }) => {
  if (opened.action === 'maintenance') return <MaintenanceForm window={opened.window} scope={opened.scope} close={close} done={done} />
  if (opened.action === 'shelve') return <ShelveForm alerts={opened.alerts} close={close} done={done} />
  return <NoteForm action={opened.action} alerts={opened.alerts} close={close} done={done} />
}

/** `done` runs after an action was carried out. */
export const useAlertCare = (done: () => void = () => undefined): AlertCare => {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = (): void => setOpened(null)
  const inPast = useInPast()
  const start = (action: CareAction, alerts: readonly Alert[]): void => {
    if (inPast) {
      notifications.show({ message: t('time-machine.onlyLooks') })
      return
    }
    if (alerts.length === 0) {
      notifications.show({ message: t('alert-care.choose') })
      return
    }
    const due = careDue(action, alerts)
    if (due.length === 0) notifications.show({ message: t(`alert-care.${action}.none`) })
    else if (action === 'maintenance') setOpened({ action, window: null, scope: scopeOf(due) })
    else setOpened({ action, alerts: due })
  }
  const title = (): string => {
    if (opened === null) return ''
    if (opened.action === 'maintenance') return t(opened.window === null ? 'alert-care.window.create' : 'alert-care.window.change')
    return t(`alert-care.${opened.action}.do`, { count: opened.alerts.length })
  }
  const dialog = (
    <Modal opened={opened !== null} onClose={close} title={title()} size={opened?.action === 'shelve' || opened?.action === 'maintenance' ? 560 : 440} closeButtonProps={{ 'aria-label': t('alert-care.cancel') }}>
      {opened !== null && (
        <Content
          opened={opened}
          close={close}
          done={() => {
            close()
            done()
          }}
        />
      )}
    </Modal>
  )
  return { start, editWindow: (window) => setOpened({ action: 'maintenance', window, scope: { what: 'site' } }), dialog }
}
