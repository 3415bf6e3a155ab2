/** Writing to real plant: locked until it is unlocked, with a priority, logged with before and after, and taken back whatever happens. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Point } from '../../shared/domain/point.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { enumerated, ERROR, flags, objectId, real, REJECT, ScriptedPeer, text, unsigned } from './bacnet/scripted-peer.ts'

const ANALOG_OUTPUT = 1
const ANALOG_VALUE = 2
const WRITE_PROPERTY = 15

const simulator = createSimulator({ port: 0, devices: 3 })
/** A device without priorities in its values, and moods of its own. */
const odd = new ScriptedPeer({ instance: 77 })
let mood: 'accepts' | 'swallows' | 'does it and is silent' | 'lies' = 'accepts'
let oddValue = 20
const home = mkdtempSync(join(tmpdir(), 'plantroom-writing-'))
let engine: InlineEngine
let points: readonly Point[]
let addresses: readonly string[]

const start = async (): Promise<void> => {
  engine = await startInlineEngine({ home })
  valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 500, requestsPerSecondPerDevice: 200, defaultPollIntervalMs: 60_000 } }))
}

beforeAll(async () => {
  const { devices } = await simulator.start()
  const head = { 77: [text('Setpoint')], 28: [text('')], 111: [flags(0)] }
  odd.add(2, 1, { ...head, 75: [objectId(2, 1)], 85: () => [real(oddValue)], 117: [enumerated(62)], 65: [real(30)], 69: [real(10)] })
  odd.add(19, 1, { ...head, 75: [objectId(19, 1)], 77: [text('Mode')], 85: [unsigned(1)], 74: [unsigned(3)], 110: [text('Off'), text('Auto'), text('On')] })
  odd.add(6, 1, { ...head, 75: [objectId(6, 1)], 77: [text('Holidays')], 85: [enumerated(0)] })
  odd.onRequest = ({ service, invokeId, payload }) => {
    if (service !== WRITE_PROPERTY) return undefined
    if (mood === 'swallows') return []
    // Context 3 opens the value; a REAL stands behind its tag.
    const at = payload.indexOf(0x3e)
    if (mood !== 'lies' && payload[at + 1] === 0x44) oddValue = payload.readFloatBE(at + 2)
    return mood === 'does it and is silent' ? [] : [Buffer.from([0x20, invokeId, service])]
  }
  await odd.open()
  addresses = [...devices.map(({ ip, port }) => `${ip}:${port}`), `127.0.0.1:${odd.port}`]
  await start()
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: [...addresses] }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
  points = valueOf(await engine.handlers.listPoints({}))
})
afterAll(async () => {
  await engine?.stop()
  await odd.close()
  await simulator.stop()
  rmSync(home, { recursive: true, force: true })
})

interface Place {
  readonly point: Point
  readonly device: number
}

/** A commandable analog output of the simulated building, each time the same. */
const outputs = async (): Promise<readonly Place[]> => {
  const devices = valueOf(await engine.handlers.listDevices({}))
  return points.flatMap((point) => {
    const instance = devices.find(({ id }) => id === point.deviceId)?.instance ?? 0
    const commandable = point.objectType === ANALOG_OUTPUT && simulator.slot(instance, point.objectType, point.objectInstance, 8) !== undefined
    return commandable ? [{ point, device: instance }] : []
  })
}
const slotOf = ({ point, device }: Place, priority: number): number | undefined => simulator.slot(device, point.objectType, point.objectInstance, priority)

const oddPoint = (type: number): Point => points.find(({ objectType, name }) => objectType === type && ['Setpoint', 'Mode', 'Holidays'].includes(name))!
const unlock = async (): Promise<void> => void valueOf(await engine.handlers.unlockWriting({ confirmed: true }))
const state = async () => valueOf(await engine.handlers.getWriteState({}))
const oddWrites = (): number => odd.requests.filter(({ service }) => service === WRITE_PROPERTY).length

