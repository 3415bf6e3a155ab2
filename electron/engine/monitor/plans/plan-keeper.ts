/** Floor plans of the open site: kept, changed step by step, each step taken back on request. */
import { isDeepStrictEqual } from 'node:util'
import type { TextFile } from '../../../../shared/domain/ede.ts'
import { MOST_PLANS, type NewPlanItem, type PictureFormat, type Plan, type PlanChange, type PlanContent, type PlanDeed, type PlanItem, type PlanItemChange, type PlanPicture } from '../../../../shared/domain/plan.ts'
import { fail, failure, ok, type Result } from '../../../../shared/result.ts'
import { arrangeByNames, type Arrangeable, type ArrangedLevel } from '../../analysis/plan/arrange.ts'
import { checkPlanPicture, type CheckedPicture } from '../../site-files/pictures/plan-picture.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { PlanEdit, StoredPlanChange } from '../../store/tables/plan-changes-table.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'
import type { PictureFiles } from './picture-files.ts'
import { changed, grouped, itemsOf, pictured, placed, planSize, removed, reversed } from './plan-edits.ts'

export interface LevelNames {
  readonly level: string
  readonly basement: string
  readonly roof: string
  readonly other: string
}

export interface PlanKeeper {
  list(): readonly Plan[]
  content(planId: number): Result<PlanContent>
  picture(planId: number): Promise<Result<{ readonly format: PictureFormat; readonly bytes: Uint8Array }>>
  add(name: string, file: TextFile | undefined): Promise<Result<PlanChange>>
  rename(planId: number, name: string): Promise<Result<PlanChange>>
  setPicture(planId: number, file: TextFile | null): Promise<Result<PlanChange>>
  remove(planId: number): Promise<Result<PlanChange>>
  lock(planId: number, locked: boolean): Result<Plan>
  arrange(names: LevelNames): Promise<Result<PlanChange>>
  place(planId: number, items: readonly NewPlanItem[]): Promise<Result<PlanChange>>
  change(planId: number, changes: readonly PlanItemChange[]): Promise<Result<PlanChange>>
  group(planId: number, itemIds: readonly number[], together: boolean): Promise<Result<PlanChange>>
  removeItems(planId: number, itemIds: readonly number[]): Promise<Result<PlanChange>>
  undo(changeId: number): Promise<Result<PlanChange>>
  /** Waits for what is under way. */
  stop(): Promise<void>
}

interface Deps extends Pick<SiteContext, 'clock' | 'log' | 'hub' | 'store'> {
  readonly files: PictureFiles
  /** What could be placed, worked out when somebody asks for an arrangement. */
  readonly arrangeable: () => readonly Arrangeable[]
}

const NEW_PLAN = -1

const idsOf = (edit: PlanEdit): readonly number[] => [...new Set([...edit.plans, ...edit.items].flatMap(({ before, after }) => [before, after]).flatMap((row) => (row === null ? [] : ['planId' in row ? row.planId : row.id])))]

const toChange = ({ id, what, edit }: StoredPlanChange, takenOut: PlanChange['takenOut']): PlanChange => {
  const present = <T>(rows: readonly { readonly after: T | null }[]): T[] => rows.flatMap(({ after }) => (after === null ? [] : [after]))
  const gone = (rows: readonly { readonly before: { readonly id: number } | null; readonly after: unknown }[]): number[] => rows.flatMap(({ before, after }) => (after === null && before !== null ? [before.id] : []))
  return { id, what, plans: present(edit.plans), items: present(edit.items), gonePlans: gone(edit.plans), goneItems: gone(edit.items), takenOut }
}

/** Whether plans differ in anything but the lock, which is no part of what is taken back. */
const samePlan = (a: Plan | null, b: Plan | null): boolean => (a === null || b === null ? a === b : isDeepStrictEqual({ ...a, locked: false }, { ...b, locked: false }))

const planName = (level: ArrangedLevel['level'], names: LevelNames): string => {
  if (level === null) return names.other
  if (level === 'roof') return names.roof
  return (level < 0 ? names.basement : names.level).replaceAll('{level}', String(Math.abs(level)))
}

