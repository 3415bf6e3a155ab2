/** Maintenance work on a real store: added, planned, done, repeated, dropped, taken back; what alerts ask for; what came of it. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { listLimitCrossings } from '../../../../electron/engine/monitor/tasks/limit-crossings.ts'
import { createTaskBook } from '../../../../electron/engine/monitor/tasks/task-book.ts'
import { createTaskKeeper } from '../../../../electron/engine/monitor/tasks/task-keeper.ts'
import { createInlineReaders } from '../../../../electron/engine/store/store-readers.ts'
import type { TaskChange, TaskEnd, TaskFields } from '../../../../shared/domain/task.ts'
import { message } from '../../../../shared/message.ts'
import type { Result } from '../../../../shared/result.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { alertOf, databaseOf, fillPoint, openSite, saveDevice, START_MS, temporaryFolder } from '../../store/sample-site.ts'

const DAY_MS = 86_400_000
const FIELDS: TaskFields = { title: 'Change the filters', about: { what: 'site' }, urgency: 'soon', assignee: '', bring: 'Filters', note: '', alertId: null, finding: null, foretold: null, plannedFor: null, plannedHour: null, durationHours: 1, disturbs: false, repeat: null }

const end = (said: Partial<TaskEnd> = {}): TaskEnd => ({ note: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null, ...said })

const newSite = () => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  store.changeSettings({ timeZone: 'Europe/Berlin' })
  const clock = createFakeClock(START_MS)
  let told = 0
  const keeper = createTaskKeeper({ clock, store, changed: () => (told += 1) })
  const book = createTaskBook({ clock, store })
  const done = (change: Result<TaskChange>): TaskChange => {
    if (!change.ok) throw new Error(change.error.message)
    return change.value
  }
  const add = (fields: Partial<TaskFields> = {}): number => done(keeper.add({ ...FIELDS, ...fields })).edits[0]?.after?.id ?? 0
  return { folder, store, clock, keeper, book, done, add, told: () => told, titles: () => book().tasks.map(({ title }) => title) }
}

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

describe('maintenance work', () => {
  it('is listed by day, the unplanned after the planned and the ended last', () => {
    const { add, keeper, titles, told } = newSite()
    const filters = add({ title: 'Filters' })
    add({ title: 'Valve', plannedFor: '2026-02-01' })
    add({ title: 'Belt', plannedFor: '2026-01-20' })
    const done = add({ title: 'Lamp' })
    keeper.complete(done, end({ note: 'LED' }))
    expect(titles()).toEqual(['Belt', 'Valve', 'Filters', 'Lamp'])
    keeper.plan([filters], '2026-01-07', 9)
    expect(titles()[0]).toBe('Filters')
    expect(told()).toBe(6)
  })

  it('on what does not exist is refused', () => {
    const { keeper } = newSite()
    expect(code(keeper.add({ ...FIELDS, about: { what: 'device', deviceId: 4 } }))).toBe('device-unknown')
    expect(code(keeper.add({ ...FIELDS, about: { what: 'point', pointId: 4 } }))).toBe('point-unknown')
    expect(code(keeper.add({ ...FIELDS, repeat: { by: 'runHours', pointId: 4, hours: 100 } }))).toBe('point-unknown')
    expect(code(keeper.add({ ...FIELDS, alertId: 4 }))).toBe('alert-unknown')
    expect(code(keeper.complete(4, end()))).toBe('task-unknown')
  })

  it('that is ended is opened again before it is changed', () => {
    const { add, keeper } = newSite()
    const id = add()
    expect(code(keeper.reopen(id))).toBe('task-open')
    keeper.drop(id, 'Not ours')
    expect(code(keeper.plan([id], '2026-02-01'))).toBe('task-ended')
    expect(code(keeper.reopen(id))).toBe('ok')
    expect(code(keeper.change(id, { ...FIELDS, title: 'New' }))).toBe('ok')
  })

  it('that repeats by days makes its next task so many days after it was done, on the day of the site', () => {
    const { add, keeper, book, clock } = newSite()
    const id = add({ plannedFor: '2026-01-05', plannedHour: 7, repeat: { by: 'days', days: 90 } })
    clock.advance(Date.UTC(2026, 0, 9, 23, 30) - START_MS)
    keeper.complete(id, end())
    expect(book().tasks[0]).toMatchObject({ state: 'open', plannedFor: '2026-04-10', plannedHour: 7, repeats: id })
  })

  it('that repeats by hours run is due when the point has run them', () => {
    const { add, store, book, clock } = newSite()
    const { pointIds } = saveDevice(store, 1001, 1)
    const [pointId = 0] = pointIds
    add({ repeat: { by: 'runHours', pointId, hours: 500 } })
    store.energy.runDays.putRunDays(pointId, Array.from({ length: 20 }, (_, i) => ({ startMs: START_MS + i * DAY_MS, runMs: 10 * 3_600_000, starts: 1, coverage: 1 })))
    clock.advance(20 * DAY_MS)
    expect(book().tasks[0]?.due).toMatchObject({ usedHours: 200, ofHours: 500, perDay: 10, likelyMs: START_MS + 50 * DAY_MS })
  })

  it('is taken back as one act, also what followed from it, unless something newer was done', () => {
    const { add, keeper, done, book, titles } = newSite()
    const id = add({ repeat: { by: 'days', days: 30 } })
    const completed = done(keeper.complete(id, end({ note: 'Fine' })))
    expect(titles()).toHaveLength(2)
    expect(code(keeper.undo(completed.id))).toBe('ok')
    expect(book().tasks).toMatchObject([{ id, state: 'open', endedAtMs: null }])
    expect(code(keeper.undo(completed.id))).toBe('task-change-unknown')
    const planned = done(keeper.plan([id], '2026-02-01'))
    keeper.plan([id], '2026-02-02')
    expect(code(keeper.undo(planned.id))).toBe('task-change-later')
  })
})

describe('open alerts', () => {
  it('ask for work until somebody takes it up or drops it, and again when the work is done and the alert is not over', () => {
    const { store, add, keeper, book } = newSite()
    const { deviceId, pointIds } = saveDevice(store, 1001, 1)
    const id = store.insertAlert(alertOf(deviceId, pointIds[0] ?? 0, { severity: 'critical' }))
    expect(book().recommendations).toMatchObject([{ alertId: id, about: { what: 'point', pointId: pointIds[0] }, urgency: 'now' }])
    const task = add({ alertId: id })
    expect(book().recommendations).toEqual([])
    keeper.complete(task, end())
    expect(book().recommendations).toHaveLength(1)
  })
})

describe('findings of health', () => {
  const judged = (startMs: number) => ({
    startMs, score: 80, parts: { communication: 100, sensors: 100, equipment: 60, configuration: 100 }, observed: 1, lacking: [], trend: { direction: 'unknown', confidence: null, pointsPerMonth: null, days: 1 } as const,
    deductions: [{ part: 'equipment' as const, kind: 'hunting', ofPart: 24, points: 6, text: message('health.hunting', { count: 1 }), affected: 1, evidence: [] }],
  })

  it('ask for work that no alert asks for, until it is taken up; done work is proved by that part of the score', () => {
    const { add, store, keeper, book, clock } = newSite()
    const { deviceId } = saveDevice(store, 1001, 1)
    store.health.putDays(deviceId, [judged(START_MS - DAY_MS)])
    const [asked] = book().recommendations
    expect(asked).toMatchObject({ alertId: null, finding: { deviceId, kind: 'hunting', part: 'equipment' }, about: { what: 'device', deviceId }, urgency: 'soon' })
    const id = add({ title: 'Loop', about: { what: 'device', deviceId }, finding: asked?.finding ?? null })
    expect(book().recommendations).toEqual([])
    keeper.complete(id, end())
    expect(book().recommendations).toEqual([])
    const days = Array.from({ length: 24 }, (_, i) => ({ ...judged(START_MS - 8 * 3_600_000 + (i - 8) * DAY_MS), deductions: [], score: i < 8 ? 80 : 90, parts: { communication: i < 8 ? 60 : 100, sensors: 100, equipment: i < 8 ? 60 : 98, configuration: 100 } }))
    store.health.putDays(deviceId, days)
    clock.advance(14 * DAY_MS)
    // Communication moved more; it is not what the work was about.
    expect(book().tasks[0]?.health).toMatchObject({ what: 'rose', part: { part: 'equipment', before: 60, after: 98 } })
  })

  it('of days ago ask for nothing today, and work on one of an unknown device is refused', () => {
    const { store, keeper, book, clock } = newSite()
    const { deviceId } = saveDevice(store, 1001, 1)
    store.health.putDays(deviceId, [judged(START_MS - DAY_MS)])
    clock.advance(4 * DAY_MS)
    expect(book().recommendations).toEqual([])
    expect(code(keeper.add({ ...FIELDS, finding: { deviceId: deviceId + 1, kind: 'hunting', part: 'equipment' } }))).toBe('device-unknown')
    expect(code(keeper.add({ ...FIELDS, foretold: { pointId: 900, side: 'high', limit: 1, earliestMs: 0, likelyMs: 0, latestMs: null } }))).toBe('point-unknown')
  })
})

describe('limits that people have set', () => {
  it('that were foretold prove the work that kept the point from them', () => {
    const { add, store, keeper, book, clock } = newSite()
    const { pointIds: [pointId = 0] } = saveDevice(store, 1001, 1)
    const likelyMs = START_MS + 10 * DAY_MS
    keeper.complete(add({ about: { what: 'point', pointId }, foretold: { pointId, side: 'high', limit: 250, earliestMs: likelyMs - DAY_MS, likelyMs, latestMs: null } }), end())
    clock.advance(9 * DAY_MS)
    expect(book().tasks[0]?.result).toEqual({ what: 'watching', untilMs: likelyMs })
    clock.advance(2 * DAY_MS)
    expect(book().tasks[0]?.result).toEqual({ what: 'averted', likelyMs })
  })

  it('are foretold for a point that climbs, and not for one that stands', async () => {
    const { folder, store, clock } = newSite()
    const { pointIds } = saveDevice(store, 1001, 2)
    const [climbs = 0, stands = 0] = pointIds
    const hours = 28 * 24
    fillPoint(store, climbs, hours, 3_600_000, (i) => 200 + i / 24 + (i % 5) / 10)
    fillPoint(store, stands, hours, 3_600_000, (i) => 200 + (i % 5) / 10)
    for (const pointId of pointIds) store.detection.rules.setTuning({ what: 'point', pointId }, { highLimit: 250 })
    clock.advance(28 * DAY_MS)
    const readers = createInlineReaders(databaseOf(folder))
    const crossings = await listLimitCrossings({ clock, store, readers })
    await readers.close()
    expect(crossings).toMatchObject([{ pointId: climbs, side: 'high', limit: 250 }])
    expect(crossings[0]?.perDay).toBeCloseTo(1, 2)
    expect(((crossings[0]?.likelyMs ?? 0) - clock.nowMs()) / DAY_MS).toBeCloseTo(22, -1)
  })
})

describe('the health score after work', () => {
  const score = (startMs: number, value: number, equipment: number) => ({
    startMs, score: value, parts: { communication: 100, sensors: 100, equipment, configuration: 100 }, observed: 1, deductions: [], lacking: [], trend: { direction: 'unknown', confidence: null, pointsPerMonth: null, days: 1 } as const,
  })

  it('is told on a task about a device, and about a point of it, when seven days were observed', () => {
    const { add, store, keeper, book, clock } = newSite()
    const { deviceId, pointIds } = saveDevice(store, 1001, 1)
    const days = Array.from({ length: 30 }, (_, i) => score(START_MS - 8 * 3_600_000 + (i - 14) * DAY_MS, i < 14 ? 62 : 91, i < 14 ? 40 : 95))
    store.health.putDays(deviceId, days)
    const ids = [add({ title: 'Valve', about: { what: 'device', deviceId } }), add({ title: 'Sensor', about: { what: 'point', pointId: pointIds[0] ?? 0 } }), add({ title: 'Paint' })]
    for (const id of ids) keeper.complete(id, end())
    clock.advance(3 * DAY_MS)
    const healthOf = (title: string) => book().tasks.find((task) => task.title === title)?.health
    expect(healthOf('Valve')).toEqual({ what: 'tooEarly', deviceId, observedDays: 3, neededDays: 7 })
    clock.advance(11 * DAY_MS)
    expect(healthOf('Valve')).toEqual({ what: 'rose', deviceId, before: 62, after: 91, part: { part: 'equipment', before: 40, after: 95 }, observedDays: 14 })
    expect(healthOf('Sensor')).toMatchObject({ what: 'rose' })
    expect(healthOf('Paint')).toBeNull()
    store.addGap({ deviceId: null, fromMs: START_MS + DAY_MS, toMs: START_MS + 13 * DAY_MS, reason: 'asleep' })
    expect(healthOf('Valve')).toMatchObject({ what: 'tooEarly', observedDays: 2 })
  })
})

describe('what work took', () => {
  it('is noted with who did it, in the currency of the tariffs, and gone when it is opened again', () => {
    const { add, keeper, book, store } = newSite()
    expect(book().currency).toBeNull()
    store.tariffs.insert({ name: 'Power', medium: 'electricity', measure: 'energy', currency: 'CHF', meterIds: [], versions: [] })
    expect(book().currency).toBe('CHF')
    const id = add({ assignee: 'J. Weber' })
    keeper.complete(id, end({ note: 'New belt', savedKwhPerYear: 900, spentHours: 1.5, cost: 80, currency: 'CHF' }))
    expect(book().tasks[0]).toMatchObject({ assignee: 'J. Weber', endNote: 'New belt', savedKwhPerYear: 900, spentHours: 1.5, cost: 80, currency: 'CHF' })
    keeper.reopen(id)
    expect(book().tasks[0]).toMatchObject({ state: 'open', assignee: 'J. Weber', spentHours: null, cost: null, currency: null })
    keeper.complete(id, end({ currency: 'CHF' }))
    expect(book().tasks[0]).toMatchObject({ cost: null, currency: null })
  })

  it('is not known of tasks that an older version kept', () => {
    const { store, book, folder, keeper } = newSite()
    const db = new Database(databaseOf(folder))
    db.prepare("INSERT INTO tasks (state, planned_for, ended_at_ms, body) VALUES ('open', NULL, NULL, ?)").run(
      JSON.stringify({ title: 'Old', about: { what: 'site' }, urgency: 'soon', bring: '', note: '', alertId: null, plannedFor: null, plannedHour: null, durationHours: 1, disturbs: false, repeat: null, state: 'open', createdAtMs: 0, endedAtMs: null, endNote: '', savedKwhPerYear: null, repeats: null }),
    )
    db.close()
    expect(book().tasks[0]).toMatchObject({ title: 'Old', assignee: '', spentHours: null, cost: null, currency: null })
    const [{ id } = { id: 0 }] = store.tasks.list(1)
    const change = keeper.complete(id, end({ spentHours: 2 }))
    expect(change.ok && code(keeper.undo(change.value.id))).toBe('ok')
    expect(book().tasks[0]).toMatchObject({ state: 'open', spentHours: null })
  })
})
