/** Writes the four EDE files (layout 2.3) of devices: UTF-8 with a byte order mark, as Excel needs it, lines ended by CR LF. */
import type { TextFile } from '../../../shared/domain/ede.ts'
import type { ObjectFacts } from '../../../shared/domain/acquisition.ts'
import { OBJECT_TYPES, objectLabel } from '../../../shared/domain/object-type.ts'
import { UNITS } from '../../../shared/units.ts'
import { csvLine, type Separator } from './csv-writer.ts'
import { COLUMN_TITLES, EDE_COLUMNS, MANDATORY, type EdeColumn } from './ede-columns.ts'
import type { SiteDevice } from './ede-compare.ts'
import { withoutEmptyEnd } from './ede-tables.ts'
import { edeKey, type EdeObject, type SiteNumbers } from './ede-types.ts'

export interface EdeExport {
  readonly project: string
  readonly author: string
  /** `2026-11-27`. */
  readonly date: string
  readonly separator: Separator
  readonly devices: readonly SiteDevice[]
  /** What a snapshot knows of limits and defaults, by `edeKey`. */
  readonly numbers: SiteNumbers
}

const BYTE_ORDER_MARK = '\uFEFF'
/** Rows written between two breaths. */
const SLICE = 500
/** Outputs have a priority array by the standard. */
const OUTPUTS = new Set([1, 4, 14])

/** `analogInput` as `Analog Input`. */
const titleOf = (name: string): string => name.replaceAll(/[A-Z]/g, ' $&').replace(/^./, (first) => first.toUpperCase())

/** Lists of texts by number, each list once. */
class StateLists {
  private readonly numbers = new Map<string, number>()
  readonly lists: (readonly string[])[] = []

  numberOf(texts: readonly string[]): string {
    const list = withoutEmptyEnd(texts)
    if (list.length === 0) return ''
    const key = JSON.stringify(list)
    const known = this.numbers.get(key)
    if (known !== undefined) return `${known}`
    this.lists.push(list)
    this.numbers.set(key, this.lists.length)
    return `${this.lists.length}`
  }
}

class Text {
  private readonly parts: Uint8Array[] = []
  private readonly encoder = new TextEncoder()
  private waiting = BYTE_ORDER_MARK
  private readonly separator: Separator

  constructor(separator: Separator) {
    this.separator = separator
  }

  line(...fields: readonly string[]): void {
    this.waiting += csvLine(fields, this.separator)
  }

  /** A line as it stands, for those that begin with a #. */
  remark(...fields: readonly string[]): void {
    this.waiting += `${fields.join(this.separator)}\r\n`
  }

  settle(): void {
    this.parts.push(this.encoder.encode(this.waiting))
    this.waiting = ''
  }

  bytes(): Uint8Array {
    this.settle()
    const whole = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of this.parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }
}

const heading = (text: Text, { project, author, date }: EdeExport): void => {
  text.remark('# Engineering-Data-Exchange - B.I.G.-EU')
  text.line('PROJECT_NAME', project)
  text.line('VERSION_OF_REFERENCEFILE', '1')
  text.line('TIMESTAMP_OF_LAST_CHANGE', date)
  text.line('AUTHOR_OF_LAST_CHANGE', author)
  text.line('VERSION_OF_LAYOUT', '2.3')
  text.remark(...EDE_COLUMNS.map((column, at) => `${at === 0 ? '# ' : ''}${at === 0 || MANDATORY.includes(column) ? 'mandatory' : 'optional'}`))
  text.remark(...EDE_COLUMNS.map((column, at) => `${at === 0 ? '# ' : ''}${COLUMN_TITLES[column]}`))
}

/** Key names are unique in the whole file; names of objects only in their device. */
const keyName = (name: string, instance: number, taken: Set<string>): string => {
  let key = name
  for (let count = 1; taken.has(key); count++) key = count === 1 ? `${name}_${instance}` : `${name}_${instance}_${count}`
  taken.add(key)
  return key
}

