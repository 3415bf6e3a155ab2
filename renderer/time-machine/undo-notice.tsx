/** A notice that something was done, with the way to take it back. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'

interface UndoNotice {
  readonly message: string
  readonly label: string
  readonly undo: () => void
}

const LASTS_MS = 12_000

export const showUndo = ({ message, label, undo }: UndoNotice): void => {
  const id = notifications.show({
    autoClose: LASTS_MS,
    message: (
      <span>
        {message}{' '}
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            undo()
            notifications.hide(id)
          }}
        >
          {label}
        </Button>
      </span>
    ),
  })
}
