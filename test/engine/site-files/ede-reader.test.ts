import { describe, expect, it } from 'vitest'
import { readEde } from '../../../electron/engine/site-files/ede-reader.ts'
import { seededRandom } from '../../../shared/random.ts'
import { latin, read, troubles, utf16, utf8 } from './ede-support.ts'

const OFFICE = `#Engineering-Data-Exchange - B.I.G.-EU
PROJECT_NAME;Bürohaus Süd
VERSION_OF_REFERENCEFILE;3
TIMESTAMP_OF_LAST_CHANGE;27.11.2026
AUTHOR_OF_LAST_CHANGE;M. Muster
VERSION_OF_LAYOUT;2.3
#mandatory;mandatory;mandatory;mandatory;mandatory;optional;optional;optional;optional;optional;optional;optional;optional;optional;optional;optional;optional
# keyname;device obj.-instance;object-name;object-type;object-instance;description;present-value-default;min-present-value;max-present-value;settable;supports COV;hi-limit;low-limit;state-text-reference;unit-code;vendor-specific-addres;notification-class
RLT1;1001;RLT 1;8;1001;Zentrale Dach;;;;;;;;;;;
RLT1.T_ZUL;1001;T_ZUL;0;1;Temperatur Zuluft;21,5;-20,0;80;N;Y;35,5;5;;62;;10
RLT1.BETR;1001;BETR;19;4;;;1;3;Y;Y;;;7;;;10
RLT1.STOER;1001;STOER;3;2;;inactive;;;N;Y;;;08;;;
`
const TEXTS = `#State Text Reference;;;
#Reference Number;Text 1 or Inactive-Text;Text 2 or Active-Text;Text 3
7;Aus;Stufe 1;Stufe 2;;;
8;Normal;Störung
`