const numberText = (value: number | undefined): string => (value === undefined ? '' : `${value}`)

const rowOf = (instance: number, object: ObjectFacts, name: string, states: StateLists, numbers: EdeObject['numbers']): Readonly<Record<Exclude<EdeColumn, 'keyname'>, string>> => ({
  deviceInstance: `${instance}`,
  objectName: name,
  objectType: `${object.objectType}`,
  objectInstance: `${object.objectInstance}`,
  description: object.description,
  presentValue: numberText(numbers.presentValue),
  minValue: numberText(numbers.minValue),
  maxValue: numberText(numbers.maxValue),
  settable: OUTPUTS.has(object.objectType) ? 'Y' : '',
  cov: '',
  highLimit: numberText(numbers.highLimit),
  lowLimit: numberText(numbers.lowLimit),
  stateTexts: states.numberOf(object.stateTexts),
  units: object.units === null ? '' : `${object.units}`,
  vendorAddress: '',
  notificationClass: numberText(numbers.notificationClass),
})

const codesFile = (separator: Separator, title: string, column: string, known: readonly (readonly [number, string])[], used: ReadonlySet<number>, otherwise: string): Uint8Array => {
  const text = new Text(separator)
  text.remark(`# ${title}`)
  text.remark('# Code', column)
  const codes = new Map(known)
  for (const code of used) if (!codes.has(code)) codes.set(code, `${otherwise} ${code}`)
  for (const [code, name] of [...codes].sort(([a], [b]) => a - b)) text.line(`${code}`, name)
  return text.bytes()
}

const statesFile = (separator: Separator, lists: readonly (readonly string[])[]): Uint8Array => {
  const text = new Text(separator)
  text.remark('# State Text Reference')
  text.remark('# Reference Number', 'Text 1 or Inactive-Text', 'Text 2 or Active-Text', 'Text 3', 'Text 4')
  for (const [at, list] of lists.entries()) text.line(`${at + 1}`, ...list)
  return text.bytes()
}

/** Letters, digits and marks that every file system takes. */
const fileStem = (project: string): string => project.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replaceAll(/^[._]+|[._]+$/g, '').slice(0, 80) || 'site'

/** A generator, so that the caller can breathe between the slices. An object without a name gets its type and instance as one: the layout wants it. */
export function* writeEde(what: EdeExport): Generator<undefined, readonly TextFile[]> {
  const { separator } = what
  const states = new StateLists()
  const [types, units, taken] = [new Set<number>(), new Set<number>(), new Set<string>()]
  const text = new Text(separator)
  heading(text, what)
  let written = 0
  for (const { instance, objects } of what.devices) {
    for (const object of objects) {
      const name = object.name.trim() === '' ? objectLabel(object.objectType, object.objectInstance) : object.name
      const row = { keyname: keyName(name, instance, taken), ...rowOf(instance, object, name, states, what.numbers.get(edeKey(instance, object.objectType, object.objectInstance)) ?? {}) }
      text.line(...EDE_COLUMNS.map((column) => row[column]))
      types.add(object.objectType)
      if (object.units !== null) units.add(object.units)
      if (++written % SLICE !== 0) continue
      text.settle()
      yield
    }
  }
  const stem = fileStem(what.project)
  const typeNames = Object.entries(OBJECT_TYPES).map(([code, { name }]) => [Number(code), titleOf(name)] as const)
  const unitNames = Object.entries(UNITS).map(([code, { name }]) => [Number(code), titleOf(name)] as const)
  return [
    { name: `${stem}_EDE.csv`, bytes: text.bytes() },
    { name: `${stem}_ObjTypes.csv`, bytes: codesFile(separator, 'Encoding of BACnet Object Types', 'Object Type', typeNames, types, 'Proprietary') },
    { name: `${stem}_StateTexts.csv`, bytes: statesFile(separator, states.lists) },
    { name: `${stem}_Units.csv`, bytes: codesFile(separator, 'Encoding of BACnet Engineering Units', 'Unit Text', unitNames, units, 'Unit') },
  ]
}