export const createPlanKeeper = ({ clock, log, hub, store, files, arrangeable }: Deps): PlanKeeper => {
  const { plans } = store
  // Files come before the rows that speak of them, and go after: one change at a time.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(run: () => Promise<Result<T>> | Result<T>): Promise<Result<T>> => {
    const turn = last.then(run)
    last = turn.catch(() => undefined)
    return turn
  }
  const sweep = (): Promise<void> => files.sweep(plans.pictures())

  const planOf = (planId: number): Result<Plan> => {
    const plan = plans.plan(planId)
    return plan === undefined ? failure('plan-unknown', `There is no plan ${planId}.`, { id: planId }) : ok(plan)
  }
  const openPlan = (planId: number): Result<Plan> => {
    const plan = planOf(planId)
    return plan.ok && plan.value.locked ? failure('plan-locked', `${plan.value.name} is locked.`, { plan: plan.value.name }) : plan
  }

  const write = (edit: PlanEdit, what: PlanDeed, takenOut: PlanChange['takenOut'] = []): Result<PlanChange> => {
    try {
      const stored = plans.apply(edit, what, clock.nowMs())
      hub.emit('plansChanged', idsOf(stored.edit))
      return ok(toChange(stored, takenOut))
    } catch (error) {
      if (error instanceof StoreWriteError) return fail(error.failure)
      throw error
    }
  }
  const afterFiles = async (written: Result<PlanChange>): Promise<Result<PlanChange>> => {
    await sweep()
    return written
  }

  const keepPicture = async (file: TextFile): Promise<Result<{ readonly picture: PlanPicture; readonly takenOut: CheckedPicture['takenOut'] }>> => {
    const checked = await inSlices(clock, checkPlanPicture(file))
    if (!checked.ok) return checked
    const { bytes, format, widthPx, heightPx, takenOut } = checked.value
    const stored = await files.keep(bytes, format)
    return stored.ok ? ok({ picture: { format, fileName: file.name, storedAs: stored.value, widthPx, heightPx, bytes: bytes.byteLength }, takenOut }) : stored
  }

  const editItems = (planId: number, ids: readonly number[], what: PlanDeed, edit: (plan: Plan, items: readonly PlanItem[]) => PlanEdit): Promise<Result<PlanChange>> =>
    inTurn(() => {
      const plan = openPlan(planId)
      if (!plan.ok) return plan
      const items = itemsOf(plan.value, plans.items(planId), ids)
      return items.ok ? write(edit(plan.value, items.value), what) : items
    })

  const hasRoom = (more: number): Result<null> => (plans.plans().length + more > MOST_PLANS ? failure('plan-too-many', `A site has at most ${MOST_PLANS} plans.`, { most: MOST_PLANS }) : ok(null))

  const arrangedEdit = (levels: readonly ArrangedLevel[], names: LevelNames): PlanEdit => ({
    plans: levels.map(({ level }, at) => ({ before: null, after: { id: NEW_PLAN - at, name: planName(level, names), ...planSize(null), picture: null, locked: false } })),
    items: levels.flatMap(({ items }, at) => items.map((item, index) => ({ before: null, after: { ...item, id: -1 - index, planId: NEW_PLAN - at, groupId: null } }))),
  })

  /** Whether nothing was done since to what a change did. */
  const isUntouched = ({ edit }: StoredPlanChange): boolean =>
    edit.plans.every(({ before, after }) => samePlan(plans.plan((after ?? before)?.id ?? 0) ?? null, after)) && edit.items.every(({ before, after }) => isDeepStrictEqual(plans.item((after ?? before)?.id ?? 0) ?? null, after))

  /** A plan stays locked or open as it is now; items only stand on plans that are there. */
  const undoEdit = (change: StoredPlanChange): Result<PlanEdit> => {
    const edit = reversed(change.edit)
    const restored = new Set(edit.plans.flatMap(({ after }) => (after === null ? [] : [after.id])))
    const homeless = edit.items.some(({ after }) => after !== null && !restored.has(after.planId) && plans.plan(after.planId) === undefined)
    // Items placed since on a plan that would go or change its size.
    const newer = edit.plans.some(({ before, after }) => before !== null && (after === null || after.width !== before.width || after.height !== before.height) && plans.countItems(before.id) > edit.items.filter((item) => item.before?.planId === before.id).length)
    if (homeless || newer || !isUntouched(change)) return failure('plan-changed-since', 'Something newer was done to the same.', { id: change.id })
    const touched = idsOf(edit).map((id) => plans.plan(id)).find((plan) => plan?.locked === true)
    if (touched !== undefined) return failure('plan-locked', `${touched.name} is locked.`, { plan: touched.name })
    return ok(edit)
  }

  void inTurn(async () => {
    await sweep()
    return ok(null)
  }).catch((error: unknown) => log.warn('files of former plans could not be removed', error))

  return {
    list: () => plans.plans(),
    content: (planId) => {
      const plan = planOf(planId)
      return plan.ok ? ok({ plan: plan.value, items: plans.items(planId) }) : plan
    },
    picture: async (planId) => {
      const plan = planOf(planId)
      if (!plan.ok) return plan
      const { picture } = plan.value
      if (picture === null) return failure('plan-picture-none', `${plan.value.name} has no picture.`, { plan: plan.value.name })
      const bytes = await files.read(picture.storedAs)
      if (!bytes.ok) return bytes
      // The folder may have come from elsewhere: what is shown is checked as if it were new.
      const checked = await inSlices(clock, checkPlanPicture({ name: picture.storedAs, bytes: bytes.value }))
      return checked.ok ? ok({ format: checked.value.format, bytes: checked.value.bytes }) : checked
    },
    add: (name, file) =>
      inTurn(async () => {
        const room = hasRoom(1)
        if (!room.ok) return room
        const kept = file === undefined ? ok({ picture: null, takenOut: [] }) : await keepPicture(file)
        if (!kept.ok) return kept
        const { picture, takenOut } = kept.value
        return write({ plans: [{ before: null, after: { id: NEW_PLAN, name, ...planSize(picture), picture, locked: false } }], items: [] }, 'added', takenOut)
      }),
    rename: (planId, name) =>
      inTurn(() => {
        const plan = planOf(planId)
        return plan.ok ? write({ plans: [{ before: plan.value, after: { ...plan.value, name } }], items: [] }, 'renamed') : plan
      }),
    setPicture: (planId, file) =>
      inTurn(async () => {
        const plan = openPlan(planId)
        if (!plan.ok) return plan
        const kept = file === null ? ok({ picture: null, takenOut: [] }) : await keepPicture(file)
        if (!kept.ok) return kept
        return afterFiles(write(pictured(plan.value, plans.items(planId), kept.value.picture), 'picture', kept.value.takenOut))
      }),
    remove: (planId) =>
      inTurn(() => {
        const plan = openPlan(planId)
        return plan.ok ? afterFiles(write({ plans: [{ before: plan.value, after: null }], items: removed(plans.items(planId)).items }, 'removed')) : plan
      }),
    lock: (planId, locked) => {
      const plan = planOf(planId)
      if (!plan.ok) return plan
      try {
        plans.lock(planId, locked)
      } catch (error) {
        if (error instanceof StoreWriteError) return fail(error.failure)
        throw error
      }
      hub.emit('plansChanged', [planId])
      return ok({ ...plan.value, locked })
    },
    arrange: (names) =>
      inTurn(() => {
        const taken = new Set(plans.allItems().map(({ subject }) => JSON.stringify(subject)))
        const levels = arrangeByNames(arrangeable().filter(({ subject }) => !taken.has(JSON.stringify(subject))))
        if (levels.length === 0) return failure('plan-nothing-to-arrange', 'Everything that could be placed is on a plan.')
        const room = hasRoom(levels.length)
        return room.ok ? write(arrangedEdit(levels, names), 'arranged') : room
      }),
    place: (planId, items) =>
      inTurn(() => {
        const plan = openPlan(planId)
        if (!plan.ok) return plan
        const edit = placed(plan.value, items, plans.countItems(planId))
        return edit.ok ? write(edit.value, 'placed') : edit
      }),
    change: (planId, changes) => editItems(planId, changes.map(({ id }) => id), 'moved', (plan, items) => changed(plan, items, changes)),
    group: (planId, itemIds, together) => editItems(planId, itemIds, 'grouped', (_plan, items) => grouped(items, together ? plans.nextGroup() : null)),
    removeItems: (planId, itemIds) => editItems(planId, itemIds, 'itemsRemoved', (_plan, items) => removed(items)),
    undo: (changeId) =>
      inTurn(() => {
        const change = plans.change(changeId)
        if (change === undefined) return failure('plan-change-unknown', `Change ${changeId} is not kept any more.`, { id: changeId })
        const edit = undoEdit(change)
        if (!edit.ok) return edit
        const relocked = edit.value.plans.map(({ before, after }) => ({ before, after: after === null ? null : { ...after, locked: plans.plan(after.id)?.locked ?? false } }))
        return afterFiles(write({ plans: relocked, items: edit.value.items }, 'undone'))
      }),
    stop: async () => {
      await last
    },
  }
}

