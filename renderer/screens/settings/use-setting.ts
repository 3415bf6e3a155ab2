/** One setting: its value, and a save that is done at once and says when it failed. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/domain/settings.ts'
import { failureText } from '../../components/engine-text.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'

export interface SettingState<K extends keyof Settings> {
  readonly value: Settings[K] | undefined
  /** Why the last save failed; null when it did not. */
  readonly failed: string | null
  /** True for a moment after a save. */
  readonly saved: boolean
  readonly save: (value: Settings[K]) => Promise<void>
}

const SAVED_SHOWN_MS = 2_000

export const useSetting = <K extends keyof Settings>(name: K): SettingState<K> => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const value = useCall('getSettings', {}).data?.[name]
  const [failed, setFailed] = useState<string | null>(null)
  const [saved, setSaved] = useState(false)
  const save = async (next: Settings[K]): Promise<void> => {
    if (next === value) {
      setFailed(null)
      return
    }
    const answer = await engine.changeSettings({ patch: { [name]: next } })
    if (!answer.ok) {
      setFailed(failureText(t, answer.error))
      return
    }
    queries.setQueryData(['getSettings', {}], answer.value)
    setFailed(null)
    setSaved(true)
    setTimeout(() => setSaved(false), SAVED_SHOWN_MS)
  }
  return { value, failed, saved, save }
}
