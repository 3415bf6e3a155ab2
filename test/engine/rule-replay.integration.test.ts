/** Fault rules over stored history, whole: a real store, a real worker. A fan that is commanded every day and did not start on three of them. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBackTestSite } from '../../electron/engine/back-test-site.ts'
import type { CallInput } from '../../shared/contract.ts'
import type { BackTest } from '../../shared/domain/detection.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { analogInput, deviceFacts, openSite, temporaryFolder } from './store/sample-site.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const DAYS = 10
const RULE = 'rule.motor.noStatus'

interface Site {
  readonly engine: InlineEngine
  readonly home: string
  readonly toMs: number
  readonly fanId: string
}

/** On from 7 to 17; on the last three days the status follows two hours late, or on the last of them seven minutes. */
const siteWithFan = async (): Promise<Site> => {
  const home = temporaryFolder()
  const store = openSite(join(home, 'site'))
  store.changeSettings({ timeZone: 'UTC' })
  store.setMeta('createdAtMs', '1')
  const binary = (instance: number, name: string) => analogInput(instance, { objectType: 3, name, units: null, stateTexts: ['off', 'on'] })
  const { deviceId } = store.saveDevice(deviceFacts(1001), [binary(1, 'SF-1 CMD'), binary(2, 'SF-1 STS'), analogInput(1)], 0, () => MINUTE_MS)
  const [command, status] = store.points(deviceId).filter(({ objectType }) => objectType === 3).map(({ id }) => id) as [number, number]
  const roles: [number, PointRole][] = [[command, 'fan_cmd'], [status, 'fan_status']]
  store.saveFoundRoles(new Map(roles.map(([id, role]) => [id, { role, confidence: 0.98, pattern: '', reasons: [], problems: [] }])))
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const count = DAYS * 24 * 60
  const lateMs = (day: number): number => (day === DAYS - 1 ? 7 * MINUTE_MS : day >= DAYS - 3 ? 2 * HOUR_MS : 0)
  for (const [pointId, late] of [[command, () => 0], [status, lateMs]] as const) {
    const timesMs = Float64Array.from({ length: count }, (_, i) => toMs - DAYS * DAY_MS + i * MINUTE_MS)
    const values = timesMs.map((timeMs, i) => {
      const ofDayMs = timeMs % DAY_MS
      return Number(ofDayMs >= 7 * HOUR_MS + late(Math.floor(i / 1_440)) && ofDayMs < 17 * HOUR_MS)
    })
    store.writeBatch({ readings: { count, pointIds: new Int32Array(count).fill(pointId), timesMs, values, qualities: new Uint16Array(count) }, outcomes: [] })
  }
  store.close()
  const engine = await startInlineEngine({ home })
  onTestFinished(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true })
  })
  const fanId = `${deviceId}/motor/SF-1`
  // Rules are bound once roles have settled, a moment after the start.
  await eventually('the fan is known', async () => valueOf(await engine.handlers.listEquipment({})).some(({ id }) => id === fanId))
  return { engine, home, toMs, fanId }
}

const backTest = async ({ engine, toMs }: Site, change: Partial<CallInput<'startBackTest'>> = {}): Promise<BackTest> => {
  const { job, backTestId } = valueOf(await engine.handlers.startBackTest({ pointIds: [], fromMs: toMs - 7 * DAY_MS, toMs, tuning: {}, only: [], ...change }))
  expect((await jobEnd(engine.handlers, job.id)).state).toBe('done')
  return valueOf(await engine.handlers.getBackTest({ backTestId }))
}

