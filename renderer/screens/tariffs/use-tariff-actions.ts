/** What a person can do with tariffs: save, remove, take back; each said in one line with its undo. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tariff } from '../../../shared/domain/tariff.ts'
import type { Result } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { sentTariff } from './tariff-draft.ts'

export const useTariffActions = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [said, setSaid] = useState<{ readonly text: string; readonly changeId: number | null } | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const perform = async <T>(ask: () => Promise<Result<T>>, text: string, canUndo = true): Promise<T | null> => {
    setBusy(true)
    const answer = await ask()
    const changes = await engine.listTariffChanges({})
    await Promise.all(['listTariffs', 'listTariffChanges'].map((name) => queries.invalidateQueries({ queryKey: [name] })))
    setBusy(false)
    setRefused(answer.ok ? null : failureText(t, answer.error))
    if (!answer.ok) return null
    setSaid({ text, changeId: canUndo && changes.ok ? (changes.value[0]?.id ?? null) : null })
    return answer.value
  }

  return {
    said,
    refused,
    busy,
    forget: () => setRefused(null),
    save: (tariff: Tariff) => perform(() => engine.saveTariff({ tariff: sentTariff(tariff) }), t('tariffs.saved', { name: tariff.name })),
    remove: ({ id, name }: Tariff) => perform(async () => engine.removeTariff({ tariffId: id }), t('tariffs.removed', { name })),
    undo: (changeId: number) => perform(() => engine.undoTariffChange({ changeId }), t('tariffs.undone'), false),
  }
}
