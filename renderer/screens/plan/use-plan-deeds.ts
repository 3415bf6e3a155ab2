/** Everything that can be done to a plan and what is chosen on it, each with what the screen does after it. */
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CallInput, EngineClient } from '../../../shared/contract.ts'
import { MOST_PICTURE_BYTES, type NewPlanItem, type Plan, type PlanChange } from '../../../shared/domain/plan.ts'
import { failure, type Failure } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'
import { planDoor } from '../../doors.ts'
import { useEngine } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import type { PlanEditing } from './use-plan-editing.ts'

type PictureInput = NonNullable<CallInput<'setPlanPicture'>['file']>

/** A file that is too large is not even read; the engine would say the same. */
export const tooLarge = ({ name, size }: File): Failure | null => {
  if (size <= MOST_PICTURE_BYTES) return null
  return failure('plan-picture-bytes', `${name} has ${size} bytes.`, { file: name, megabytes: Math.ceil(size / 1e6), most: MOST_PICTURE_BYTES / 1e6 }).error
}

export const pictureInput = async (file: File): Promise<PictureInput> => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })

/** Says what was taken out of a drawing. */
export const tellTakenOut = (t: TFunction, { takenOut }: PlanChange): void => {
  if (takenOut.length > 0) notifications.show({ message: t('plan.takenOut', { what: takenOut.map(({ name, count }) => `${name} (${count})`).join(', ') }), autoClose: 12_000 })
}

export interface PlanDeeds {
  /** Says why something was refused. */
  readonly complain: (refused: Failure) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly lock: (locked: boolean) => Promise<void>
  readonly rename: (name: string) => void
  readonly setPicture: (file: File | null) => Promise<void>
  readonly remove: () => void
  readonly arrange: () => void
  readonly group: (together: boolean) => void
  readonly removeChosen: () => void
  readonly place: (items: readonly NewPlanItem[]) => Promise<void>
}

interface Situation {
  readonly plan: Plan
  readonly chosen: ReadonlySet<number>
  readonly choose: (ids: ReadonlySet<number>, active: number | null) => void
}

export const arrangePlans = (t: TFunction, engine: EngineClient) =>
  engine.arrangePlans({ names: { level: t('plan.names.level'), basement: t('plan.names.basement'), roof: t('plan.names.roof'), other: t('plan.names.other') } })

export const usePlanDeeds = (editing: PlanEditing, { plan, chosen, choose }: Situation): PlanDeeds => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const planId = plan.id
  const complain = (refused: Failure): void => void notifications.show({ message: failureText(t, refused), color: 'red', autoClose: 12_000 })

  /** After a step back or forth: where something changed, with it chosen. */
  const goTo = (change: PlanChange | null): void => {
    if (change === null) return
    const [item] = change.items
    const there = item?.planId ?? change.plans[0]?.id
    choose(new Set(change.items.filter((each) => each.planId === planId).map(({ id }) => id)), item?.id ?? null)
    if (change.gonePlans.includes(planId) || (there !== undefined && there !== planId)) navigate(planDoor(there))
  }
  const ids = [...chosen]
  const remove = async (): Promise<void> => {
    const change = await editing.run(engine.removePlan({ planId }))
    if (change === null) return
    notifications.show({ message: t('plan.removed', { plan: plan.name }) })
    navigate(planDoor())
  }
  const arrange = async (): Promise<void> => {
    const change = await editing.run(arrangePlans(t, engine))
    if (change !== null) navigate(planDoor(change.plans[0]?.id))
  }
  const removeChosen = async (): Promise<void> => {
    const change = await editing.run(engine.removePlanItems({ planId, itemIds: ids }))
    if (change !== null) choose(new Set(), null)
  }
  return {
    complain,
    undo: () => void editing.undo().then(goTo),
    redo: () => void editing.redo().then(goTo),
    lock: async (locked) => {
      const answer = await engine.lockPlan({ planId, locked })
      if (!answer.ok) complain(answer.error)
      if (locked) choose(new Set(), null)
      await queries.invalidateQueries({ queryKey: ['getPlan', { planId }] })
    },
    rename: (name) => void editing.run(engine.renamePlan({ planId, name })),
    setPicture: async (file) => {
      const refused = file === null ? null : tooLarge(file)
      if (refused !== null) {
        complain(refused)
        return
      }
      const change = await editing.run(engine.setPlanPicture({ planId, file: file === null ? null : await pictureInput(file) }))
      if (change !== null) tellTakenOut(t, change)
    },
    remove: () => void remove(),
    arrange: () => void arrange(),
    group: (together) => void editing.run(engine.groupPlanItems({ planId, itemIds: ids, together })),
    removeChosen: () => void removeChosen(),
    place: async (items) => {
      const change = await editing.run(engine.placePlanItems({ planId, items: [...items] }))
      if (change !== null) choose(new Set(change.items.map(({ id }) => id)), change.items[0]?.id ?? null)
    },
  }
}