describe('while writing is locked', () => {
  it('which it is at the start, no call makes anything leave the machine that would change a device', async () => {
    expect(await state()).toMatchObject({ unlocked: false, unlockedUntilMs: null, standing: [] })
    const before = { commands: simulator.commands(), odd: oddWrites() }
    const { handlers } = engine
    const [{ point }] = (await outputs()) as [Place]
    const pointId = point.id
    const refused = [
      await handlers.writePoint({ pointId, value: 1, priority: 8, reason: '' }),
      await handlers.relinquishPoint({ pointId, priority: 8, reason: '' }),
      await handlers.setOutOfService({ pointId, outOfService: true, reason: '' }),
    ]
    expect(refused.map((result) => result.ok || result.error.code)).toEqual(refused.map(() => 'writing-locked'))
    valueOf(await handlers.setPollInterval({ pointIds: [pointId], intervalMs: 1_000 }))
    const job = valueOf(await handlers.startDiscovery({ interfaces: [], targets: [...addresses] }))
    expect(await jobEnd(handlers, job.id)).toMatchObject({ state: 'done' })
    const deviceId = valueOf(await handlers.listDevices({}))[0]!.id
    valueOf(await handlers.readDevice({ deviceId }))
    valueOf(await handlers.readObject({ pointId }))
    valueOf(await handlers.listDeviceEvents({ deviceId }))
    valueOf(await handlers.setViewedPoints({ pointIds: [pointId] }))
    valueOf(await handlers.getCheckUp({}))
    for (const { id } of [valueOf(await handlers.rediscoverDevice({ deviceId })), valueOf(await handlers.takeSnapshot({ note: '' }))]) {
      expect(await jobEnd(handlers, id)).toMatchObject({ state: 'done' })
    }
    for (const result of [
      await handlers.synchronizeTime({ deviceIds: [deviceId], utc: false }),
      await handlers.acknowledgeDeviceEvent({ deviceId, objectType: 0, objectInstance: 1, text: '' }),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'writing-locked' } })
    }
    expect(await jobEnd(handlers, valueOf(await handlers.relinquishAll({})).id)).toMatchObject({ state: 'done' })
    expect({ commands: simulator.commands(), odd: oddWrites() }).toEqual(before)
    expect(valueOf(await handlers.listWrites({ limit: 10 }))).toEqual([])
  })

  it('unlocking is told to everyone, and locking too', async () => {
    const told: boolean[] = []
    const stop = engine.subscribe((name, payload) => {
      if (name === 'writingChanged') told.push((payload as { unlocked: boolean }).unlocked)
    })
    await unlock()
    expect((await state()).unlockedUntilMs).toBeGreaterThan(Date.now() + 14 * 60_000)
    valueOf(await engine.handlers.lockWriting({}))
    expect(told).toEqual([true, false])
    stop()
  })

  it('a laptop that slept wakes up locked', async () => {
    await unlock()
    engine.suspend()
    engine.resume()
    expect((await state()).unlocked).toBe(false)
  })
})

