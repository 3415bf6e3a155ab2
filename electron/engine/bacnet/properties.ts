/** Numbers of the properties and services the product reads (135, clause 21). */

export const PROPERTY = {
  ackedTransitions: 0,
  activeText: 4,
  all: 8,
  covIncrement: 22,
  currentCommandPriority: 431,
  databaseRevision: 155,
  dateList: 23,
  daylightSavingsStatus: 24,
  description: 28,
  effectivePeriod: 32,
  eventState: 36,
  eventTimeStamps: 130,
  exceptionSchedule: 38,
  firmwareRevision: 44,
  inactiveText: 46,
  lastRestartReason: 196,
  listOfObjectPropertyReferences: 54,
  localDate: 56,
  localTime: 57,
  maxApduLength: 62,
  maxPresValue: 65,
  minPresValue: 69,
  modelName: 70,
  numberOfStates: 74,
  objectIdentifier: 75,
  objectList: 76,
  objectName: 77,
  outOfService: 81,
  outputUnits: 82,
  presentValue: 85,
  priorityArray: 87,
  propertyList: 371,
  protocolRevision: 139,
  reliability: 103,
  relinquishDefault: 104,
  scheduleDefault: 174,
  segmentation: 107,
  stateText: 110,
  statusFlags: 111,
  systemStatus: 112,
  timeOfDeviceRestart: 203,
  units: 117,
  utcOffset: 119,
  vendorIdentifier: 120,
  vendorName: 121,
  weeklySchedule: 123,
} as const

/** Confirmed services this side asks for. */
export const SERVICE = {
  acknowledgeAlarm: 0,
  getAlarmSummary: 3,
  subscribeCov: 5,
  readProperty: 12,
  readPropertyMultiple: 14,
  writeProperty: 15,
  readRange: 26,
  subscribeCovProperty: 28,
  getEventInformation: 29,
} as const

/** Confirmed services of others that this side serves. */
export const SERVED = { covNotification: 1 } as const

export const UNCONFIRMED = { iAm: 0, covNotification: 2, timeSynchronization: 6, whoIs: 8, utcTimeSynchronization: 9 } as const

/** What may be asked of an object: a property, or one element of an array (0 = its length). */
export interface PropertyRef {
  readonly property: number
  readonly index?: number
}

/** One object with the properties asked of it. */
export interface ReadSpec {
  readonly type: number
  readonly instance: number
  readonly properties: readonly PropertyRef[]
}
