/** What happened to an alert and who wrote what; a note can be added. */
import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../shared/domain/alert.ts'
import { Deeds } from '../../components/deeds.tsx'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { Moment } from '../../components/time.tsx'
import { useEngine } from '../../engine/engine-context.tsx'
import classes from './alert-history.module.css'

const AddNote = ({ alertId }: { readonly alertId: number }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const add = async (): Promise<void> => {
    const answer = await engine.addAlertNote({ alertId, note })
    if (!answer.ok) {
      setFailed(failureText(t, answer.error))
      return
    }
    queries.setQueryData(['getAlert', { alertId }], answer.value)
    setFailed(null)
    setNote('')
  }
  return (
    <div className={classes.add}>
      <Textarea aria-label={t('alerts.addNote')} placeholder={t('alerts.addNote')} autosize minRows={1} maxRows={6} maxLength={2_000} value={note} error={failed} onChange={(event) => setNote(event.currentTarget.value)} />
      {note.trim() !== '' && (
        <Button variant="default" onClick={() => void add()}>
          {t('alerts.saveNote')}
        </Button>
      )}
    </div>
  )
}

interface AlertHistoryProps {
  readonly detail: AlertDetail
  /** Without a heading and its space, where the place has its own. */
  readonly bare?: boolean
}

export const AlertHistory = ({ detail, bare = false }: AlertHistoryProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <section className={bare ? undefined : classes.part}>
      {!bare && <h3>{t('alerts.history')}</h3>}
      <ol className={classes.list}>
        {detail.history.map((entry) => (
          <li key={`${entry.atMs} ${entry.what} ${entry.note}`}>
            <span className={classes.time}>
              <Moment atMs={entry.atMs} />
            </span>
            <span>
              {t(`alerts.transition.${entry.what}`)}
              {entry.reason !== undefined && <span className={classes.note}>{text(entry.reason)}</span>}
              {entry.note !== '' && <span className={classes.note}>{entry.note}</span>}
            </span>
          </li>
        ))}
      </ol>
      <Deeds quiet>
        <AddNote alertId={detail.alert.id} />
      </Deeds>
    </section>
  )
}
