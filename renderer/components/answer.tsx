/** Around an answer of the engine: loading until the first has come, an error in its place, a line above an old one when asking again failed. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection, type CallError } from '../engine/engine-context.tsx'
import { failureText } from './engine-text.ts'
import { ErrorPanel, LoadingPanel } from './state-panel.tsx'
import { StatusMark } from './status-mark.tsx'
import classes from './state-panel.module.css'

interface AnswerProps<T> {
  readonly query: UseQueryResult<T, CallError>
  /** What is waited for, as a sentence. */
  readonly loading: string
  readonly children: (data: T) => ReactNode
}

export const Answer = <T,>({ query, loading, children }: AnswerProps<T>) => {
  const { t } = useTranslation()
  // Without a line the banner above says so; an error here would say it twice.
  const connected = useConnection().kind === 'connected'
  if (query.data === undefined) return query.error !== null && connected ? <ErrorPanel error={query.error} retry={() => void query.refetch()} /> : <LoadingPanel what={loading} />
  return (
    <>
      {query.error !== null && connected && (
        <p className={classes.old} role="status">
          <StatusMark status="stale" label={t('frame.oldAnswer')} /> {failureText(t, query.error.failure)}
        </p>
      )}
      {children(query.data)}
    </>
  )
}
