/** Floor plans of the made-up building: pictures are checked and edits worked out by the product's own code, and kept in memory. */
import { arrangeByNames, SHEET_HEIGHT } from '../../../electron/engine/analysis/plan/arrange.ts'
import { changed, grouped, itemsOf, pictured, placed, planSize, removed, reversed } from '../../../electron/engine/monitor/plans/plan-edits.ts'
import { checkPlanPicture } from '../../../electron/engine/site-files/pictures/plan-picture.ts'
import type { PlanEdit } from '../../../electron/engine/store/tables/plan-changes-table.ts'
import type { PLAN_CALLS } from '../../../shared/calls/plan-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { TextFile } from '../../../shared/domain/ede.ts'
import { PLAN_SIDE, type Plan, type PlanChange, type PlanDeed, type PlanItem, type PlanPicture } from '../../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { FakePoint } from './building.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  /** Items on the first plan; 0 = no plan at all. */
  readonly planItems: number
  readonly devices: () => readonly Device[]
  readonly points: () => readonly FakePoint[]
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const drain = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const ROOMS = Array.from({ length: 10 }, (_, room) => ({ x: 60 + (room % 5) * 376, y: room < 5 ? 60 : 760, width: 376, height: 430 }))
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2000 1250"><g fill="none" stroke="#333" stroke-width="6"><rect x="60" y="60" width="1880" height="1130"/>${ROOMS.map(({ x, y, width, height }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`).join('')}</g><g font-family="sans-serif" font-size="26" fill="#666">${ROOMS.map(({ x, y }, room) => `<text x="${x + 16}" y="${y + 36}">2.${String(room + 1).padStart(2, '0')}</text>`).join('')}</g></svg>`

