/** Site files and recordings: served as written, refused with the place when broken. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { objectTypeNumber } from '../../shared/domain/object-type.ts'
import { readSiteFile } from '../../electron/simulator/building/site-file.ts'
import { serveSite } from '../../electron/simulator/serve-site.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'

const SITE = {
  source: 'test',
  devices: [
    {
      deviceInstance: 700,
      vendorId: 36,
      colour: 'unknown keys are passed over',
      objects: [
        { type: 'analogInput', instance: 2, name: 'OAT', units: 'degreesCelsius', presentValue: '4.5', extra: [1] },
        { type: 'binaryOutput', instance: 9, name: 'Pump', units: null, presentValue: 'active' },
        { type: 'device', instance: 700, name: null, units: null, presentValue: null },
        { type: 'structuredView', instance: 0, name: null, units: null, presentValue: null },
      ],
    },
  ],
}
const READINGS = `time_utc,device_instance,object_type,object_instance,value
2025-09-22T10:00:10.000Z,700,analogInput,2,6.5
2025-09-22T10:00:00.000Z,700,binaryOutput,9,inactive
2025-09-22T10:00:20.000Z,700,analogInput,2,
2025-09-22T10:00:30.000Z,701,analogInput,2,99
2025-09-22T10:00:40.000Z,700,analogInput,2,7.25
`
const START = Date.UTC(2026, 0, 1)
let folder = ''
const write = (name: string, content: string): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a site file', () => {
  test('gives every object with its name, unit and value; objects without a name get one', () => {
    const site = readSiteFile(write('site.json', JSON.stringify(SITE)))
    if (!site.ok) throw new Error(site.error.message)
    const [device] = site.value.devices
    expect(device).toMatchObject({ instance: 700, name: 'Device 700', vendorId: 36 })
    expect(device?.points.map((point) => [point.objectType, point.objectInstance, point.name, point.units])).toEqual([
      [0, 2, 'OAT', 62],
      [4, 9, 'Pump', null],
      [29, 0, 'structuredView 0', null],
    ])
    expect(site.value.initial.slice(0, 2)).toEqual([4.5, 1])
  })

  test.each([
    ['not json', '{', 'is not JSON'],
    ['no devices', '{"devices":[]}', 'at least one device'],
    ['a bad instance', JSON.stringify({ devices: [{ deviceInstance: -1, objects: [] }] }), 'devices[0]: deviceInstance must be a whole number'],
    ['an unknown type', JSON.stringify({ devices: [{ deviceInstance: 1, objects: [{ type: 'gadget', instance: 1 }] }] }), 'devices[0] (device 1): objects[0]: type "gadget"'],
    ['an unknown unit', JSON.stringify({ devices: [{ deviceInstance: 1, objects: [{ type: 'analogInput', instance: 1, units: 'furlongs' }] }] }), 'units "furlongs"'],
    ['a bad value', JSON.stringify({ devices: [{ deviceInstance: 1, objects: [{ type: 'analogInput', instance: 1, presentValue: 'warm' }] }] }), 'presentValue "warm"'],
    ['an object twice', JSON.stringify({ devices: [{ deviceInstance: 1, objects: [{ type: 'analogInput', instance: 1 }, { type: 'analogInput', instance: 1 }] }] }), 'objects[1]: analogInput 1 is there twice'],
    ['a device twice', JSON.stringify({ devices: [{ deviceInstance: 1, objects: [] }, { deviceInstance: 1, objects: [] }] }), 'deviceInstance twice'],
  ])('with %s is refused in one sentence that names file and place', (_what, content, words) => {
    const file = write('site.json', content)
    const site = readSiteFile(file)
    if (site.ok) throw new Error('was accepted')
    expect(site.error.message).toContain(file)
    expect(site.error.message).toContain(words)
  })

  test('that is not there is refused', () => {
    expect(readSiteFile(join(folder, 'none.json'))).toMatchObject({ ok: false, error: { code: 'site-file-unreadable' } })
  })
})

describe('a recording beside it', () => {
  test('is played at its own pace, in a loop', () => {
    const file = write('site.json', JSON.stringify(SITE))
    write('readings.csv', READINGS)
    const served = serveSite(file, START, 1)
    if (!served.ok) throw new Error(served.error.message)
    const simulator = createSimulator({ startMs: START, port: 0 }, served.value)
    const at = (seconds: number): (number | undefined)[] => {
      simulator.advanceTo(START + seconds * 1000)
      return [simulator.reading(700, 0, 2), simulator.reading(700, 4, 9)]
    }
    expect(at(5)).toEqual([4.5, 0])
    expect(at(15)).toEqual([6.5, 0])
    expect(at(45)).toEqual([7.25, 0])
    // 40 s long, a minute of pause.
    expect(at(105)).toEqual([7.25, 0])
    expect(at(112)).toEqual([6.5, 0])
    expect(at(100 * 1000 + 15)).toEqual([6.5, 0])
  })

  test.each([
    ['time,device\n', 'line 1'],
    [`${READINGS}2025-09-22T10:00:50.000Z,700,analogInput,2\n`, 'line 7: five fields'],
    [`${READINGS}yesterday,700,analogInput,2,1\n`, 'line 7: "yesterday" is not a time'],
    [`${READINGS}2025-09-22T10:00:50.000Z,700,gadget,2,1\n`, 'line 7: "gadget"'],
    [`${READINGS}2025-09-22T10:00:50.000Z,700,analogInput,2,warm\n`, 'line 7: "warm" is not a value'],
  ])('is refused by its line when broken (%#)', (content, words) => {
    const file = write('site.json', JSON.stringify(SITE))
    write('readings.csv', content)
    const served = serveSite(file, START, 1)
    if (served.ok) throw new Error('was accepted')
    expect(served.error.message).toContain('readings.csv')
    expect(served.error.message).toContain(words)
  })
})

const SEED_SITE = join(import.meta.dirname, '../../../shared/data/seed-site/site.json')
if (!existsSync(SEED_SITE)) console.warn(`SKIPPED: ${SEED_SITE} is not there, the real site is not checked`)

test.skipIf(!existsSync(SEED_SITE))('the real site is taken completely: every object, name, unit and value as in the file', () => {
  const written = JSON.parse(readFileSync(SEED_SITE, 'utf8')) as { devices: { deviceInstance: number; objects: { type: string; instance: number; name: string | null; units: string | null }[] }[] }
  const served = serveSite(SEED_SITE, START, 1)
  if (!served.ok) throw new Error(served.error.message)
  expect(served.value.devices.map((device) => device.instance)).toEqual(written.devices.map((device) => device.deviceInstance))
  written.devices.forEach((device, index) => {
    const objects = device.objects.filter((object) => object.type !== 'device')
    const points = served.value.devices[index]?.points ?? []
    expect(points.map((point) => [point.objectType, point.objectInstance])).toEqual(objects.map((object) => [objectTypeNumber(object.type), object.instance]))
    objects.forEach((object, at) => {
      if (object.name !== null) expect(points[at]?.name).toBe(object.name)
      if (object.units !== null) expect(points[at]?.units).not.toBeNull()
    })
  })
})
