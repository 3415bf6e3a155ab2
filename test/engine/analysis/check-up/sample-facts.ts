/** Facts of a sound site, for tests that make one thing wrong. */
import type { CheckUpFacts, DeviceFacts } from '../../../../electron/engine/analysis/check-up/check-up-facts.ts'

/** A device in perfect order. */
export const deviceFacts = (instance: number, over: Partial<DeviceFacts> = {}): DeviceFacts => ({
  deviceId: instance,
  instance,
  name: `AHU-${instance}`,
  address: `192.168.1.${instance}:47808`,
  onOwnSubnet: true,
  behindRouter: false,
  state: 'online',
  requests: 1_000,
  lost: 0,
  retriesPerMinute: 0,
  answers: 1_000,
  latencyP95Ms: 50,
  clockDriftMs: 2_000,
  clockAsked: true,
  singleReads: false,
  batchSize: 50,
  budgetShare: 0.1,
  stretch: 1,
  subscriptionsFull: false,
  problems: [],
  objects: 20,
  unnamed: [],
  unitless: [],
  brokenReferences: [],
  ...over,
})

/** A site of three such devices. */
export const checkUpFacts = (over: Partial<CheckUpFacts> = {}): CheckUpFacts => ({
  atMs: 3_600_000,
  fromMs: 0,
  requestTimeoutMs: 3_000,
  devices: [deviceFacts(1), deviceFacts(2), deviceFacts(3)],
  broadcasts: [],
  networkProblems: [],
  registeredWithBbmd: false,
  forwardedHeard: false,
  packets: { received: 10_000, malformed: 0 },
  ...over,
})
