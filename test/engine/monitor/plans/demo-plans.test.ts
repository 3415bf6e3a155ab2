/** The plans of the demo building: whole drawings, with every room's sensor in its room. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { makeDemoPlans } from '../../../../electron/engine/monitor/plans/demo-plans.ts'
import { createPictureFiles } from '../../../../electron/engine/monitor/plans/picture-files.ts'
import { createPlanKeeper } from '../../../../electron/engine/monitor/plans/plan-keeper.ts'
import { createBuilding } from '../../../../electron/simulator/building/default-building.ts'
import { systemClock } from '../../../../shared/clock.ts'
import { valueOf } from '../../../support/inline-engine.ts'
import { openSite, temporaryFolder } from '../../store/sample-site.ts'

describe('the plans of the demo building', () => {
  it('show each level of the simulated building with its six rooms and controllers, locked, and are made once', async () => {
    const folder = temporaryFolder()
    const plans = createPlanKeeper({ clock: systemClock, log: silentLog, hub: createEventHub(silentLog), store: openSite(folder), files: createPictureFiles(folder), arrangeable: () => [] })
    const built = createBuilding({ seed: 1, utcOffsetMinutes: 0, beginMs: 0 }).devices
    const devices = built.map(({ name }, at) => ({ id: at + 1, name }))
    const points = built.flatMap((device, at) => device.points.map(({ name }, index) => ({ id: at * 1_000 + index + 1, name })))
    const site = { devices, points, equipment: [{ id: '1/ahu/AHU1', kind: 'ahu' as const, name: 'AHU1', deviceId: 1 }] }
    await makeDemoPlans(plans, site)
    await makeDemoPlans(plans, site)
    expect(plans.list().map(({ name, locked, picture }) => [name, locked, picture?.format])).toEqual([['Level 1', true, 'svg'], ['Level 2', true, 'svg']])
    const [first, second] = plans.list().map(({ id }) => valueOf(plans.content(id)).items)
    expect(first?.map(({ subject }) => subject.what)).toEqual([...Array.from({ length: 6 }, () => 'point'), 'device', 'equipment', 'device'])
    expect(second).toHaveLength(8)
    for (const { id } of plans.list()) expect(valueOf(await plans.picture(id)).format).toBe('svg')
  })
})
