/** Changes of plans as the screen makes them: shown at once, told when the engine refuses, and kept on a stack to be taken back. */
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlanChange, PlanContent, PlanItemChange } from '../../../shared/domain/plan.ts'
import type { Result } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { didChange, didRedo, didUndo, lostRedo, lostUndo, NO_HISTORY, type PlanHistory } from './plan-history.ts'

/** Kept with the answers of the engine: another site begins with an empty stack. */
const HISTORY_KEY = ['planHistory']

export interface PlanEditing {
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Waits for a change and keeps it to be taken back; null when it was refused, which the operator is told. */
  run(change: Promise<Result<PlanChange>>): Promise<PlanChange | null>
  /** The same, for those who tell themselves why it was refused. */
  attempt(change: Promise<Result<PlanChange>>): Promise<Result<PlanChange>>
  /** Moves, resizes or names, seen before the engine answers. */
  changeItems(planId: number, changes: readonly PlanItemChange[]): Promise<PlanChange | null>
  undo(): Promise<PlanChange | null>
  redo(): Promise<PlanChange | null>
}

const planKey = (planId: number) => ['getPlan', { planId }]

const patchPlan = (queries: QueryClient, planId: number, patch: (content: PlanContent) => PlanContent): void => {
  queries.setQueryData<PlanContent>(planKey(planId), (old) => old && patch(old))
}

/** Brings the answers of the engine up to a change, so that nothing is asked before it is drawn. */
const applyChange = (queries: QueryClient, change: PlanChange): void => {
  const gone = new Set(change.goneItems)
  const changed = new Map(change.items.map((item) => [item.id, item]))
  const plans = new Map(change.plans.map((plan) => [plan.id, plan]))
  queries.setQueryData<readonly Plan[]>(['listPlans', {}], (old) => {
    if (old === undefined || (plans.size === 0 && change.gonePlans.length === 0)) return old
    const kept = old.filter(({ id }) => !plans.has(id) && !change.gonePlans.includes(id))
    return [...kept, ...plans.values()].toSorted((a, b) => a.id - b.id)
  })
  for (const [, content] of queries.getQueriesData<PlanContent>({ queryKey: ['getPlan'] })) {
    if (content === undefined) continue
    const planId = content.plan.id
    patchPlan(queries, planId, (old) => {
      const known = new Set(old.items.map(({ id }) => id))
      const fresh = change.items.filter((item) => item.planId === planId && !known.has(item.id))
      return { plan: plans.get(planId) ?? old.plan, items: [...old.items.filter(({ id }) => !gone.has(id)).map((item) => changed.get(item.id) ?? item), ...fresh] }
    })
  }
}

export const usePlanEditing = (): PlanEditing => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const history = useQuery({ queryKey: HISTORY_KEY, queryFn: () => NO_HISTORY, gcTime: Number.POSITIVE_INFINITY }).data ?? NO_HISTORY

  const remember = useCallback((next: (history: PlanHistory) => PlanHistory) => queries.setQueryData<PlanHistory>(HISTORY_KEY, (old) => next(old ?? NO_HISTORY)), [queries])
  const take = useCallback(
    async (change: Promise<Result<PlanChange>>, then: (history: PlanHistory, id: number) => PlanHistory): Promise<Result<PlanChange>> => {
      const answer = await change
      if (answer.ok) {
        applyChange(queries, answer.value)
        remember((old) => then(old, answer.value.id))
      }
      return answer
    },
    [queries, remember],
  )
  const told = useCallback(
    (answer: Result<PlanChange>): PlanChange | null => {
      if (answer.ok) return answer.value
      notifications.show({ message: failureText(t, answer.error), color: 'red', autoClose: 12_000 })
      void queries.invalidateQueries({ queryKey: ['getPlan'] })
      return null
    },
    [queries, t],
  )
  const attempt = useCallback<PlanEditing['attempt']>((change) => take(change, didChange), [take])
  const run = useCallback<PlanEditing['run']>(async (change) => told(await attempt(change)), [attempt, told])
  const changeItems = useCallback<PlanEditing['changeItems']>(
    (planId, changes) => {
      const byId = new Map(changes.map((change) => [change.id, change]))
      patchPlan(queries, planId, (old) => ({
        ...old,
        items: old.items.map((item) => {
          const change = byId.get(item.id)
          if (change === undefined) return item
          const { subject } = item
          const sized = subject.what === 'area' ? { ...subject, width: change.width ?? subject.width, height: change.height ?? subject.height } : subject
          return { ...item, subject: sized, x: change.x ?? item.x, y: change.y ?? item.y, label: change.label ?? item.label }
        }),
      }))
      return run(engine.changePlanItems({ planId, changes: [...changes] }))
    },
    [engine, queries, run],
  )
  const step = useCallback(
    async (stack: readonly number[], done: (history: PlanHistory, id: number) => PlanHistory, lost: (history: PlanHistory) => PlanHistory): Promise<PlanChange | null> => {
      const changeId = stack.at(-1)
      if (changeId === undefined) return null
      const change = told(await take(engine.undoPlanChange({ changeId }), done))
      if (change === null) remember(lost)
      return change
    },
    [engine, remember, take, told],
  )
  return {
    canUndo: history.undo.length > 0,
    canRedo: history.redo.length > 0,
    run,
    attempt,
    changeItems,
    undo: () => step(queries.getQueryData<PlanHistory>(HISTORY_KEY)?.undo ?? [], didUndo, lostUndo),
    redo: () => step(queries.getQueryData<PlanHistory>(HISTORY_KEY)?.redo ?? [], didRedo, lostRedo),
  }
}