describe('an unlocked write', () => {
  it('commands the object at its priority, and the record says what was before and after', async () => {
    await unlock()
    const place = (await outputs())[0]!
    const record = valueOf(await engine.handlers.writePoint({ pointId: place.point.id, value: 42, priority: 8, reason: 'Valve test' }))
    expect(slotOf(place, 8)).toBe(42)
    expect(simulator.reading(place.device, ANALOG_OUTPUT, place.point.objectInstance)).toBe(42)
    expect(record).toMatchObject({ action: 'write', priority: 8, slotBefore: 'null', reason: 'Valve test', problem: null })
    expect(record.before).toMatch(/^\d/)
    for (const shown of [record.wanted, record.after, record.slotAfter]) expect(shown).toMatch(/^42\b/)
    expect(record.device).toContain(`Device ${place.device}`)
    expect((await state()).standing).toMatchObject([{ pointId: place.point.id, priority: 8, action: 'write' }])
    expect(valueOf(await engine.handlers.listWrites({ limit: 1 }))).toEqual([record])
  })

  it('is given back with NULL, after which nothing stands', async () => {
    const place = (await outputs())[0]!
    const record = valueOf(await engine.handlers.relinquishPoint({ pointId: place.point.id, priority: 8, reason: 'Done' }))
    expect(slotOf(place, 8)).toBeNaN()
    expect(record).toMatchObject({ action: 'relinquish', wanted: null, slotAfter: 'null', problem: null })
    expect((await state()).standing).toEqual([])
  })

  it.each([1, 2, 6])('is refused at priority %i before anything is sent', async (priority) => {
    await unlock()
    const before = simulator.commands()
    const result = await engine.handlers.writePoint({ pointId: (await outputs())[0]!.point.id, value: 1, priority, reason: '' })
    expect(result.ok || result.error.code).toBe(priority === 6 ? 'write-priority-minimum-time' : 'write-priority-life-safety')
    expect(simulator.commands()).toBe(before)
  })

  it('is refused outside the limits that the object itself tells', async () => {
    const before = oddWrites()
    const tooHot = await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 31, priority: 8, reason: '' })
    expect(tooHot).toMatchObject({ ok: false, error: { code: 'write-value', detail: { low: '10', high: '30', value: 31 } } })
    const noState = await engine.handlers.writePoint({ pointId: oddPoint(19).id, value: 4, priority: 8, reason: '' })
    expect(noState).toMatchObject({ ok: false, error: { code: 'write-value-whole', detail: { low: '1', high: '3' } } })
    expect(await engine.handlers.writePoint({ pointId: oddPoint(19).id, value: 1.5, priority: 8, reason: '' })).toMatchObject({ ok: false, error: { code: 'write-value-whole' } })
    expect(await engine.handlers.writePoint({ pointId: oddPoint(6).id, value: 1, priority: 8, reason: '' })).toMatchObject({ ok: false, error: { code: 'write-type' } })
    expect(oddWrites()).toBe(before)
  })

  it('goes without a priority to an object that has none, and then nothing stands', async () => {
    mood = 'accepts'
    const record = valueOf(await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 22.5, priority: 8, reason: '' }))
    expect(record).toMatchObject({ priority: null, before: '20 °C', after: '22.5 °C', slotBefore: null, problem: null })
    const { payload } = odd.requests.findLast(({ service }) => service === WRITE_PROPERTY)!
    expect(payload.toString('hex')).toBe('0c0080000119553e4441b400003f')
    expect((await state()).standing).toEqual([])
    const refused = await engine.handlers.relinquishPoint({ pointId: oddPoint(ANALOG_VALUE).id, priority: 8, reason: '' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'write-not-commandable' } })
  })

  it('without an answer is not repeated, and is reported as such with what the device shows', async () => {
    mood = 'does it and is silent'
    const before = oddWrites()
    const record = valueOf(await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 25, priority: 8, reason: '' }))
    expect(oddWrites()).toBe(before + 1)
    expect(record).toMatchObject({ after: '25 °C', problem: { key: 'write.unanswered', params: { after: '25 °C' } } })
    mood = 'swallows'
    const lost = valueOf(await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 26, priority: 8, reason: '' }))
    expect(lost).toMatchObject({ after: '25 °C', problem: { key: 'write.unanswered', params: { after: '25 °C' } } })
  })

  it('that a device accepts without doing it is reported', async () => {
    mood = 'lies'
    const record = valueOf(await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 11, priority: 8, reason: '' }))
    expect(record.problem).toEqual({ key: 'write.differs', params: { after: '25 °C' } })
  })

  it('that a device refuses changes nothing, and says why', async () => {
    const usual = odd.onRequest
    odd.onRequest = (request) => (request.service === WRITE_PROPERTY ? [ERROR(request.invokeId, WRITE_PROPERTY, 2, 40)] : usual(request))
    const denied = valueOf(await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 12, priority: 8, reason: '' }))
    expect(denied.problem).toMatchObject({ key: 'write.refused', params: { reason: expect.stringContaining('write access denied') } })
    odd.onRequest = (request) => (request.service === WRITE_PROPERTY ? [REJECT(request.invokeId, 9)] : usual(request))
    expect(valueOf(await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 12, priority: 8, reason: '' })).problem?.key).toBe('write.refused')
    odd.onRequest = usual
  })

  it('never goes to another device that answers at the address', async () => {
    const before = oddWrites()
    const self = odd.objects.get('8:77')!
    odd.objects.delete('8:77')
    const result = await engine.handlers.writePoint({ pointId: oddPoint(ANALOG_VALUE).id, value: 13, priority: 8, reason: '' })
    expect(result).toMatchObject({ ok: false, error: { code: 'write-other-device' } })
    expect(oddWrites()).toBe(before)
    odd.objects.set('8:77', self)
  })

  it('to a device that does not answer sends nothing', async () => {
    const place = (await outputs())[0]!
    const fault = simulator.faults.inject({ kind: 'deviceOffline', device: place.device })
    const before = simulator.commands()
    const result = await engine.handlers.writePoint({ pointId: place.point.id, value: 13, priority: 8, reason: '' })
    expect(result).toMatchObject({ ok: false, error: { code: 'write-device-silent' } })
    simulator.faults.end(fault)
    expect(simulator.commands()).toBe(before)
    expect((await state()).standing).toEqual([])
  })
})

