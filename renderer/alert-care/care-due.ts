/** Which alerts an action is for: acknowledging what is acknowledged already, or shelving what is over, would say nothing. Pure. */
import { isActive, type Alert } from '../../shared/domain/alert.ts'

export type CareAction = 'acknowledge' | 'confirm' | 'note' | 'shelve' | 'unshelve' | 'maintenance'

const isDue: Readonly<Record<CareAction, (alert: Alert) => boolean>> = {
  acknowledge: (alert) => alert.acknowledgedAtMs === null,
  confirm: (alert) => alert.confirmedAtMs === null,
  note: () => true,
  shelve: (alert) => isActive(alert) && alert.shelf === null,
  unshelve: (alert) => alert.shelf !== null,
  maintenance: () => true,
}

/** Those of `alerts` that the action would change. */
export const careDue = (action: CareAction, alerts: readonly Alert[]): readonly Alert[] => alerts.filter(isDue[action])
