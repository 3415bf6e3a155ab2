/** The keys of the review of meters: arrows, Space, C confirms, E changes, I counts or leaves out, U undoes, N makes one, Enter opens, / searches. */
import { worksFocused } from '../../components/keys.ts'
import { useListKeys, type ListKeyActions } from '../../components/list-keys.ts'

export interface MeterKeyActions extends ListKeyActions {
  readonly toggle: () => void
  readonly open: () => void
  readonly confirm: () => void
  readonly change: () => void
  readonly count: () => void
  readonly make: () => void
  readonly undo: () => void
  readonly search: () => void
}

const actionOf = (event: KeyboardEvent, actions: MeterKeyActions): (() => void) | null => {
  switch (event.key) {
    case ' ':
    case 'x':
      return worksFocused(event) ? null : actions.toggle
    case 'Enter':
      return worksFocused(event) ? null : actions.open
    case 'c':
      return actions.confirm
    case 'e':
      return actions.change
    case 'i':
      return actions.count
    case 'n':
      return actions.make
    case 'u':
      return actions.undo
    case '/':
      return actions.search
    default:
      return null
  }
}

export const useMeterKeys = (actions: MeterKeyActions): void => useListKeys(actions, actionOf)
