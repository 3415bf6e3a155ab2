/** Numbers of the properties and services the product reads (135, clause 21). */

export const PROPERTY = {
  activeText: 4,
  maxPresValue: 65,
  minPresValue: 69,
  numberOfStates: 74,
  outOfService: 81,
  priorityArray: 87,
  covIncrement: 22,
  databaseRevision: 155,
  description: 28,
  firmwareRevision: 44,
  inactiveText: 46,
  lastRestartReason: 196,
  maxApduLength: 62,
  modelName: 70,
  objectIdentifier: 75,
  objectList: 76,
  objectName: 77,
  outputUnits: 82,
  presentValue: 85,
  protocolRevision: 139,
  segmentation: 107,
  stateText: 110,
  statusFlags: 111,
  timeOfDeviceRestart: 203,
  units: 117,
  vendorIdentifier: 120,
  vendorName: 121,
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
