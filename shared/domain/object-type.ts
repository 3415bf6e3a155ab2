/** BACnet object types (ANSI/ASHRAE 135, BACnetObjectType) and which of them are points with a present value. */

/** How a point behaves, which decides how it is shown, stored and judged. */
export type PointKind = 'analog' | 'binary' | 'multiState' | 'other'

interface ObjectTypeFact {
  readonly name: string
  /** The short form technicians write, e.g. `AI`. */
  readonly short: string
  readonly kind: PointKind
  /** True where present value can be polled as one number. */
  readonly polled: boolean
}

const fact = (name: string, short: string, kind: PointKind, polled: boolean): ObjectTypeFact => ({ name, short, kind, polled })

export const OBJECT_TYPES: Readonly<Record<number, ObjectTypeFact>> = {
  0: fact('analogInput', 'AI', 'analog', true),
  1: fact('analogOutput', 'AO', 'analog', true),
  2: fact('analogValue', 'AV', 'analog', true),
  3: fact('binaryInput', 'BI', 'binary', true),
  4: fact('binaryOutput', 'BO', 'binary', true),
  5: fact('binaryValue', 'BV', 'binary', true),
  6: fact('calendar', 'CAL', 'binary', true),
  7: fact('command', 'CMD', 'other', false),
  8: fact('device', 'DEV', 'other', false),
  9: fact('eventEnrollment', 'EE', 'other', false),
  10: fact('file', 'FILE', 'other', false),
  11: fact('group', 'GRP', 'other', false),
  12: fact('loop', 'LOOP', 'analog', true),
  13: fact('multiStateInput', 'MSI', 'multiState', true),
  14: fact('multiStateOutput', 'MSO', 'multiState', true),
  15: fact('notificationClass', 'NC', 'other', false),
  16: fact('program', 'PROG', 'other', false),
  17: fact('schedule', 'SCH', 'other', true),
  18: fact('averaging', 'AVG', 'other', false),
  19: fact('multiStateValue', 'MSV', 'multiState', true),
  20: fact('trendLog', 'TL', 'other', false),
  21: fact('lifeSafetyPoint', 'LSP', 'multiState', true),
  22: fact('lifeSafetyZone', 'LSZ', 'multiState', true),
  23: fact('accumulator', 'ACC', 'analog', true),
  24: fact('pulseConverter', 'PC', 'analog', true),
  25: fact('eventLog', 'EL', 'other', false),
  27: fact('trendLogMultiple', 'TLM', 'other', false),
  28: fact('loadControl', 'LC', 'other', false),
  29: fact('structuredView', 'SV', 'other', false),
  45: fact('integerValue', 'IV', 'analog', true),
  46: fact('largeAnalogValue', 'LAV', 'analog', true),
  48: fact('positiveIntegerValue', 'PIV', 'analog', true),
  54: fact('lightingOutput', 'LO', 'analog', true),
  56: fact('networkPort', 'NP', 'other', false),
}

export const DEVICE_OBJECT = 8
export const SCHEDULE_OBJECT = 17

const UNKNOWN_OBJECT_TYPE: ObjectTypeFact = fact('unknown', '?', 'other', false)

/** Facts about an object type; proprietary and unlisted types are `other` and not polled. */
export const objectTypeFact = (type: number): ObjectTypeFact => OBJECT_TYPES[type] ?? UNKNOWN_OBJECT_TYPE

/** `analogInput 3` as technicians write it: `AI 3`; unlisted types as their number: `130:3`. */
export const objectLabel = (type: number, instance: number): string => {
  const known = OBJECT_TYPES[type]
  return known ? `${known.short} ${instance}` : `${type}:${instance}`
}

const NUMBER_BY_NAME = new Map(Object.entries(OBJECT_TYPES).map(([number, known]) => [known.name, Number(number)]))

/** The number of an object type by its standard name (`analogInput`), or undefined. */
export const objectTypeNumber = (name: string): number | undefined => NUMBER_BY_NAME.get(name)
