/** What devices say themselves: a building and devices of other makers are asked for their properties, clocks, schedules and events. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { DeviceDetails, ObjectDetails } from '../../shared/domain/device-voice.ts'
import type { Point } from '../../shared/domain/point.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { ABORT, enumerated, flags, objectId, real, REJECT, ScriptedPeer, text, type Value } from './bacnet/scripted-peer.ts'

const MINUTE_MS = 60_000
const AHEAD_MINUTES = 120
const READ_MULTIPLE = 14
/** How far off a clock may be found: a fraction of a second, more where question and answer wait for a processor. */
const CLOCK_OFF_MS = 5_000

/** Two hours east of Greenwich, as its devices tell. */
const simulator = createSimulator({ port: 0, devices: 8, utcOffsetMinutes: AHEAD_MINUTES })
const SIMPLE = 4001
/** Knows ReadProperty only, and neither events nor alarms. */
const old = new ScriptedPeer({ instance: 78, maxApdu: 206 })
let engine: InlineEngine
let points: readonly Point[]
let ids: ReadonlyMap<number, number>

const NULL: Value = { type: 0, value: null }

beforeAll(async () => {
  const { devices } = await simulator.start()
  old.onRequest = (request) => (request.service === READ_MULTIPLE ? [REJECT(request.invokeId, 9)] : undefined)
  const head = { 28: [text('')], 111: [flags(1)], 36: [enumerated(3)], 117: [enumerated(62)] }
  old.add(2, 1, { ...head, 75: [objectId(2, 1)], 77: [text('Room')], 85: [real(21.5)], 87: [...Array.from({ length: 9 }, () => NULL), real(21.5), ...Array.from({ length: 6 }, () => NULL)], 104: [real(20)] })
  old.add(0, 2, { ...head, 75: [objectId(0, 2)], 77: [text('Outside')], 85: [real(4)], 111: [flags(0)], 36: [enumerated(0)] })
  await old.open()
  engine = await startInlineEngine()
  valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 500, requestsPerSecondPerDevice: 200, defaultPollIntervalMs: 60_000, timeZone: 'Etc/GMT-2' } }))
  const targets = [...devices.map(({ ip, port }) => `${ip}:${port}`), `127.0.0.1:${old.port}`]
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
  points = valueOf(await engine.handlers.listPoints({}))
  ids = new Map(valueOf(await engine.handlers.listDevices({})).map(({ id, instance }) => [instance, id]))
})
afterAll(async () => {
  await engine?.stop()
  await old.close()
  await simulator.stop()
})

const idOf = (instance: number): number => ids.get(instance)!
const details = async (instance: number): Promise<DeviceDetails> => valueOf(await engine.handlers.readDevice({ deviceId: idOf(instance) }))
const pointOf = (instance: number, type: number, at = 0): Point => points.filter(({ deviceId, objectType }) => deviceId === idOf(instance) && objectType === type)[at]!
const objectOf = async (instance: number, type: number, at = 0): Promise<ObjectDetails> => valueOf(await engine.handlers.readObject({ pointId: pointOf(instance, type, at).id }))
const textOf = ({ properties }: DeviceDetails | ObjectDetails, name: string): string | null | undefined => properties.find((property) => property.name === name)?.text
const problemsOf = async (instance: number) => valueOf(await engine.handlers.listDevices({})).find((device) => device.instance === instance)?.problems ?? []

