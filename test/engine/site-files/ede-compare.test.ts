import { describe, expect, it } from 'vitest'
import { compareEde, type SiteDevice } from '../../../electron/engine/site-files/ede-compare.ts'
import { writeEde } from '../../../electron/engine/site-files/ede-writer.ts'
import { edeKey, type SiteNumbers } from '../../../electron/engine/site-files/ede-types.ts'
import type { ObjectFacts } from '../../../shared/domain/acquisition.ts'
import { seededRandom } from '../../../shared/random.ts'
import { read, run, utf8 } from './ede-support.ts'

const object = (objectType: number, objectInstance: number, change: Partial<ObjectFacts> = {}): ObjectFacts => ({
  objectType, objectInstance, name: `P${objectType}_${objectInstance}`, description: '', units: null, stateTexts: [], ...change,
})

const exported = (devices: readonly SiteDevice[], separator: ';' | ',' = ';', numbers: SiteNumbers = new Map()) =>
  run(writeEde({ project: 'Haus am See', author: 'Plantroom', date: '2026-11-27', separator, devices, numbers }))

describe('EDE files beside the site', () => {
  const site: readonly SiteDevice[] = [
    { instance: 1, objects: [object(0, 1, { units: 62, description: 'Supply' }), object(3, 2, { stateTexts: ['Off', 'On'] }), object(0, 9)] },
    { instance: 2, objects: [object(0, 1)] },
  ]
  const HEAD = 'keyname;device obj.-instance;object-name;object-type;object-instance;description;unit-code;state-text-reference\n'

  it('differ in what each says, and in what only one has; a device that the files do not speak of is no difference', () => {
    const { objects } = read(utf8('EDE.csv', `${HEAD}a;1;P0_1;0;1;Return;64;\nb;1;Alarm;3;2;;;1\nc;3;New;0;1;;;\n`), utf8('StateTexts.csv', '#State Text Reference\n1;Aus;Ein\n'))
    expect(run(compareEde(objects, site, new Map())).differences).toEqual([
      { deviceInstance: 1, objectType: 0, objectInstance: 1, kind: 'differs', field: 'description', inFile: 'Return', onSite: 'Supply' },
      { deviceInstance: 1, objectType: 0, objectInstance: 1, kind: 'differs', field: 'units', inFile: '64', onSite: '62' },
      { deviceInstance: 1, objectType: 0, objectInstance: 9, kind: 'missingInFile', field: null, inFile: null, onSite: 'P0_9' },
      { deviceInstance: 1, objectType: 3, objectInstance: 2, kind: 'differs', field: 'name', inFile: 'Alarm', onSite: 'P3_2' },
      { deviceInstance: 1, objectType: 3, objectInstance: 2, kind: 'differs', field: 'stateTexts', inFile: 'Aus / Ein', onSite: 'Off / On' },
      { deviceInstance: 3, objectType: 0, objectInstance: 1, kind: 'missingOnSite', field: null, inFile: 'New', onSite: null },
    ])
  })

  it('differ in limits where a snapshot knows them', () => {
    const { objects } = read(utf8('EDE.csv', 'keyname;device obj.-instance;object-name;object-type;object-instance;hi-limit;low-limit;present-value-default\na;1;P0_1;0;1;30,5;10;99\nb;1;P3_2;3;2;1;;\nc;1;P0_9;0;9;;;\n'))
    const numbers: SiteNumbers = new Map([[edeKey(1, 0, 1), { highLimit: 28, lowLimit: 10, presentValue: 21 }], [edeKey(1, 0, 9), { highLimit: 5 }]])
    expect(run(compareEde(objects, site, numbers)).differences).toEqual([
      { deviceInstance: 1, objectType: 0, objectInstance: 1, kind: 'differs', field: 'highLimit', inFile: '30.5', onSite: '28' },
    ])
  })

  it('claim nothing where one side says nothing', () => {
    const { objects } = read(utf8('EDE.csv', `${HEAD}a;1;P0_1;0;1;;;\nb;1;P3_2;3;2;;;\nc;1;P0_9;0;9;;;5\n`))
    expect(run(compareEde(objects, site, new Map())).differences).toEqual([])
    const unread = [{ instance: 1, objects: [object(0, 1, { name: '' }), object(3, 2), object(0, 9)] }]
    expect(run(compareEde(objects, unread, new Map())).differences).toEqual([])
  })
})