describe('EDE files', () => {
  it('are read whole: heading, objects, state texts, decimal commas', () => {
    const content = read(utf8('Haus_EDE.csv', OFFICE), utf8('Haus_StateTexts.csv', TEXTS))
    expect(content).toMatchObject({ project: 'Bürohaus Süd', rows: 4, problems: [] })
    expect(content.objects).toEqual([
      { deviceInstance: 1_001, objectType: 8, objectInstance: 1_001, name: 'RLT 1', description: 'Zentrale Dach', units: null, stateTexts: null, numbers: {} },
      {
        deviceInstance: 1_001, objectType: 0, objectInstance: 1, name: 'T_ZUL', description: 'Temperatur Zuluft', units: 62, stateTexts: null,
        numbers: { presentValue: 21.5, minValue: -20, maxValue: 80, highLimit: 35.5, lowLimit: 5, notificationClass: 10 },
      },
      { deviceInstance: 1_001, objectType: 19, objectInstance: 4, name: 'BETR', description: null, units: null, stateTexts: ['Aus', 'Stufe 1', 'Stufe 2'], numbers: { minValue: 1, maxValue: 3, notificationClass: 10 } },
      { deviceInstance: 1_001, objectType: 3, objectInstance: 2, name: 'STOER', description: null, units: null, stateTexts: ['Normal', 'Störung'], numbers: { presentValue: 0 } },
    ])
  })

  it('are the same in every encoding and in any order', () => {
    const whole = read(utf8('a.csv', OFFICE), utf8('b.csv', TEXTS))
    expect(read(utf8('b.csv', TEXTS), utf8('a.csv', OFFICE))).toEqual(whole)
    expect(read(latin('a.csv', OFFICE), latin('b.csv', TEXTS))).toEqual(whole)
    expect(read(utf16('a.csv', OFFICE, 'le', true), utf16('b.csv', TEXTS, 'be', true))).toEqual(whole)
    expect(read(utf8('a.csv', OFFICE.replaceAll('\n', '\r\n')), utf8('b.csv', TEXTS.replaceAll('\n', '\r')))).toEqual(whole)
  })

  it.each([
    [
      'layout 2.1 with all lines behind a # and columns of its own',
      '# PROJECT_NAME;Site_V2;\n# VERSION_OF_REFERENCEFILE;1;\n# VERSION_OF_LAYOUT;2.1;\n# mandatory;mandatory;mandatory;mandatory;mandatory;optional\n# keyname;device-obj-instance;object-name;object-type;object-instance;description;present-value-default;min-present-value;max-present-value;commandValue;hi-limit;low-limit;unit-code;object-tag-text;state-text;\nk;416;RoomTemp;0;12;Raum;;;;;30;10;62;x;y;\n',
      { deviceInstance: 416, objectType: 0, objectInstance: 12, name: 'RoomTemp', description: 'Raum', units: 62, numbers: { highLimit: 30, lowLimit: 10 } },
    ],
    [
      'commas, quoted, as a spreadsheet writes them',
      '"PROJECT_NAME","Tower, North"\r\n"VERSION_OF_LAYOUT","2.2"\r\n"# keyname","device obj.-instance","object-name","object-type","object-instance","description","present-value-default","min-present-value","max-present-value","commandable"\r\n"k","20","Supply ""A"", duct","2","5","a, b","1.5"\r\n',
      { deviceInstance: 20, objectType: 2, objectInstance: 5, name: 'Supply "A", duct', description: 'a, b', numbers: { presentValue: 1.5 } },
    ],
    ['tabs', 'keyname\tdevice instance\tobject name\tobject type\tobject instance\nk\t20\tFan\t4\t5\n', { deviceInstance: 20, objectType: 4, name: 'Fan' }],
    ['no heading at all', 'k;20;Fan;4;5;Exhaust fan\n', { deviceInstance: 20, objectType: 4, objectInstance: 5, name: 'Fan', description: 'Exhaust fan' }],
    ['types as words of the standard', 'keyname;device obj.-instance;object-name;object-type;object-instance\nk;20;Fan;Binary-Output;5\n', { objectType: 4 }],
    ['types as short forms', 'keyname;device obj.-instance;object-name;object-type;object-instance\nk;20;Fan;MSV;5\n', { objectType: 19 }],
    ['columns in another order', 'object-instance;object-type;device obj.-instance;object-name\n5;1;20;Valve\n', { deviceInstance: 20, objectType: 1, objectInstance: 5, name: 'Valve' }],
  ])('with %s', (_what, text, expected) => {
    const content = read(utf8('points.csv', text))
    expect(troubles(content)).toEqual([])
    expect(content.objects).toHaveLength(1)
    expect(content.objects[0]).toMatchObject(expected)
  })

  it('of devices exported one by one have their own state texts', () => {
    const head = 'keyname;device obj.-instance;object-name;object-type;object-instance;state-text-reference\n'
    const texts = (off: string): string => `#State Text Reference\n1;${off};x\n`
    const content = read(
      utf8('Tower_AHU1_EDE.csv', `${head}a;1;A;3;1;1\n`), utf8('Tower_AHU1_StateTexts.csv', texts('Aus')),
      utf8('Tower_AHU2_EDE.csv', `${head}b;2;B;3;1;1\n`), utf8('Tower_AHU2_StateTexts.csv', texts('Off')),
      utf8('Cellar_EDE.csv', `${head}c;3;C;3;1;1\n`),
    )
    expect(troubles(content)).toEqual([])
    expect(content.objects.map(({ stateTexts }) => stateTexts?.[0])).toEqual(['Aus', 'Off', 'Aus'])
  })

  it('know proprietary types and units by the files that name them', () => {
    const content = read(
      utf8('EDE.csv', 'keyname;device obj.-instance;object-name;object-type;object-instance;unit-code\na;1;A;Lamp Group;1;Lux per hour\nb;1;B;130;2;300\n'),
      utf8('ObjTypes.csv', '#Encoding of BACnet Object Types\n#Code;Object Type\n0;Analog Input\n131;Lamp Group\n'),
      utf8('Units.csv', '#Encoding of BACnet Engineering Units\n#Code;Unit Text\n299;Lux per hour\n'),
    )
    expect(troubles(content)).toEqual([])
    expect(content.objects.map(({ objectType, units }) => [objectType, units])).toEqual([[131, 299], [130, 300]])
  })

  it('report each broken row by its line and skip it', () => {
    const rows = [
      'a;1;A;0;1',
      ';;;;',
      'b;1;;0;2',
      'c;x1;C;0;3',
      'd;1;D;rocket;4',
      'e;1;E;0;4194303',
      'f;1;F;0;1',
      'g;1;G;0;7;;;low;9;;;;;99;wrong',
      '# a remark;1;H;0;8',
      '"#9";1;"#9";0;9',
      'short;1',
      'i;1;I;5000;9',
    ]
    const content = read(utf8('x_EDE.csv', `${OFFICE.split('\n').slice(0, 8).join('\n')}\n${rows.join('\n')}\n`), utf8('x_StateTexts.csv', `${TEXTS}7;again\nnine;x\n`))
    expect(troubles(content)).toEqual([
      '5 referenceTwice', '6 tableRow', '11 columnEmpty', '12 instance', '13 objectType', '14 instance', '15 twice', '16 units', '16 stateTexts', '16 number', '19 columnEmpty', '20 objectType',
    ])
    expect(content.problems.find(({ text }) => text.key === 'ede.problem.twice')).toEqual({
      file: 'x_EDE.csv', line: 15, text: { key: 'ede.problem.twice', params: { object: 'AI 1', device: 1, line: 9, file: 'x_EDE.csv' } },
    })
    expect(content.objects.map(({ name }) => name)).toEqual(['A', 'G', '#9'])
    expect(content.rows).toBe(10)
  })

  it('that are something else are named, and an EDE file without its columns too', () => {
    expect(troubles(read(utf8('letter.txt', 'Dear all,\nthe pump is broken.\n')))).toEqual(['1 notRecognised'])
    expect(troubles(read(utf8('x.csv', 'PROJECT_NAME;P\nVERSION_OF_LAYOUT;9.1\nfoo;bar\n')))).toEqual(['2 layout', '1 noColumns'])
  })

  it('spoilt at any place never throw, and never give what is out of bounds', () => {
    const random = seededRandom(11)
    const whole = new TextEncoder().encode(OFFICE + TEXTS)
    for (let round = 0; round < 400; round++) {
      const bytes = Uint8Array.from(whole).subarray(0, Math.floor(whole.length * (round % 3 === 0 ? random() : 1)))
      for (let spoilt = 0; spoilt < 1 + random() * 30; spoilt++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      for (const object of read({ name: 'spoilt_EDE.csv', bytes }, utf8('t_StateTexts.csv', TEXTS)).objects) {
        expect(object.deviceInstance).toBeLessThan(4_194_303)
        expect(object.objectInstance).toBeLessThan(4_194_303)
        expect(object.objectType).toBeLessThan(1_024)
        expect(object.name.trim()).not.toBe('')
      }
    }
  })

  it('larger than any site stop at the bound, in pieces that let others work', () => {
    const rows = Array.from({ length: 200_010 }, (_, at) => `k${at};${1 + (at % 500)};Point ${at};0;${Math.floor(at / 500)};some description of it;;;;;;;;;62`).join('\r\n')
    const work = readEde([utf8('big_EDE.csv', `${OFFICE.split('\n').slice(0, 8).join('\r\n')}\r\n${rows}`)])
    let pieces = 0
    let step = work.next()
    for (; step.done !== true; step = work.next()) pieces += 1
    expect(step.value.objects).toHaveLength(200_000)
    expect(troubles(step.value)).toEqual(['200009 tooManyRows'])
    expect(pieces).toBeGreaterThan(100)
  }, 60_000)
})
