/** Sentences of the engine as components need them. */
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFailure, formatMessage } from '../../shared/format-message.ts'
import type { Message } from '../../shared/message.ts'
import type { Failure } from '../../shared/result.ts'

/** A failure as a sentence: from `shared/locales/<language>/failures.json` by its code, else the engine's own. */
export const failureText = (t: TFunction, failure: Failure): string => formatFailure((key, options) => t(key, options), failure)

/** Puts messages of the engine into words. */
export const useMessageText = (): ((message: Message) => string) => {
  const { t } = useTranslation()
  return useCallback((message: Message) => formatMessage((key, options) => t(key, options), message), [t])
}
