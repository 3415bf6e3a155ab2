/** Numbers of the BACnet standard (ANSI/ASHRAE 135) that the simulated devices use. */

export const OBJECT = {
  analogInput: 0,
  analogOutput: 1,
  analogValue: 2,
  binaryInput: 3,
  binaryOutput: 4,
  binaryValue: 5,
  calendar: 6,
  device: 8,
  multiStateInput: 13,
  multiStateOutput: 14,
  schedule: 17,
  multiStateValue: 19,
  trendLog: 20,
  structuredView: 29,
} as const

export const PROPERTY = {
  activeText: 4,
  all: 8,
  apduTimeout: 11,
  applicationSoftwareVersion: 12,
  covIncrement: 22,
  dateList: 23,
  daylightSavingsStatus: 24,
  description: 28,
  deviceAddressBinding: 30,
  effectivePeriod: 32,
  eventState: 36,
  exceptionSchedule: 38,
  firmwareRevision: 44,
  inactiveText: 46,
  listOfObjectPropertyReferences: 54,
  localDate: 56,
  localTime: 57,
  location: 58,
  maxApduLengthAccepted: 62,
  maxPresValue: 65,
  minPresValue: 69,
  modelName: 70,
  numberOfApduRetries: 73,
  numberOfStates: 74,
  objectIdentifier: 75,
  objectList: 76,
  objectName: 77,
  objectType: 79,
  optional: 80,
  outOfService: 81,
  polarity: 84,
  presentValue: 85,
  priorityArray: 87,
  priorityForWriting: 88,
  protocolObjectTypesSupported: 96,
  protocolServicesSupported: 97,
  protocolVersion: 98,
  reliability: 103,
  relinquishDefault: 104,
  required: 105,
  resolution: 106,
  segmentationSupported: 107,
  stateText: 110,
  statusFlags: 111,
  systemStatus: 112,
  units: 117,
  utcOffset: 119,
  vendorIdentifier: 120,
  vendorName: 121,
  weeklySchedule: 123,
  bufferSize: 126,
  logBuffer: 131,
  logDeviceObjectProperty: 132,
  enable: 133,
  logInterval: 134,
  protocolRevision: 139,
  recordCount: 141,
  stopWhenFull: 144,
  totalRecordCount: 145,
  databaseRevision: 155,
  lastRestartReason: 196,
  timeOfDeviceRestart: 203,
  scheduleDefault: 174,
  loggingType: 197,
  nodeType: 208,
  subordinateList: 211,
  propertyList: 371,
  serialNumber: 372,
} as const

export const SERVICE = {
  acknowledgeAlarm: 0,
  getAlarmSummary: 3,
  getEventInformation: 29,
  subscribeCov: 5,
  readProperty: 12,
  readPropertyMultiple: 14,
  writeProperty: 15,
  writePropertyMultiple: 16,
  reinitializeDevice: 20,
  readRange: 26,
  subscribeCovProperty: 28,
  confirmedCovNotification: 1,
} as const

export const UNCONFIRMED = { iAm: 0, iHave: 1, covNotification: 2, timeSynchronization: 6, whoHas: 7, whoIs: 8, utcTimeSynchronization: 9 } as const

/** 135 clause 21, error classes and codes as [class, code]. */
export const ERROR = {
  unknownObject: [1, 31],
  unknownProperty: [2, 32],
  invalidArrayIndex: [2, 42],
  notAnArray: [2, 50],
  writeAccessDenied: [2, 40],
  invalidDataType: [2, 9],
  valueOutOfRange: [2, 37],
  noSpaceForSubscription: [3, 19],
  optionalFunctionalityNotSupported: [5, 45],
  notCovProperty: [2, 44],
  passwordFailure: [4, 26],
  invalidTimeStamp: [5, 14],
  invalidEventState: [5, 73],
  noAlarmConfigured: [5, 74],
} as const
export type ErrorPair = readonly [number, number]

export const ABORT = { bufferOverflow: 1, segmentationNotSupported: 4 } as const
export const REJECT = { invalidTag: 4, missingParameter: 5, tooManyArguments: 7, unrecognizedService: 9 } as const

export const SEGMENTATION_NONE = 3
/** BACnet/IP carries at most this many octets of APDU. */
export const MAX_APDU_IP = 1476
export const NO_INDEX = 0xffffffff

/** One number for an object of a device: 10 bits of type, 22 of instance, as on the wire. */
export const objectKey = (type: number, instance: number): number => ((type << 22) | (instance & 0x3fffff)) >>> 0
export const keyType = (key: number): number => key >>> 22
export const keyInstance = (key: number): number => key & 0x3fffff