describe('a device', () => {
  it('tells its properties in words of the standard, and nothing it does not have', async () => {
    const read = await details(1001)
    expect(read).toMatchObject({ systemStatus: 0, databaseRevision: 1, lastRestartReason: 1 })
    expect(textOf(read, 'system-status')).toBe('operational')
    expect(textOf(read, 'segmentation-supported')).toBe('no-segmentation')
    expect(textOf(read, 'last-restart-reason')).toBe('coldstart')
    expect(textOf(read, 'utc-offset')).toBe('-120')
    expect(Number(textOf(read, 'object-list[0]'))).toBeGreaterThan(10)
    expect(textOf(read, 'protocol-services-supported')).toContain('read-property-multiple')
    expect(textOf(read, 'vendor-name')).not.toBe('')
    expect(read.properties.filter(({ problem }) => problem !== null)).toEqual([])
    expect(read.properties.find(({ name }) => name === 'max-master')).toBeUndefined()
    expect(Math.abs(read.lastRestartMs! - Date.now())).toBeLessThan(5 * MINUTE_MS)
  })

  it('that knows ReadProperty only tells them one by one', async () => {
    const read = await details(SIMPLE)
    expect(textOf(read, 'system-status')).toBe('operational')
    expect(Math.abs(read.clock!.driftMs)).toBeLessThan(CLOCK_OFF_MS)
  })

  it.each([0, 90_000, -3_600_000, 400 * 86_400_000])('whose clock is %i ms ahead is found so far ahead', async (driftMs) => {
    simulator.setClockDrift(1001, driftMs)
    const { clock } = await details(1001)
    simulator.setClockDrift(1001, 0)
    expect(clock!.utcOffsetMinutes).toBe(-AHEAD_MINUTES)
    expect(Math.abs(clock!.driftMs - driftMs)).toBeLessThan(CLOCK_OFF_MS)
  })

  it('without a clock has none', async () => {
    expect((await details(78)).clock).toBeNull()
  })

  it('that was restarted, or whose program was changed, is named with it', async () => {
    await details(1002)
    simulator.changeProgram(1002)
    await details(1002)
    expect(await problemsOf(1002)).toContainEqual({ key: 'device.databaseChanged', params: { from: 1, to: 2 } })
    const job = valueOf(await engine.handlers.rediscoverDevice({ deviceId: idOf(1002) }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done', doing: { key: 'job.discovery.done' } })
    expect(await problemsOf(1002)).toEqual([])
    simulator.setClockDrift(1002, 10 * MINUTE_MS)
    simulator.faults.inject({ kind: 'deviceRestart', device: 1002, downMs: 300 })
    await eventually('the restart', async () => {
      const read = await engine.handlers.readDevice({ deviceId: idOf(1002) })
      return read.ok && (await problemsOf(1002)).some(({ key, params }) => key === 'device.restarted' && params?.reason === 'warmstart')
    })
    simulator.setClockDrift(1002, 0)
  })
})

describe('an object', () => {
  it('tells all its properties, its states and who commands it', async () => {
    const output = pointOf(1001, 1)
    simulator.operate(1001, 1, output.objectInstance, 55, 10)
    const read = await objectOf(1001, 1)
    expect(read).toMatchObject({ eventState: 0, statusFlags: 0, reliability: 0, outOfService: false, schedule: null, calendar: null })
    expect(read.command).toMatchObject({ priority: 10, by: 'priority' })
    expect(read.prioritySlots!.map(({ priority }) => priority)).toEqual([10, 16])
    expect(read.prioritySlots![0]!.value).toBe(55)
    expect(textOf(read, 'reliability')).toBe('no-fault-detected')
    expect(textOf(read, 'status-flags')).toBe('-')
    expect(textOf(read, 'object-type')).toBe('analog-output')
    expect(textOf(read, 'present-value')).toMatch(/^55 /)
    valueOf(await engine.handlers.unlockWriting({ confirmed: true }))
    valueOf(await engine.handlers.writePoint({ pointId: output.id, value: 60, priority: 8, reason: '' }))
    expect((await objectOf(1001, 1)).command).toMatchObject({ priority: 8, by: 'thisLaptop' })
    valueOf(await engine.handlers.relinquishPoint({ pointId: output.id, priority: 8, reason: '' }))
    valueOf(await engine.handlers.lockWriting({}))
    simulator.operate(1001, 1, output.objectInstance, null, 10)
  })

  it('of an old device is read property by property, with its priorities', async () => {
    const read = await objectOf(78, 2)
    expect(read).toMatchObject({ eventState: 3, statusFlags: 1, prioritySlots: [{ priority: 10, text: '21.5 °C', value: 21.5 }], command: { priority: 10, by: 'priority', text: '21.5 °C' } })
    expect(textOf(read, 'event-state')).toBe('high-limit')
    expect(textOf(read, 'relinquish-default')).toBe('20 °C')
  })

  it('in a device that cannot send that much at once is read all the same', async () => {
    const usual = old.onRequest
    old.onRequest = (request) => {
      const asked = request.specs[0]?.properties[0]
      // The whole priority array is too long for it; its elements are not.
      return request.service === 12 && asked?.property === 87 && asked.index === undefined ? [ABORT(request.invokeId, 4)] : usual(request)
    }
    expect((await objectOf(78, 2)).prioritySlots).toMatchObject([{ priority: 10, value: 21.5 }])
    old.onRequest = usual
  })

  it('that is a schedule shows its week, its exceptions and what it commands', async () => {
    const { schedule } = await objectOf(1001, 17)
    expect(schedule!.week.map((times) => times.length)).toEqual([2, 2, 2, 2, 2, 2, 0])
    expect(schedule!.week[0]).toMatchObject([{ minute: 360, text: 'Occupied', value: 1 }, { minute: 1_140, text: 'Unoccupied', value: 0 }])
    expect(schedule!.references).toEqual([expect.stringMatching(/^BV \d+ present-value$/)])
    expect(schedule!.exceptions.map(({ when }) => when)).toEqual([expect.stringMatching(/^\d{4}-12-24 \.\. \d{4}-12-26$/), '*-05 days last 7 Mon', '*-09 days 1-7 Mon', '*-11 days 22-28 Thu'])
    expect(schedule!.exceptions[0]).toMatchObject({ priority: 9, times: [{ minute: 0, text: 'Unoccupied', value: 0 }] })
    expect(schedule).toMatchObject({ effectiveFrom: null, effectiveTo: null, defaultText: 'Unoccupied' })
    const calendared = await objectOf(5001, 17)
    expect(calendared.schedule!.exceptions[0]).toMatchObject({ when: 'CAL 1', priority: 10 })
  })

  it('that is a calendar shows its days', async () => {
    const { calendar } = await objectOf(5001, 6)
    expect(calendar!.dates).toEqual(['*-01-01', '*-05-01', '*-12-24', '*-12-25', '*-12-26', '*-12-31', '*-05 days last 7 Mon', '*-09 days 1-7 Mon', '*-11 days 22-28 Thu'])
    expect(typeof calendar!.active).toBe('boolean')
  })
})

const events = async (instance: number) => valueOf(await engine.handlers.listDeviceEvents({ deviceId: idOf(instance) }))

describe('the events of a device', () => {
  it('are none while all is well', async () => {
    expect(await events(1001)).toMatchObject({ events: [], problem: null })
  })

  it('are told page by page, all of them, with their times and what was acknowledged', async () => {
    const inputs = points.filter(({ deviceId, objectType }) => deviceId === idOf(2001) && objectType <= 3)
    expect(inputs.length).toBeGreaterThan(20)
    for (const { objectType, objectInstance } of inputs) simulator.setEventState(2001, objectType, objectInstance, objectType === 0 ? 3 : 2)
    const told = await events(2001)
    expect(told.problem).toBeNull()
    expect(told.events.map(({ pointId }) => Number(pointId)).sort((a, b) => a - b)).toEqual(inputs.map(({ id }) => id).sort((a, b) => a - b))
    expect(told.events[0]).toMatchObject({ acknowledged: { offNormal: false, fault: true, normal: true }, notifyType: 0, priorities: [64, 96, 200] })
    for (const { objectType, objectInstance } of inputs) simulator.setEventState(2001, objectType, objectInstance, 0)
  })

  // Each of these devices stamps its events in another form: by sequence number, by date and time, by time of day.
  it.each([
    [3001, false],
    [1001, false],
    [5001, false],
    [2002, false],
  ])('of device %i are acknowledged with the time stamp in its own form', async (instance) => {
    const point = points.find(({ deviceId, objectType }) => deviceId === idOf(instance) && objectType === 0)!
    simulator.setEventState(instance, point.objectType, point.objectInstance, 4)
    const before = await events(instance)
    expect(before.events).toMatchObject([{ objectType: 0, objectInstance: point.objectInstance, pointId: point.id, eventState: 4, acknowledged: { offNormal: false } }])
    const { offNormal } = before.events[0]!.timesMs
    if (instance % 3 === 1) expect(Math.abs(offNormal! - Date.now())).toBeLessThan(MINUTE_MS)
    else expect(offNormal).toBeNull()
    const args = { deviceId: idOf(instance), objectType: 0, objectInstance: point.objectInstance, text: 'On site' }
    const count = simulator.commands()
    expect(await engine.handlers.acknowledgeDeviceEvent(args)).toMatchObject({ ok: false, error: { code: 'writing-locked' } })
    expect(simulator.commands()).toBe(count)
    valueOf(await engine.handlers.unlockWriting({ confirmed: true }))
    const after = valueOf(await engine.handlers.acknowledgeDeviceEvent(args))
    expect(after.events).toMatchObject([{ eventState: 4, acknowledged: { offNormal: true, fault: true, normal: true } }])
    expect(valueOf(await engine.handlers.listWrites({ limit: 1 }))).toMatchObject([{ action: 'acknowledgeEvent', wanted: 'low-limit', before: 'low-limit', reason: 'On site', problem: null, pointId: point.id }])
    expect(await engine.handlers.acknowledgeDeviceEvent(args)).toMatchObject({ ok: false, error: { code: 'event-nothing-to-acknowledge' } })
    simulator.setEventState(instance, point.objectType, point.objectInstance, 0)
    valueOf(await engine.handlers.acknowledgeDeviceEvent(args))
    expect((await events(instance)).events).toEqual([])
    valueOf(await engine.handlers.lockWriting({}))
  })

  it('that knows alarms only are its alarms', async () => {
    const point = points.find(({ deviceId, objectType }) => deviceId === idOf(SIMPLE) && objectType === 0)!
    simulator.setEventState(SIMPLE, 0, point.objectInstance, 1)
    expect(await events(SIMPLE)).toMatchObject({ problem: { key: 'events.summaryOnly' }, events: [{ pointId: point.id, eventState: 1, acknowledged: { fault: false }, timesMs: { fault: null } }] })
    simulator.setEventState(SIMPLE, 0, point.objectInstance, 0)
  })

  it('that knows neither are the states of its objects', async () => {
    expect(await events(78)).toMatchObject({ problem: { key: 'events.statesOnly' }, events: [{ objectType: 2, objectInstance: 1, eventState: 3 }] })
  })

  it('never come from another device at its address', async () => {
    const self = old.objects.get('8:78')!
    old.objects.delete('8:78')
    for (const result of [await engine.handlers.listDeviceEvents({ deviceId: idOf(78) }), await engine.handlers.readObject({ pointId: pointOf(78, 2).id }), await engine.handlers.readDevice({ deviceId: idOf(78) })]) {
      expect(result).toMatchObject({ ok: false })
    }
    old.objects.set('8:78', self)
  })
})

describe('time synchronization', () => {
  it('needs writing to be unlocked', async () => {
    const before = simulator.commands()
    expect(await engine.handlers.synchronizeTime({ deviceIds: [idOf(1001)], utc: true })).toMatchObject({ ok: false, error: { code: 'writing-locked' } })
    expect(simulator.commands()).toBe(before)
  })

  it.each([true, false])('sets the clocks of the devices that were chosen, and says how far they were off (UTC: %s)', async (utc) => {
    for (const instance of [1001, 1002, SIMPLE]) simulator.setClockDrift(instance, 3_600_000)
    valueOf(await engine.handlers.unlockWriting({ confirmed: true }))
    const records = valueOf(await engine.handlers.synchronizeTime({ deviceIds: [idOf(1001), idOf(SIMPLE)], utc }))
    valueOf(await engine.handlers.lockWriting({}))
    expect(records).toMatchObject([{ deviceId: idOf(1001), problem: null }, { deviceId: idOf(SIMPLE), problem: null }])
    for (const { before, after, wanted, action } of records) {
      expect(Math.abs(Number.parseFloat(before!) - 3_600) * 1_000).toBeLessThan(CLOCK_OFF_MS)
      expect(Math.abs(Number.parseFloat(after!)) * 1_000).toBeLessThan(CLOCK_OFF_MS)
      expect(action).toBe('timeSync')
      expect(wanted!.endsWith(' UTC')).toBe(utc)
    }
    for (const instance of [1001, SIMPLE]) expect(Math.abs(simulator.clockDrift(instance)!)).toBeLessThan(CLOCK_OFF_MS)
    expect(simulator.clockDrift(1002)).toBe(3_600_000)
    expect(valueOf(await engine.handlers.listWrites({ limit: 2 })).map(({ action }) => action)).toEqual(['timeSync', 'timeSync'])
    simulator.setClockDrift(1002, 0)
  })

  it('of a device that ignores it, or does not answer, says so', async () => {
    const at = new Date(2020, 0, 1, 12)
    old.add(8, 78, { ...old.objects.get('8:78')!, 56: [{ type: 10, value: at }], 57: [{ type: 11, value: at }] })
    const fault = simulator.faults.inject({ kind: 'deviceOffline', device: 1002 })
    valueOf(await engine.handlers.unlockWriting({ confirmed: true }))
    const records = valueOf(await engine.handlers.synchronizeTime({ deviceIds: [idOf(78), idOf(1002)], utc: false }))
    valueOf(await engine.handlers.lockWriting({}))
    simulator.faults.end(fault)
    expect(records.map(({ problem }) => problem?.key)).toEqual(['timeSync.notTaken', 'timeSync.notReached'])
  })
})

it('what the check-up says of clocks is known without anybody asking for it', async () => {
  simulator.setClockDrift(3001, 600_000)
  const { ip, port } = simulator.addresses().find(({ instance }) => instance === 3001)!
  const other = await startInlineEngine()
  try {
    const job = valueOf(await other.handlers.startDiscovery({ interfaces: [], targets: [`${ip}:${port}`] }))
    expect(await jobEnd(other.handlers, job.id)).toMatchObject({ state: 'done' })
    await eventually('a deduction for the clock', async () => valueOf(await other.handlers.getCheckUp({})).deductions.some(({ check }) => check === 'clocks'))
  } finally {
    await other.stop()
    simulator.setClockDrift(3001, 0)
  }
})
