/** Which properties of an object are its configuration, by its type, and the field of a snapshot each becomes. */
import type { VisitField } from '../../../../shared/domain/visit.ts'
import { DEVICE_OBJECT, SCHEDULE_OBJECT } from '../../../../shared/domain/object-type.ts'

/** Field by property number (135, BACnetPropertyIdentifier). */
type Plan = Readonly<Record<number, VisitField>>

/** Present value and priority array are read of values somebody may set; what is kept of them is decided when both are known. */
export const PRESENT_VALUE = 85
export const PRIORITY_ARRAY = 87

/** Of objects that watch their own limits. */
const ALARMED: Plan = { 17: 'notificationClass', 113: 'timeDelay' }
const ANALOG: Plan = { ...ALARMED, 22: 'covIncrement', 25: 'deadBand', 45: 'highLimit', 59: 'lowLimit', 65: 'maxValue', 69: 'minValue' }
const BINARY_INPUT: Plan = { ...ALARMED, 6: 'alarmValues', 84: 'polarity' }
const BINARY_OUTPUT: Plan = { ...ALARMED, 84: 'polarity', 104: 'relinquishDefault' }
const MULTI_STATE_INPUT: Plan = { ...ALARMED, 7: 'alarmValues' }
const NUMBER_VALUE: Plan = { ...ANALOG, 104: 'relinquishDefault' }

const PLANS: Readonly<Record<number, Plan>> = {
  0: ANALOG,
  1: { ...ANALOG, 104: 'relinquishDefault' },
  2: NUMBER_VALUE,
  3: BINARY_INPUT,
  4: BINARY_OUTPUT,
  5: { ...ALARMED, 6: 'alarmValues', 104: 'relinquishDefault' },
  6: { 23: 'dates' },
  [DEVICE_OBJECT]: { 12: 'application', 58: 'location', 155: 'databaseRevision' },
  12: { ...ALARMED, 2: 'controlAction', 22: 'covIncrement', 26: 'derivative', 49: 'integral', 93: 'proportional', 108: 'setPoint' },
  13: MULTI_STATE_INPUT,
  14: { ...ALARMED, 104: 'relinquishDefault' },
  15: { 1: 'ackRequired', 86: 'priorities', 102: 'recipients' },
  16: { 48: 'program' },
  [SCHEDULE_OBJECT]: { 32: 'effectivePeriod', 38: 'exceptionSchedule', 54: 'references', 88: 'writePriority', 123: 'weeklySchedule', 174: 'scheduleDefault' },
  19: { ...MULTI_STATE_INPUT, 104: 'relinquishDefault' },
  20: { 132: 'logged', 134: 'logInterval' },
  23: { ...ALARMED, 65: 'maxValue' },
  43: NUMBER_VALUE,
  45: NUMBER_VALUE,
  46: NUMBER_VALUE,
}

/** Values that programs and people set: analog, binary, multi-state and whole-number values. */
const VALUES: ReadonlySet<number> = new Set([2, 5, 19, 43, 45, 46])

export const configPlan = (objectType: number): Plan => PLANS[objectType] ?? {}

/** Properties to ask of an object. */
export const configProperties = (objectType: number): readonly number[] => [
  ...Object.keys(configPlan(objectType)).map(Number),
  ...(VALUES.has(objectType) ? [PRESENT_VALUE, PRIORITY_ARRAY] : []),
]