export const fakePlans = ({ empty, failing, planItems, devices, points, push }: Building): Pick<Handlers, keyof typeof PLAN_CALLS> => {
  let plans = new Map<number, Plan>()
  let items = new Map<number, PlanItem>()
  const pictures = new Map<string, Uint8Array>()
  const changes = new Map<number, PlanEdit>()
  let lastId = 0
  let lastGroup = 0

  const apply = (edit: PlanEdit, what: PlanDeed, takenOut: PlanChange['takenOut'] = []): Result<PlanChange> => {
    const planIds = new Map<number, number>()
    const own = (id: number): number => (id < 0 ? (lastId += 1) : id)
    const appliedPlans = edit.plans.map(({ before, after }) => {
      if (before !== null) plans.delete(before.id)
      if (after === null) return { before, after }
      const row = { ...after, id: own(after.id) }
      planIds.set(after.id, row.id)
      plans.set(row.id, row)
      return { before, after: row }
    })
    const appliedItems = edit.items.map(({ before, after }) => {
      if (after === null) {
        if (before !== null) items.delete(before.id)
        return { before, after }
      }
      const row = { ...after, id: own(after.id), planId: planIds.get(after.planId) ?? after.planId }
      items.set(row.id, row)
      return { before, after: row }
    })
    plans = new Map([...plans].toSorted(([a], [b]) => a - b))
    items = new Map([...items].toSorted(([a], [b]) => a - b))
    const id = (lastId += 1)
    changes.set(id, { plans: appliedPlans, items: appliedItems })
    const gone = (rows: readonly { before: { id: number } | null; after: unknown }[]): number[] => rows.flatMap(({ before, after }) => (after === null && before !== null ? [before.id] : []))
    setTimeout(() => push('plansChanged', [...new Set([...appliedPlans.flatMap(({ before, after }) => (after ?? before)?.id ?? []), ...appliedItems.flatMap(({ before, after }) => (after ?? before)?.planId ?? [])])]), 0)
    return ok({ id, what, plans: appliedPlans.flatMap(({ after }) => after ?? []), items: appliedItems.flatMap(({ after }) => after ?? []), gonePlans: gone(appliedPlans), goneItems: gone(appliedItems), takenOut })
  }
  const planOf = (id: number, open = false): Result<Plan> => {
    const plan = plans.get(id)
    if (failing || plan === undefined) return failure('plan-unknown', `There is no plan ${id}.`, { id })
    return open && plan.locked ? failure('plan-locked', `${plan.name} is locked.`, { plan: plan.name }) : ok(plan)
  }
  const ofPlan = (planId: number): PlanItem[] => [...items.values()].filter((item) => item.planId === planId)
  const edited = (planId: number, ids: readonly number[], what: PlanDeed, edit: (plan: Plan, own: readonly PlanItem[]) => PlanEdit): Result<PlanChange> => {
    const plan = planOf(planId, true)
    if (!plan.ok) return plan
    const own = itemsOf(plan.value, ofPlan(planId), ids)
    return own.ok ? apply(edit(plan.value, own.value), what) : own
  }
  const keep = (file: TextFile): Result<{ picture: PlanPicture; takenOut: PlanChange['takenOut'] }> => {
    const checked = drain(checkPlanPicture(file))
    if (!checked.ok) return checked
    const { format, widthPx, heightPx, bytes, takenOut } = checked.value
    const storedAs = `${pictures.size}.${format}`
    pictures.set(storedAs, bytes)
    return ok({ picture: { format, fileName: file.name, storedAs, widthPx, heightPx, bytes: bytes.byteLength }, takenOut })
  }
  const add = (name: string, file?: TextFile): Result<PlanChange> => {
    if (failing) return failure('plan-too-many', 'too many', { most: 60 })
    const kept = file === undefined ? ok({ picture: null, takenOut: [] }) : keep(file)
    if (!kept.ok) return kept
    const { picture, takenOut } = kept.value
    return apply({ plans: [{ before: null, after: { id: -1, name, ...planSize(picture), picture, locked: false } }], items: [] }, 'added', takenOut)
  }

  const fill = (): void => {
    const plan = add('Level 2', { name: 'level-2.svg', bytes: new TextEncoder().encode(DRAWING) })
    if (!plan.ok) return
    const planId = plan.value.plans[0]!.id
    const rooms = points().filter(({ units }) => units !== null).toSorted((a, b) => Number(b.name.endsWith('ZN-T')) - Number(a.name.endsWith('ZN-T'))).slice(0, planItems)
    const columns = Math.max(1, Math.ceil(Math.sqrt(planItems * 1.6)))
    const rows = Math.max(1, Math.ceil(planItems / columns))
    const at = (index: number) => ({ x: Math.round(120 + ((index % columns) + 0.5) * (1_760 / columns)), y: Math.round(120 + (Math.floor(index / columns) + 0.5) * (1_010 / rows)) })
    const target = plans.get(planId)!
    const areas = placed(target, [{ subject: { what: 'area', width: 376, height: 430 }, x: 60, y: 60, label: 'Open office west' }, { subject: { what: 'area', width: 376, height: 430 }, x: 1_564, y: 760, label: 'Meeting rooms' }], 0)
    if (areas.ok) apply(areas.value, 'placed')
    const put = placed(target, rooms.map(({ id }, index) => ({ subject: { what: 'point', pointId: id }, label: '', ...at(index) })), 0)
    if (put.ok) apply(put.value, 'placed')
    const others = placed(target, devices().slice(0, 3).map(({ id }, index) => ({ subject: { what: 'device', deviceId: id }, label: '', x: 500 + index * 320, y: 625 })), 0)
    if (others.ok && planItems < 100) apply(others.value, 'placed')
    add('Roof')
  }
  if (!empty && !failing && planItems > 0) fill()

  return {
    listPlans: () => (failing ? failure('plan-unknown', 'There is no plan 1.', { id: 1 }) : ok([...plans.values()])),
    getPlan: ({ planId }) => {
      const plan = planOf(planId)
      return plan.ok ? ok({ plan: plan.value, items: ofPlan(planId) }) : plan
    },
    getPlanPicture: ({ planId }) => {
      const plan = planOf(planId)
      if (!plan.ok) return plan
      const { picture } = plan.value
      return picture === null ? failure('plan-picture-none', 'none', { plan: plan.value.name }) : ok({ format: picture.format, bytes: pictures.get(picture.storedAs)! })
    },
    addPlan: ({ name, file }) => add(name, file),
    renamePlan: ({ planId, name }) => {
      const plan = planOf(planId)
      return plan.ok ? apply({ plans: [{ before: plan.value, after: { ...plan.value, name } }], items: [] }, 'renamed') : plan
    },
    setPlanPicture: ({ planId, file }) => {
      const plan = planOf(planId, true)
      if (!plan.ok) return plan
      const kept = file === null ? ok({ picture: null, takenOut: [] }) : keep(file)
      return kept.ok ? apply(pictured(plan.value, ofPlan(planId), kept.value.picture), 'picture', kept.value.takenOut) : kept
    },
    removePlan: ({ planId }) => {
      const plan = planOf(planId, true)
      return plan.ok ? apply({ plans: [{ before: plan.value, after: null }], items: removed(ofPlan(planId)).items }, 'removed') : plan
    },
    lockPlan: ({ planId, locked }) => {
      const plan = planOf(planId)
      if (!plan.ok) return plan
      const after = { ...plan.value, locked }
      plans.set(planId, after)
      setTimeout(() => push('plansChanged', [planId]), 0)
      return ok(after)
    },
    arrangePlans: ({ names }) => {
      const levels = arrangeByNames([
        ...points().filter(({ name }) => name.endsWith('ZN-T')).map(({ id, name }) => ({ subject: { what: 'point' as const, pointId: id }, name, names: [name] })),
        ...devices().slice(0, 5).map(({ id, name }) => ({ subject: { what: 'device' as const, deviceId: id }, name, names: [name] })),
      ])
      if (levels.length === 0) return failure('plan-nothing-to-arrange', 'nothing')
      return apply(
        {
          plans: levels.map(({ level }, at) => ({ before: null, after: { id: -1 - at, name: level === null ? names.other : names.level.replace('{level}', String(level)), width: PLAN_SIDE, height: SHEET_HEIGHT, picture: null, locked: false } })),
          items: levels.flatMap(({ items: own }, at) => own.map((item) => ({ before: null, after: { ...item, id: -1, planId: -1 - at, groupId: null } }))),
        },
        'arranged',
      )
    },
    placePlanItems: ({ planId, items: more }) => {
      const plan = planOf(planId, true)
      if (!plan.ok) return plan
      const edit = placed(plan.value, more, ofPlan(planId).length)
      return edit.ok ? apply(edit.value, 'placed') : edit
    },
    changePlanItems: ({ planId, changes: all }) => edited(planId, all.map(({ id }) => id), 'moved', (plan, own) => changed(plan, own, all)),
    groupPlanItems: ({ planId, itemIds, together }) => edited(planId, itemIds, 'grouped', (_plan, own) => grouped(own, together ? (lastGroup += 1) : null)),
    removePlanItems: ({ planId, itemIds }) => edited(planId, itemIds, 'itemsRemoved', (_plan, own) => removed(own)),
    undoPlanChange: ({ changeId }) => {
      const edit = changes.get(changeId)
      return edit === undefined ? failure('plan-change-unknown', 'too old', { id: changeId }) : apply(reversed(edit), 'undone')
    },
  }
}
