/** The end of a form in a dialog: why it was refused, the way out, and the button that does it. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './dialog-end.module.css'

interface DialogEndProps {
  /** null = it was not refused. */
  readonly failed: string | null
  readonly close: () => void
  /** The button that submits. */
  readonly children: ReactNode
}

export const DialogEnd = ({ failed, close, children }: DialogEndProps) => {
  const { t } = useTranslation()
  return (
    <>
      {failed !== null && (
        <p className={classes.failed} role="alert">
          {failed}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={close}>
          {t('alert-care.cancel')}
        </Button>
        {children}
      </div>
    </>
  )
}
