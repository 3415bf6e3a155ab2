/** The columns of an EDE file: which is which, by the names that layouts 2.0 to 2.3 and their readers gave them. */

export const EDE_COLUMNS = [
  'keyname',
  'deviceInstance',
  'objectName',
  'objectType',
  'objectInstance',
  'description',
  'presentValue',
  'minValue',
  'maxValue',
  'settable',
  'cov',
  'highLimit',
  'lowLimit',
  'stateTexts',
  'units',
  'vendorAddress',
  'notificationClass',
] as const
export type EdeColumn = (typeof EDE_COLUMNS)[number]

/** As the layout names them, in its order; what is written, and what sentences say. */
export const COLUMN_TITLES: Readonly<Record<EdeColumn, string>> = {
  keyname: 'keyname',
  deviceInstance: 'device obj.-instance',
  objectName: 'object-name',
  objectType: 'object-type',
  objectInstance: 'object-instance',
  description: 'description',
  presentValue: 'present-value-default',
  minValue: 'min-present-value',
  maxValue: 'max-present-value',
  settable: 'settable',
  cov: 'supports COV',
  highLimit: 'hi-limit',
  lowLimit: 'low-limit',
  stateTexts: 'state-text-reference',
  units: 'unit-code',
  vendorAddress: 'vendor-specific-address',
  notificationClass: 'notification-class',
}

export const MANDATORY: readonly EdeColumn[] = ['deviceInstance', 'objectName', 'objectType', 'objectInstance']

/** Other spellings met in files, besides the titles themselves; only letters count. */
const SPELLINGS: Readonly<Partial<Record<EdeColumn, readonly string[]>>> = {
  deviceInstance: ['deviceinstance', 'deviceobjectinstance', 'deviceobjinstance', 'devinstance', 'deviceid'],
  objectName: ['objname', 'name'],
  objectType: ['objtype', 'type'],
  objectInstance: ['objinstance', 'instance'],
  presentValue: ['presentvalue', 'defaultvalue', 'defaultpresentvalue', 'default'],
  minValue: ['minvalue', 'min'],
  maxValue: ['maxvalue', 'max'],
  settable: ['commandable', 'writable', 'writeable'],
  cov: ['cov', 'covsupported'],
  highLimit: ['highlimit'],
  lowLimit: ['lolimit'],
  stateTexts: ['statetextref', 'statetext', 'statetextreferencenumber'],
  units: ['unit', 'units', 'unitcodes', 'engineeringunits'],
  vendorAddress: ['vendorspecificaddres', 'vendorspecificadress'],
  notificationClass: ['notifyclass', 'notificationclassinstance'],
}

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')

const COLUMN_BY_LETTERS: ReadonlyMap<string, EdeColumn> = new Map(
  EDE_COLUMNS.flatMap((column) => [COLUMN_TITLES[column], ...(SPELLINGS[column] ?? [])].map((name) => [lettersOf(name), column] as const)),
)

/** Where each column stands; a column that is missing has no entry. */
export type ColumnPlaces = ReadonlyMap<EdeColumn, number>

/** The places of the columns, when this row names them; undefined for any other row. */
export const columnPlaces = (fields: readonly string[]): ColumnPlaces | undefined => {
  const places = new Map<EdeColumn, number>()
  for (const [at, field] of fields.entries()) {
    const column = COLUMN_BY_LETTERS.get(lettersOf(field))
    if (column !== undefined && !places.has(column)) places.set(column, at)
  }
  const named = MANDATORY.filter((column) => places.has(column)).length
  return named >= 3 && places.has('objectInstance') ? places : undefined
}

const WHOLE = /^\d+$/

/** The columns in the layout's order, when a row without any heading before it has numbers where the layout has them. */
export const placesWithoutHeading = (fields: readonly string[]): ColumnPlaces | undefined => {
  const numbers = [fields[1], fields[3], fields[4]].every((field) => field !== undefined && WHOLE.test(field))
  return numbers ? new Map(EDE_COLUMNS.map((column, at) => [column, at])) : undefined
}
