/** The keys of the review: arrows, Space, C confirms, R changes, U undoes, / searches. */
import { worksFocused } from '../../components/keys.ts'
import { useListKeys, type ListKeyActions } from '../../components/list-keys.ts'

export interface RoleKeyActions extends ListKeyActions {
  readonly toggle: () => void
  readonly confirm: () => void
  readonly change: () => void
  readonly undo: () => void
  readonly search: () => void
}

const actionOf = (event: KeyboardEvent, actions: RoleKeyActions): (() => void) | null => {
  switch (event.key) {
    case ' ':
    case 'x':
      return worksFocused(event) ? null : actions.toggle
    case 'Enter':
      return worksFocused(event) ? null : actions.change
    case 'c':
      return actions.confirm
    case 'r':
      return actions.change
    case 'u':
      return actions.undo
    case '/':
      return actions.search
    default:
      return null
  }
}

export const useRoleKeys = (actions: RoleKeyActions): void => useListKeys(actions, actionOf)
