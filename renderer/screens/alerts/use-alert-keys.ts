/** The keys of an alert list: arrows, Shift+arrows, Space, Enter, Ctrl+A, and a letter for each thing that can be done. */
import type { CareAction } from '../../alert-care/care-due.ts'
import { careOfKey } from '../../alert-care/care-keys.ts'
import { worksFocused } from '../../components/keys.ts'
import { useListKeys, type ListKeyActions } from '../../components/list-keys.ts'

export interface AlertKeyActions extends ListKeyActions {
  readonly toggle: () => void
  readonly open: () => void
  readonly care: (action: CareAction) => void
  readonly trend: () => void
}

const actionOf = (event: KeyboardEvent, actions: AlertKeyActions): (() => void) | null => {
  switch (event.key) {
    case ' ':
    case 'x':
      return worksFocused(event) ? null : actions.toggle
    case 'Enter':
      return worksFocused(event) ? null : actions.open
    case 't':
      return actions.trend
    default: {
      const care = careOfKey(event.key)
      return care === null ? null : () => actions.care(care)
    }
  }
}

export const useAlertKeys = (actions: AlertKeyActions): void => useListKeys(actions, actionOf)
