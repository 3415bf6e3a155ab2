/** The line above the pages: what was done last, with its undo, and the buttons of the page. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskActs } from './use-task-acts.ts'
import classes from './work.module.css'

export const WorkLine = ({ acts, children }: { readonly acts: TaskActs; readonly children: ReactNode }) => {
  const { t } = useTranslation()
  const { said, busy } = acts
  return (
    <div className={classes.line}>
      {children}
      <span className={classes.said} role="status">{said?.text ?? ''}</span>
      {said?.changeId != null && (
        <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={() => said.changeId !== null && void acts.undo(said.changeId)}>
          {t('work.undo')}
        </Button>
      )}
    </div>
  )
}
