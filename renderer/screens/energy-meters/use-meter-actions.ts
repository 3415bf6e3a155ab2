/** What a person can do with meters: confirm, change, make, remove; each said in one line with its undo. */
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meter, MeterPatch } from '../../../shared/domain/energy.ts'
import type { Result } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import type { NewMeter } from './new-meter.ts'

/** As many as one call takes. */
const MOST_AT_ONCE = 5_000

export interface LastAct {
  readonly text: string
  /** Changes it made, newest first; empty where it cannot be taken back. */
  readonly changeIds: readonly number[]
}

const inParts = (ids: readonly number[]): number[][] => Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, part) => ids.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE))

export const useMeterActions = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const [last, setLast] = useState<LastAct | null>(null)
  const [busy, setBusy] = useState(false)

  const newestChange = async (): Promise<number> => {
    const changes = await engine.listMeterChanges({})
    return changes.ok ? (changes.value[0]?.id ?? 0) : 0
  }
  const refresh = async (): Promise<void> => {
    await Promise.all(['listMeters', 'listMeterChanges'].map((name) => queries.invalidateQueries({ queryKey: [name] })))
  }
  const refused = (text: string): void => void notifications.show({ message: text, color: 'red' })

  /** Runs `act`, then finds the changes it made. Returns why it was refused, null when it was not. */
  const perform = async (act: () => Promise<Result<unknown>>, text: string): Promise<string | null> => {
    setBusy(true)
    const since = await newestChange()
    const answer = await act()
    const changes = await engine.listMeterChanges({})
    await refresh()
    setBusy(false)
    if (!answer.ok) return failureText(t, answer.error)
    setLast({ text, changeIds: changes.ok ? changes.value.filter(({ id }) => id > since).map(({ id }) => id) : [] })
    return null
  }
  const performOrSay = async (act: () => Promise<Result<unknown>>, text: string): Promise<void> => {
    const why = await perform(act, text)
    if (why !== null) refused(why)
  }
  /** One call after the other until one is refused. */
  const each = async <T>(list: readonly T[], call: (one: T) => Promise<Result<unknown>>): Promise<Result<unknown>> => {
    for (const one of list) {
      const answer = await call(one)
      if (!answer.ok) return answer
    }
    return { ok: true, value: null }
  }
  const takeBack = async (changeIds: readonly number[]): Promise<void> => {
    setBusy(true)
    const answer = await each(changeIds, (changeId) => engine.undoMeterChange({ changeId }))
    await refresh()
    setBusy(false)
    if (answer.ok) setLast({ text: t('energy-meters.undone', { count: changeIds.length }), changeIds: [] })
    else refused(failureText(t, answer.error))
  }

  return {
    last,
    busy,
    confirm: (ids: readonly number[]) => performOrSay(() => each(inParts(ids), (meterIds) => engine.confirmMeters({ meterIds })), t('energy-meters.confirmed', { count: ids.length })),
    count: (ids: readonly number[], ignored: boolean) =>
      performOrSay(() => each(inParts(ids), (meterIds) => engine.changeMeters({ meterIds, patch: { ignored } })), t(ignored ? 'energy-meters.leftOut' : 'energy-meters.counted', { count: ids.length })),
    change: (ids: readonly number[], patch: MeterPatch) => perform(() => each(inParts(ids), (meterIds) => engine.changeMeters({ meterIds, patch })), t('energy-meters.changed', { count: ids.length })),
    make: (meter: NewMeter) => perform(() => engine.makeMeter({ meter }), t('energy-meters.madeOne', { name: meter.name })),
    remove: (meters: readonly Meter[]) => performOrSay(() => each(meters, ({ id }) => engine.removeMeter({ meterId: id })), t('energy-meters.removed', { count: meters.length })),
    undo: async (): Promise<void> => {
      if (last !== null && last.changeIds.length > 0 && !busy) await takeBack(last.changeIds)
    },
    undoOne: (changeId: number) => takeBack([changeId]),
  }
}

export type MeterActions = ReturnType<typeof useMeterActions>
