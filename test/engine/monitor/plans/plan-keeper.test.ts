/** Floor plans over a real store and folder: pictures, items, and every change taken back. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { createPictureFiles } from '../../../../electron/engine/monitor/plans/picture-files.ts'
import { createPlanKeeper, type PlanKeeper } from '../../../../electron/engine/monitor/plans/plan-keeper.ts'
import { systemClock } from '../../../../shared/clock.ts'
import type { NewPlanItem, Plan, PlanItem } from '../../../../shared/domain/plan.ts'
import { seededRandom } from '../../../../shared/random.ts'
import { png } from '../../site-files/pictures/made-pictures.ts'
import { openSite, temporaryFolder } from '../../store/sample-site.ts'
import { valueOf } from '../../../support/inline-engine.ts'

const NAMES = { level: 'Level {level}', basement: 'Basement {level}', roof: 'Roof', other: 'Other' }
const svg = (body: string) => ({ name: 'plan.svg', bytes: new TextEncoder().encode(`<svg viewBox="0 0 100 50">${body}</svg>`) })
const point = (pointId: number, x: number, y: number): NewPlanItem => ({ subject: { what: 'point', pointId }, x, y, label: '' })

const newSite = (folder = temporaryFolder()) => {
  const store = openSite(folder)
  const heard: (readonly number[])[] = []
  const hub = createEventHub(silentLog)
  hub.subscribe((name, payload) => {
    if (name === 'plansChanged') heard.push(payload as readonly number[])
  })
  const plans = createPlanKeeper({
    clock: systemClock, log: silentLog, hub, store, files: createPictureFiles(folder),
    arrangeable: () => [1, 2, 3].map((id) => ({ subject: { what: 'point' as const, pointId: id }, name: `VAV-${id}-1`, names: [`VAV-${id}-1`] })),
  })
  const pictures = (): string[] => (existsSync(join(folder, 'plans')) ? readdirSync(join(folder, 'plans')).toSorted() : [])
  const state = (): readonly { readonly plan: Plan; readonly items: readonly PlanItem[] }[] => plans.list().map(({ id }) => valueOf(plans.content(id)))
  return { folder, store, plans, pictures, state, heard }
}
const newPlan = async (plans: PlanKeeper, file?: Parameters<PlanKeeper['add']>[1]): Promise<Plan> => valueOf(await plans.add('Level 1', file)).plans[0]!

describe('a floor plan', () => {
  it('is as large as its picture is in proportion, and gives the picture back as it was kept', async () => {
    const { plans, pictures, heard } = newSite()
    const plan = await newPlan(plans, { name: 'scan.png', bytes: png(400, 300) })
    expect(plan).toMatchObject({ width: 2_000, height: 1_500, picture: { format: 'png', fileName: 'scan.png', widthPx: 400, heightPx: 300 } })
    expect(pictures()).toEqual([plan.picture?.storedAs])
    expect(valueOf(await plans.picture(plan.id)).bytes).toEqual(png(400, 300))
    expect(heard).toEqual([[plan.id]])
  })
  it('of a drawing with a script is kept without it, and tells so', async () => {
    const { plans, folder } = newSite()
    const added = valueOf(await plans.add('L1', svg('<script>alert(1)</script><rect onclick="x" width="5"/>')))
    expect(added.takenOut).toEqual([{ name: 'script', count: 1 }, { name: 'onclick', count: 1 }])
    const kept = readFileSync(join(folder, 'plans', added.plans[0]?.picture?.storedAs ?? ''), 'utf8')
    expect(kept).toContain('<rect width="5"/>')
    expect(kept).not.toMatch(/script|onclick/)
  })
  it('is not made from a picture that is refused', async () => {
    const { plans, pictures } = newSite()
    expect(await plans.add('L1', { name: 'huge.png', bytes: png(9_000, 9_000) })).toMatchObject({ ok: false, error: { code: 'plan-picture-pixels' } })
    expect(plans.list()).toEqual([])
    expect(pictures()).toEqual([])
  })
  it('shows no file but its own, unchanged: one that was tampered with is checked anew, one that is gone is named', async () => {
    const { plans, folder, store } = newSite()
    const plan = await newPlan(plans, svg('<rect/>'))
    const file = join(folder, 'plans', plan.picture?.storedAs ?? '')
    writeFileSync(file, '<svg viewBox="0 0 9 9"><script>1</script></svg>')
    expect(new TextDecoder().decode(valueOf(await plans.picture(plan.id)).bytes)).not.toContain('script')
    rmSync(file)
    expect(await plans.picture(plan.id)).toMatchObject({ error: { code: 'plan-picture-missing', detail: { file } } })
    writeFileSync(join(folder, 'secret.png'), png(4, 4))
    store.plans.apply({ plans: [{ before: plan, after: { ...plan, picture: { ...plan.picture!, storedAs: '../secret.png' } } }], items: [] }, 'picture', 1)
    expect(await plans.picture(plan.id)).toMatchObject({ error: { code: 'plan-picture-missing' } })
  })
  it('says which folder refuses a picture', async () => {
    const { plans, folder } = newSite()
    writeFileSync(join(folder, 'plans'), 'a file in the way')
    expect(await plans.add('L1', svg('<rect/>'))).toMatchObject({ error: { code: 'plan-picture-unwritable' } })
  })
  it('keeps a removed picture as long as it can be brought back, and no file of nobody', async () => {
    const site = newSite()
    const plan = await newPlan(site.plans, svg('<rect/>'))
    await site.plans.place(plan.id, [point(1, 10, 10)])
    const before = site.state()
    const gone = valueOf(await site.plans.remove(plan.id))
    expect(gone).toMatchObject({ gonePlans: [plan.id], plans: [], items: [] })
    expect(site.pictures()).toHaveLength(1)
    valueOf(await site.plans.undo(gone.id))
    expect(site.state()).toEqual(before)
    expect(valueOf(await site.plans.picture(plan.id)).format).toBe('svg')
    valueOf(await site.plans.remove(plan.id))
    // A hundred changes later nobody can ask for it any more.
    const other = await newPlan(site.plans)
    for (let change = 0; change < 100; change += 1) valueOf(await site.plans.rename(other.id, `Name ${change}`))
    valueOf(await site.plans.remove(other.id))
    expect(site.pictures()).toEqual([])
  })
  it('clears away at the next start what a crash left half written, and nothing else', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'plans'))
    for (const name of [`${'a'.repeat(32)}.png`, `${'b'.repeat(32)}.svg.part`, 'notes.txt']) writeFileSync(join(folder, 'plans', name), 'x')
    const { plans, pictures } = newSite(folder)
    await plans.stop()
    expect(pictures()).toEqual(['notes.txt'])
  })
})

describe('what is placed on a plan', () => {
  it('stays on it: nothing hangs over the edge, areas fit in whole', async () => {
    const { plans } = newSite()
    const plan = await newPlan(plans)
    const { items } = valueOf(await plans.place(plan.id, [point(1, 2_000, 2_000), { subject: { what: 'area', width: 2_000, height: 2_000 }, x: 500, y: 500, label: 'Hall' }]))
    expect(items).toMatchObject([{ x: 2_000, y: 1_250 }, { x: 0, y: 0, subject: { width: 2_000, height: 1_250 } }])
  })
  it('keeps its place in proportion under another picture', async () => {
    const { plans, state } = newSite()
    const plan = await newPlan(plans)
    await plans.place(plan.id, [point(1, 1_000, 625), { subject: { what: 'area', width: 200, height: 125 }, x: 400, y: 250, label: 'Hall' }])
    const before = state()
    const change = valueOf(await plans.setPicture(plan.id, { name: 'a.png', bytes: png(100, 100) }))
    expect(change.items).toMatchObject([{ x: 1_000, y: 1_000 }, { x: 400, y: 400, subject: { width: 200, height: 200 } }])
    valueOf(await plans.undo(change.id))
    expect(state()).toEqual(before)
  })
  it('is grouped under a number of its own, whatever groups were taken apart before', async () => {
    const { plans } = newSite()
    const plan = await newPlan(plans)
    const ids = valueOf(await plans.place(plan.id, [1, 2, 3, 4, 5].map((id) => point(id, id * 10, 10)))).items.map(({ id }) => id)
    const first = valueOf(await plans.group(plan.id, ids.slice(0, 3), true))
    await plans.group(plan.id, ids.slice(0, 1), false)
    const second = valueOf(await plans.group(plan.id, [ids[0]!, ids[4]!], true))
    expect(second.items[0]?.groupId).not.toBe(first.items[0]?.groupId)
    expect(new Set(second.items.map(({ groupId }) => groupId)).size).toBe(1)
  })
  it('cannot be touched while the plan is locked, not even by taking a change back', async () => {
    const { plans, state } = newSite()
    const plan = await newPlan(plans)
    const put = valueOf(await plans.place(plan.id, [point(1, 10, 10)]))
    valueOf(plans.lock(plan.id, true))
    const [{ id } = { id: 0 }] = put.items
    for (const refused of [await plans.change(plan.id, [{ id, x: 5 }]), await plans.removeItems(plan.id, [id]), await plans.place(plan.id, [point(2, 1, 1)]), await plans.undo(put.id), await plans.remove(plan.id), await plans.setPicture(plan.id, null)])
      expect(refused).toMatchObject({ error: { code: 'plan-locked' } })
    expect(state()[0]?.items).toEqual(put.items)
    valueOf(plans.lock(plan.id, false))
    expect((await plans.undo(put.id)).ok).toBe(true)
  })
  it('is named where it is not there', async () => {
    const { plans } = newSite()
    const plan = await newPlan(plans)
    expect(await plans.change(plan.id, [{ id: 99, x: 5 }])).toMatchObject({ error: { code: 'plan-item-unknown', detail: { id: 99 } } })
    expect(await plans.place(77, [point(1, 1, 1)])).toMatchObject({ error: { code: 'plan-unknown' } })
    expect(await plans.undo(4_711)).toMatchObject({ error: { code: 'plan-change-unknown' } })
  })
  it('is arranged once: what stands somewhere is not placed again', async () => {
    const { plans, state } = newSite()
    const arranged = valueOf(await plans.arrange(NAMES))
    expect(state().map(({ plan, items }) => [plan.name, items.length])).toEqual([['Level 1', 1], ['Level 2', 1], ['Level 3', 1]])
    expect(await plans.arrange(NAMES)).toMatchObject({ error: { code: 'plan-nothing-to-arrange' } })
    valueOf(await plans.undo(arranged.id))
    expect(state()).toEqual([])
  })
})

describe('taking changes back', () => {
  it('is refused where something newer was done to the same', async () => {
    const { plans } = newSite()
    const plan = await newPlan(plans)
    const put = valueOf(await plans.place(plan.id, [point(1, 10, 10)]))
    const moved = valueOf(await plans.change(plan.id, [{ id: put.items[0]!.id, x: 50 }]))
    expect(await plans.undo(put.id)).toMatchObject({ error: { code: 'plan-changed-since' } })
    valueOf(await plans.undo(moved.id))
    expect((await plans.undo(put.id)).ok).toBe(true)
  })
  it('never takes a plan away under items that were placed since', async () => {
    const { plans } = newSite()
    const added = valueOf(await plans.add('L1', undefined))
    await plans.place(added.plans[0]!.id, [point(1, 10, 10)])
    expect(await plans.undo(added.id)).toMatchObject({ error: { code: 'plan-changed-since' } })
  })
  it('step by step leads to where everything began, and forth again to the end, whatever was done', async () => {
    const { plans, state, folder, store } = newSite()
    const random = seededRandom(3)
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
    const states = [state()]
    const done: number[] = []
    for (let step = 0; step < 90; step += 1) {
      const plan = pick(plans.list())
      const items = plan === undefined ? [] : valueOf(plans.content(plan.id)).items
      const some = items.filter(() => random() < 0.4)
      const place = () => random() * 1_000
      const act = plan === undefined ? 0 : Math.floor(random() * 8)
      const change =
        act === 0 ? await plans.add(`Plan ${step}`, random() < 0.5 ? { name: 'a.png', bytes: png(100 + step, 90) } : undefined)
        : act === 1 && step % 5 === 0 ? await plans.remove(plan!.id)
        : act === 2 ? await plans.rename(plan!.id, `Name ${step}`)
        : act === 3 ? await plans.setPicture(plan!.id, random() < 0.5 ? { name: 'b.png', bytes: png(90, 80 + step) } : null)
        : act === 4 && some.length > 0 ? await plans.removeItems(plan!.id, some.map(({ id }) => id))
        : act === 5 && some.length > 0 ? await plans.group(plan!.id, some.map(({ id }) => id), random() < 0.7)
        : act === 6 && some.length > 0 ? await plans.change(plan!.id, some.map(({ id }) => ({ id, x: place(), y: place(), label: `L${step}` })))
        : await plans.place(plan!.id, [point(step + 1, place(), place()), { subject: { what: 'area', width: 50, height: 40 }, x: place(), y: place(), label: 'A' }])
      done.push(valueOf(change).id)
      states.push(state())
    }
    // Undo and redo of 90 steps are 90 changes more each: only the newest hundred are kept, so half of them are walked.
    const redo: number[] = []
    for (let step = 90; step > 45; step -= 1) {
      redo.push(valueOf(await plans.undo(done.pop()!)).id)
      expect(state(), `back to ${step - 1}`).toEqual(states[step - 1])
    }
    for (let step = 46; step <= 90; step += 1) {
      valueOf(await plans.undo(redo.pop()!))
      expect(state(), `forth to ${step}`).toEqual(states[step])
    }
    for (const { plan } of state()) if (plan.picture !== null) expect((await plans.picture(plan.id)).ok).toBe(true)
    await plans.stop()
    store.close()
    expect(newSite(folder).state()).toEqual(states[90])
  })
})