describe('an export', () => {
  it('is four files that a spreadsheet opens: UTF-8 with a mark, lines ended by CR LF', () => {
    const files = exported([{ instance: 7, objects: [object(0, 1, { units: 300 }), object(200, 3)] }])
    expect(files.map(({ name }) => name)).toEqual(['Haus_am_See_EDE.csv', 'Haus_am_See_ObjTypes.csv', 'Haus_am_See_StateTexts.csv', 'Haus_am_See_Units.csv'])
    for (const { bytes } of files) {
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const text = new TextDecoder().decode(bytes)
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    }
    const text = new TextDecoder().decode(files[0]!.bytes)
    expect(text).toContain('VERSION_OF_LAYOUT;2.3\r\n')
    expect(text).toContain('P0_1;7;P0_1;0;1;;;;;;;;;;300;;\r\n')
    expect(new TextDecoder().decode(files[1]!.bytes)).toMatch(/\r\n0;Analog Input\r\n(.|\r\n)*\r\n200;Proprietary 200\r\n/)
    expect(new TextDecoder().decode(files[3]!.bytes)).toMatch(/\r\n62;Degrees Celsius\r\n(.|\r\n)*\r\n300;Unit 300\r\n/)
  })

  it('comes back without a difference, whatever names and texts hold', () => {
    const random = seededRandom(3)
    const pieces = ['"', ';', ',', '\r\n', '\n', '#', ' ', 'Lüftung', 'Ω', '漢字', '😀', '=1+1', 'sep=;', '\t', 'x', '–']
    const words = (most: number): string => Array.from({ length: Math.floor(random() * most) }, () => pieces[Math.floor(random() * pieces.length)]).join('')
    for (let round = 0; round < 60; round++) {
      const devices = Array.from({ length: 3 }, (_none, device) => ({
        instance: device * 1_000,
        objects: Array.from({ length: 12 }, (_nothing, at) =>
          object([0, 3, 8, 13, 19, 140, 1_023][at % 7]!, at, {
            name: random() < 0.1 ? '' : words(5),
            description: words(6),
            units: random() < 0.5 ? null : Math.floor(random() * 65_000),
            stateTexts: Array.from({ length: Math.floor(random() * 5) }, () => words(3)),
          }),
        ),
      }))
      const number = (): number => Math.fround((random() - 0.5) * 10 ** Math.floor(random() * 12 - 4))
      const numbers: SiteNumbers = new Map(
        devices.flatMap(({ instance, objects }) => objects.map((one) => [edeKey(instance, one.objectType, one.objectInstance), { presentValue: number(), minValue: number(), highLimit: number(), notificationClass: 3 }] as const)),
      )
      const content = read(...exported(devices, round % 2 === 0 ? ';' : ',', numbers))
      for (const one of content.objects) expect(one.numbers).toEqual(numbers.get(edeKey(one.deviceInstance, one.objectType, one.objectInstance)))
      expect(content.problems).toEqual([])
      expect(content.objects).toHaveLength(36)
      const comparison = run(compareEde(content.objects, devices, numbers))
      expect(comparison).toEqual({ differences: [], leftOut: 0 })
    }
  })

  it('gives every row a key of its own', () => {
    const [ede] = exported([{ instance: 1, objects: [object(0, 1, { name: 'T' })] }, { instance: 2, objects: [object(0, 1, { name: 'T' }), object(0, 2, { name: 'T' })] }])
    const keys = new TextDecoder().decode(ede!.bytes).split('\r\n').slice(8).filter((line) => line !== '').map((line) => line.split(';')[0])
    expect(keys).toEqual(['T', 'T_2', 'T_2_2'])
  })
})