describe('out of service', () => {
  it('is set, stands, and is set back', async () => {
    await unlock()
    const place = (await outputs())[1]!
    const set = valueOf(await engine.handlers.setOutOfService({ pointId: place.point.id, outOfService: true, reason: 'Sensor change' }))
    expect(set).toMatchObject({ action: 'outOfService', before: 'false', after: 'true', wanted: 'true', problem: null })
    expect((await state()).standing).toMatchObject([{ pointId: place.point.id, priority: 0, action: 'outOfService' }])
    const back = valueOf(await engine.handlers.setOutOfService({ pointId: place.point.id, outOfService: false, reason: '' }))
    expect(back).toMatchObject({ before: 'true', after: 'false', problem: null })
    expect((await state()).standing).toEqual([])
  })
})

describe('what was written from here', () => {
  it('is taken back in one action even after a restart, locked, but not what others have written over', async () => {
    await unlock()
    const [first, second, third] = (await outputs()) as [Place, Place, Place]
    for (const { point } of [first, second]) expect(valueOf(await engine.handlers.writePoint({ pointId: point.id, value: 33, priority: 9, reason: '' })).problem).toBeNull()
    valueOf(await engine.handlers.setOutOfService({ pointId: third.point.id, outOfService: true, reason: '' }))
    simulator.operate(second.device, ANALOG_OUTPUT, second.point.objectInstance, 50, 9)
    await engine.stop()
    await start()
    expect(await state()).toMatchObject({ unlocked: false })
    expect((await state()).standing).toHaveLength(3)

    const job = await jobEnd(engine.handlers, valueOf(await engine.handlers.relinquishAll({})).id)
    expect(job).toMatchObject({ state: 'done', doing: { key: 'job.relinquish.doneWithOthers', params: { given: 2, overwritten: 1, failed: 0 } } })
    expect(slotOf(first, 9)).toBeNaN()
    expect(slotOf(second, 9)).toBe(50)
    expect((await state()).standing).toEqual([])
    const log = valueOf(await engine.handlers.listWrites({ limit: 3 }))
    expect(log.map(({ action, problem }) => [action, problem?.key ?? null])).toEqual([['relinquish', null], ['relinquish', 'write.overwritten'], ['outOfService', null]])
  })

  it('stays noted while its device is away, and the log outlives the device', async () => {
    await unlock()
    const place = (await outputs())[0]!
    expect(valueOf(await engine.handlers.writePoint({ pointId: place.point.id, value: 12, priority: 10, reason: '' })).problem).toBeNull()
    const fault = simulator.faults.inject({ kind: 'deviceOffline', device: place.device })
    const failed = await jobEnd(engine.handlers, valueOf(await engine.handlers.relinquishAll({})).id)
    expect(failed.doing).toMatchObject({ key: 'job.relinquish.doneWithFailures', params: { given: 0, failed: 1 } })
    expect((await state()).standing).toHaveLength(1)
    simulator.faults.end(fault)
    valueOf(await engine.handlers.removeDevice({ deviceId: place.point.deviceId }))
    const done = await eventually('it being given back', async () => {
      const job = await jobEnd(engine.handlers, valueOf(await engine.handlers.relinquishAll({})).id)
      return (await state()).standing.length === 0 && job
    })
    expect(done.doing.key).toBe('job.relinquish.done')
    expect(slotOf(place, 10)).toBeNaN()
    expect(valueOf(await engine.handlers.listWrites({ deviceId: place.point.deviceId, limit: 100 })).length).toBeGreaterThan(5)
  })
})