describe('a back-test of a fault rule', () => {
  it('says on which days it would have fired, and which delay would have spared the short one', async () => {
    const site = await siteWithFan()
    const test = await backTest(site, { only: [RULE] })
    expect(test).toMatchObject({ state: 'done', points: 0, equipment: 1, fires: 3, suggestedOnDelayMs: null })
    expect(test.coverage).toBeGreaterThan(0.99)
    expect(test.marks.map(({ equipment, pointId, detector }) => [equipment?.id, pointId, detector])).toEqual(Array.from({ length: 3 }, () => [site.fanId, null, RULE]))
    expect(test.marks.map(({ raisedAtMs }) => raisedAtMs).sort((a, b) => a - b).map((atMs) => Math.floor((atMs - site.toMs) / MINUTE_MS))).toEqual([-3, -2, -1].map((day) => day * 1_440 + 7 * 60 + 5))
    expect(test.days.map(({ fires }) => fires)).toEqual([0, 0, 0, 0, 1, 1, 1])
    const [rule] = test.rules
    expect(rule).toMatchObject({ detector: RULE, equipment: 1, fires: 3, onDelayMs: 5 * MINUTE_MS })
    expect(rule?.byDelay.map(({ onDelayMs, fires }) => [onDelayMs / MINUTE_MS, fires]).filter(([minutes]) => [5, 10, 240].includes(minutes ?? 0))).toEqual([[5, 3], [10, 2], [240, 0]])
  })

  it('runs over the whole site beside the points, over one piece of equipment, and over what reads a point', async () => {
    const site = await siteWithFan()
    expect(await backTest(site)).toMatchObject({ points: 3, equipment: 1, rules: [{ fires: 3 }, { detector: 'rule.motor.noCommand', fires: 0 }] })
    expect(await backTest(site, { equipmentIds: [site.fanId] })).toMatchObject({ points: 0, equipment: 1, fires: 3 })
    const points = valueOf(await site.engine.handlers.listPoints({}))
    const idOf = (name: string): number => points.find((point) => point.name === name)?.id ?? 0
    expect(await backTest(site, { pointIds: [idOf('SF-1 STS')], only: [RULE] })).toMatchObject({ points: 0, equipment: 1, fires: 3 })
    expect(await backTest(site, { pointIds: [idOf('SupplyTemp_1')], only: [RULE] })).toMatchObject({ points: 0, equipment: 0, fires: 0 })
    expect(await backTest(site, { pointIds: [idOf('SF-1 STS')] })).toMatchObject({ points: 1, equipment: 0, rules: [] })
  })

  it('tries another delay, which is then set for that equipment and holds there', async () => {
    const site = await siteWithFan()
    const { handlers } = site.engine
    const tuning = { ruleDelaysMs: { [RULE]: 10 * MINUTE_MS } }
    expect(await backTest(site, { equipmentIds: [site.fanId], only: [RULE], tuning })).toMatchObject({ firesNow: 3, fires: 2 })
    valueOf(await handlers.setDetectionTuning({ scope: { what: 'equipment', equipmentId: site.fanId }, tuning }))
    expect(await backTest(site, { equipmentIds: [site.fanId] })).toMatchObject({ firesNow: 2, fires: 2, rules: [{ onDelayMs: 10 * MINUTE_MS }, {}] })
    valueOf(await handlers.setDetectionTuning({ scope: { what: 'equipment', equipmentId: site.fanId }, tuning: { off: [RULE] } }))
    expect(await backTest(site)).toMatchObject({ fires: 0 })
    expect(valueOf(await handlers.getDetectionSettings({})).equipment).toEqual([{ equipmentId: site.fanId, tuning: { off: [RULE] } }])
    expect(await handlers.setDetectionTuning({ scope: { what: 'equipment', equipmentId: '1/ahu/None' }, tuning: {} })).toMatchObject({ ok: false, error: { code: 'equipment-unknown' } })
  })

  it('forms equipment by the roles as they are now, and says of how many points somebody decided since the period began', async () => {
    const site = await siteWithFan()
    const { handlers } = site.engine
    expect(await backTest(site)).toMatchObject({ equipment: 1, rolesDecided: 0 })
    const status = valueOf(await handlers.listPoints({})).find(({ name }) => name === 'SF-1 STS')?.id ?? 0
    const { changeId } = valueOf(await handlers.setRoles({ pointIds: [status], role: 'alarm' }))
    expect(await backTest(site)).toMatchObject({ equipment: 0, rolesDecided: 1 })
    valueOf(await handlers.undoRoles({ changeId }))
    expect(await backTest(site)).toMatchObject({ equipment: 1, rolesDecided: 0 })
  })

  it('says the same from the command line, over a site that is only read', async () => {
    const site = await siteWithFan()
    const { marks, rules } = await backTest(site, { only: [RULE] })
    const opened = openBackTestSite(join(site.home, 'site'))
    if (!opened.ok) throw new Error(opened.error.message)
    onTestFinished(() => opened.value.close())
    expect(opened.value.equipment()).toEqual([{ id: site.fanId, kind: 'motor', name: 'SF-1' }])
    const plan = { pointIds: [], fromMs: site.toMs - 7 * DAY_MS, toMs: site.toMs, tuning: {}, only: [RULE] }
    const found = await opened.value.run(plan, () => {}, new AbortController().signal)
    expect(found).toMatchObject({ ok: true, value: { fires: 3, marks, rules } })
  })
})

describe('history judged anew', () => {
  it('keeps the alerts of equipment under its version', async () => {
    const site = await siteWithFan()
    const { handlers } = site.engine
    const { job, version } = valueOf(await handlers.startReprocessing({ pointIds: [], fromMs: site.toMs - 7 * DAY_MS, toMs: site.toMs }))
    expect((await jobEnd(handlers, job.id)).state).toBe('done')
    const { run, alerts } = valueOf(await handlers.getReprocessing({ version }))
    expect(run).toMatchObject({ state: 'done', points: 3, equipment: 1 })
    expect(alerts.filter(({ pointId }) => pointId === null).map(({ equipment, detector }) => [equipment?.name, detector])).toEqual(Array.from({ length: 3 }, () => ['SF-1', RULE]))
  })
})
