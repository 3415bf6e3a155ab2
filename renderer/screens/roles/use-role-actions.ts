/** What a person can say of roles: right, another, take it back; each said in one line with its undo. */
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { RoleChange } from '../../../shared/domain/roles.ts'
import type { Result } from '../../../shared/result.ts'
import { downloadFile } from '../../components/download.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'

/** As many as one call takes. */
const MOST_AT_ONCE = 5_000

export interface LastChange {
  readonly text: string
  /** null: that cannot be undone, or was. */
  readonly changeIds: readonly number[] | null
}

export const useRoleActions = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [last, setLast] = useState<LastChange | null>(null)
  const [busy, setBusy] = useState(false)
  const refused = (text: string): string => notifications.show({ message: text, color: 'red' })

  const change = async (pointIds: readonly number[], call: (some: number[]) => Promise<Result<RoleChange>>, said: (count: number) => string): Promise<void> => {
    setBusy(true)
    const changeIds: number[] = []
    let count = 0
    for (let from = 0; from < pointIds.length; from += MOST_AT_ONCE) {
      const answer = await call(pointIds.slice(from, from + MOST_AT_ONCE))
      if (!answer.ok) {
        refused(failureText(t, answer.error))
        break
      }
      if (answer.value.changeId > 0) changeIds.push(answer.value.changeId)
      count += answer.value.changed.length
    }
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['listRoles'] })
    if (count > 0) setLast({ text: said(count), changeIds })
  }

  return {
    last,
    busy,
    confirm: (pointIds: readonly number[]) => change(pointIds, (some) => engine.confirmRoles({ pointIds: some }), (count) => t('roles.confirmed', { count })),
    set: (pointIds: readonly number[], role: PointRole | null) =>
      change(pointIds, (some) => engine.setRoles({ pointIds: some, role }), (count) => t('roles.setTo', { count, role: role === null ? t('roles.noneOfThese') : t(`roles.name.${role}`) })),
    forget: (pointIds: readonly number[]) => change(pointIds, (some) => engine.forgetRoles({ pointIds: some }), (count) => t('roles.forgotten', { count })),
    undo: async (): Promise<void> => {
      if (last?.changeIds == null) return
      for (const changeId of last.changeIds.toReversed()) {
        const answer = await engine.undoRoles({ changeId })
        if (!answer.ok) return void refused(failureText(t, answer.error))
      }
      await queries.invalidateQueries({ queryKey: ['listRoles'] })
      setLast({ text: t('roles.undone'), changeIds: null })
    },
    save: async (): Promise<void> => {
      const file = await engine.exportRoles({})
      if (file.ok) downloadFile(file.value.name, file.value.bytes, 'text/csv;charset=utf-8')
      else refused(failureText(t, file.error))
    },
    load: async (file: File | null): Promise<void> => {
      if (file === null) return
      setBusy(true)
      const answer = await engine.importRoles({ text: await file.text() })
      setBusy(false)
      if (!answer.ok) return void refused(failureText(t, answer.error))
      await queries.invalidateQueries({ queryKey: ['listRoles'] })
      const { changeId, changed, rows, unusable } = answer.value
      const unused = unusable.length === 0 ? '' : ` ${t('roles.importUnusable', { count: unusable.length, rows: unusable.slice(0, 5).map(({ row }) => row).join(', ') })}`
      setLast({ text: t('roles.imported', { count: changed.length, rows }) + unused, changeIds: changeId > 0 ? [changeId] : null })
    },
  }
}

export type RoleActions = ReturnType<typeof useRoleActions>
