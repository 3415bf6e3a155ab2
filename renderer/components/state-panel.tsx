/** What stands in place of content: loading, empty, failed. Says why, and offers the next step. */
import { Button, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '../engine/engine-context.tsx'
import { failureText } from './engine-text.ts'
import classes from './state-panel.module.css'

interface StatePanelProps {
  readonly title: string
  readonly children?: ReactNode
  /** Buttons or links to the next step. */
  readonly actions?: ReactNode
}

/** An empty state: `title` says what is not there, `children` why. */
export const StatePanel = ({ title, children, actions }: StatePanelProps) => (
  <div className={classes.panel}>
    <p className={classes.title}>{title}</p>
    {children !== undefined && <div className={classes.text}>{children}</div>}
    {actions !== undefined && <div className={classes.actions}>{actions}</div>}
  </div>
)

export const LoadingPanel = ({ what }: { readonly what: string }) => (
  <div className={classes.panel} role="status">
    <Loader size="sm" type="dots" color="gray" />
    <p className={classes.text}>{what}</p>
  </div>
)

interface ErrorPanelProps {
  readonly error: Error
  readonly retry?: () => void
}

/** What happened and what to do. */
export const ErrorPanel = ({ error, retry }: ErrorPanelProps) => {
  const { t } = useTranslation()
  const text = error instanceof CallError ? failureText(t, error.failure) : error.message
  return (
    <div className={classes.panel} role="alert">
      <p className={classes.title}>{t('frame.failedTitle')}</p>
      <p className={classes.text}>{text}</p>
      {retry !== undefined && (
        <div className={classes.actions}>
          <Button variant="default" onClick={retry}>
            {t('frame.tryAgain')}
          </Button>
        </div>
      )}
    </div>
  )
}
