/** Asks all routers which networks they lead to, and says so or why not. */
import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useEngine } from '../engine/engine-context.tsx'
import { failureText } from './engine-text.ts'

export const useAskRouters = (): (() => void) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const ask = useCallback(async (): Promise<void> => {
    const answer = await engine.askRouters({})
    notifications.show(answer.ok ? { message: t('network.routersAsked') } : { message: failureText(t, answer.error), color: 'red' })
  }, [engine, t])
  return useCallback(() => void ask(), [ask])
}
