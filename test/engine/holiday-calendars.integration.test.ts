/** Calendars of the building as proposals for holidays: read from devices, offered, accepted or dismissed by a person, on record, and taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { HolidayProposal, HolidayProposals } from '../../shared/domain/holiday-proposals.ts'
import { jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { ABORT, objectId, ScriptedPeer, text } from './bacnet/scripted-peer.ts'

const DATE_LIST = 23

const simulator = createSimulator({ port: 0, devices: 8, utcOffsetMinutes: 0 })
/** Has a calendar it cannot send. */
const mute = new ScriptedPeer({ instance: 79 })
let engine: InlineEngine

const read = async (): Promise<HolidayProposals> => {
  const { job } = valueOf(await engine.handlers.readHolidayCalendars({}))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
  return valueOf(await engine.handlers.listHolidayProposals({}))
}
/** Fixed days that the building's calendars tell, without today: that one is entered by hand here. */
const TODAY = new Date().toISOString().slice(5, 10)
const [ONE, OTHER, THIRD] = ['12-25', '01-01', '05-01', '12-26'].filter((day) => day !== TODAY) as [string, string, string]
const list = async () => valueOf(await engine.handlers.getSettings({})).holidays
const proposal = ({ proposals }: HolidayProposals, when: string): HolidayProposal => proposals.find((one) => one.when === when)!

beforeAll(async () => {
  const { devices } = await simulator.start()
  mute.onRequest = (request) => (request.specs.some(({ properties }) => properties.some(({ property }) => property === DATE_LIST)) ? [ABORT(request.invokeId, 4)] : undefined)
  mute.add(6, 1, { 75: [objectId(6, 1)], 77: [text('Feasts')] })
  await mute.open()
  engine = await startInlineEngine()
  valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 500, requestsPerSecondPerDevice: 200, defaultPollIntervalMs: 60_000, timeZone: 'UTC' } }))
  const targets = [...devices.map(({ ip, port }) => `${ip}:${port}`), `127.0.0.1:${mute.port}`]
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
})
afterAll(async () => {
  await engine?.stop()
  await mute.close()
  await simulator.stop()
})

describe('the calendars of a building', () => {
  it('are offered with the object that tells them and the schedules that rest on them, and change nothing by themselves', async () => {
    expect(valueOf(await engine.handlers.listHolidayProposals({}))).toMatchObject({ readAtMs: null, proposals: [] })
    const found = await read()
    expect(found.objects).toBeGreaterThan(1)
    const christmas = proposal(found, '*-12-25')
    expect(christmas).toMatchObject({ state: 'offered', adds: [{ on: '12-25', name: 'Public holidays', works: false }], running: 0 })
    expect(christmas.sources[0]).toMatchObject({ object: 'CAL 1', objectName: 'Public holidays' })
    expect(christmas.sources[0]!.deviceName).toMatch(/^Device \d+ /)
    expect(christmas.resting).toBeGreaterThan(0)
    // The last Monday of May, as each of three years has it.
    const moving = proposal(found, '*-05 days last 7 Mon').adds.map(({ on }) => new Date(`${on}T00:00:00Z`))
    expect(moving.map((date) => [date.getUTCMonth() + 1, date.getUTCDay()])).toEqual([[5, 1], [5, 1], [5, 1]])
    expect(moving.every((date) => date.getUTCDate() > 24)).toBe(true)
    expect(await list()).toEqual([])
  })

  it('tell what cannot be read of them', async () => {
    const { problems } = valueOf(await engine.handlers.listHolidayProposals({}))
    expect(problems).toMatchObject([{ source: { object: 'CAL 1', objectName: 'Feasts' }, problem: { key: 'holidays.refused' } }])
  })

  it('accepted are on the list, in force at once, on record with who and from where, and not offered again', async () => {
    const before = valueOf(await engine.handlers.listHolidayProposals({}))
    valueOf(await engine.handlers.changeSettings({ patch: { holidays: [{ on: TODAY, name: 'inspection', works: false }] } }))
    const after = valueOf(await engine.handlers.acceptHolidayProposals({ keys: [`*-${ONE}`, `*-${OTHER}`] }))
    expect([proposal(after, `*-${ONE}`).state, proposal(after, `*-${OTHER}`).state]).toEqual(['known', 'known'])
    expect(after.proposals.filter(({ state }) => state === 'offered').length).toBeLessThan(before.proposals.filter(({ state }) => state === 'offered').length)
    expect((await list()).map(({ on }) => on)).toEqual([TODAY, ONE, OTHER])
    expect(valueOf(await engine.handlers.getHolidays({})).today).toMatchObject({ kind: 'entered' })
    const [accepted, entered] = valueOf(await engine.handlers.listHolidayChanges({}))
    expect(accepted).toMatchObject({ what: 'accepted', removed: [], undoneAtMs: null })
    expect(accepted!.who).not.toBe('')
    expect(accepted!.source).toMatch(new RegExp(`\\*-${ONE}: Device \\d+ .*CAL 1`))
    expect(entered).toMatchObject({ what: 'entered', added: [{ on: TODAY, name: 'inspection' }] })
    expect(await engine.handlers.acceptHolidayProposals({ keys: [`*-${ONE}`] })).toMatchObject({ ok: false, error: { code: 'holiday-proposal-unknown', detail: { when: `*-${ONE}` } } })
  })

  it('are taken back by undo, which leaves what was entered since', async () => {
    const [accepted] = valueOf(await engine.handlers.listHolidayChanges({}))
    const now = await list()
    valueOf(await engine.handlers.changeSettings({ patch: { holidays: [...now, { on: '2026-05-15', name: 'bridge day', works: false }] } }))
    const [undone] = valueOf(await engine.handlers.undoHolidayChange({ changeId: accepted!.id }))
    expect(undone).toMatchObject({ what: 'undone', added: [] })
    expect((await list()).map(({ on }) => on)).toContain('2026-05-15')
    expect((await list()).map(({ on }) => on)).not.toContain(OTHER)
    expect(await engine.handlers.undoHolidayChange({ changeId: accepted!.id })).toMatchObject({ ok: false, error: { code: 'holiday-change-undone' } })
    expect(proposal(await read(), `*-${OTHER}`).state).toBe('offered')
  })

  it('dismissed are not offered again after the next reading, until a person wants them', async () => {
    valueOf(await engine.handlers.dismissHolidayProposals({ keys: [`*-${THIRD}`], dismissed: true }))
    expect(proposal(await read(), `*-${THIRD}`).state).toBe('dismissed')
    expect((await list()).map(({ on }) => on)).not.toContain(THIRD)
    const after = valueOf(await engine.handlers.dismissHolidayProposals({ keys: [`*-${THIRD}`], dismissed: false }))
    expect(proposal(after, `*-${THIRD}`).state).toBe('offered')
    expect(valueOf(await engine.handlers.listHolidayChanges({})).slice(0, 2).map(({ what }) => what)).toEqual(['restored', 'dismissed'])
  })

  it('of a device that was removed are offered no more', async () => {
    const device = proposal(valueOf(await engine.handlers.listHolidayProposals({})), `*-${THIRD}`).sources[0]!.deviceId
    valueOf(await engine.handlers.removeDevice({ deviceId: device }))
    const { proposals } = valueOf(await engine.handlers.listHolidayProposals({}))
    expect(proposals.flatMap(({ sources }) => sources).some(({ deviceId }) => deviceId === device)).toBe(false)
  })
})
