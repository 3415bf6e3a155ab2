/** The named faults of the demo building. Their English texts are in `shared/locales/en/demo-faults.json`. */
import { message, type Message } from '../../../shared/message.ts'
import { OBJECT } from '../bacnet/protocol.ts'
import type { FaultSpec } from './fault-types.ts'

export interface DemoFaultPlan {
  readonly id: string
  readonly spec: FaultSpec
  /** How long it lasts in the demo, ms. */
  readonly demoMs: number
  /** Only of any effect while the building is: open, shut, or either. */
  readonly when: 'open' | 'shut' | 'any'
}

const { analogInput } = OBJECT
const MINUTE_MS = 60_000
/** Fault rules wait an hour at most before they say that a valve leaks. */
const LONG_MS = 120 * MINUTE_MS
const onPoint = (device: number, objectInstance: number): { device: number; objectType: number; objectInstance: number } => ({ device, objectType: analogInput, objectInstance })

/** The first one is the demo's first: it stands out of a steady value at any hour. */
export const DEMO_FAULTS: readonly DemoFaultPlan[] = [
  { id: 'chilledSupplyBias', spec: { kind: 'sensorBias', ...onPoint(3001, 1), bias: 6, onsetMs: 10_000 }, demoMs: 4 * MINUTE_MS, when: 'any' },
  { id: 'ahu1SupplyBias', spec: { kind: 'sensorBias', ...onPoint(1001, 1), bias: 6, onsetMs: 10_000 }, demoMs: 5 * MINUTE_MS, when: 'any' },
  { id: 'ahu2FanLeftRunning', spec: { kind: 'fanLeftRunning', index: 1 }, demoMs: 15 * MINUTE_MS, when: 'shut' },
  { id: 'hotWaterPlantOffline', spec: { kind: 'deviceOffline', device: 3002 }, demoMs: 3 * MINUTE_MS, when: 'any' },
  { id: 'ahu1CoolingValveLeak', spec: { kind: 'leakingValve', valve: 'cooling', index: 0, share: 0.5 }, demoMs: LONG_MS, when: 'open' },
  { id: 'ahu1ScheduleOverridden', spec: { kind: 'scheduleOverridden', index: 0 }, demoMs: 6 * MINUTE_MS, when: 'any' },
  { id: 'vav203SensorStuck', spec: { kind: 'sensorStuck', ...onPoint(2002, 7) }, demoMs: 8 * MINUTE_MS, when: 'any' },
  { id: 'outdoorSensorDrift', spec: { kind: 'sensorDrift', ...onPoint(5001, 1), perHour: 60 }, demoMs: 8 * MINUTE_MS, when: 'any' },
  { id: 'vav101Noisy', spec: { kind: 'sensorNoise', ...onPoint(2001, 1), deviation: 1.8 }, demoMs: 5 * MINUTE_MS, when: 'any' },
  { id: 'vav105ReheatLeak', spec: { kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 }, demoMs: LONG_MS, when: 'open' },
  { id: 'chiller1Trip', spec: { kind: 'chillerTrip', index: 0 }, demoMs: 15 * MINUTE_MS, when: 'any' },
  { id: 'mainMeterReset', spec: { kind: 'meterReset', meter: 'main' }, demoMs: MINUTE_MS, when: 'any' },
  { id: 'lightingMeterReplaced', spec: { kind: 'meterReplaced', meter: 'lighting' }, demoMs: MINUTE_MS, when: 'any' },
  { id: 'gasMeterRollover', spec: { kind: 'meterRollover', meter: 'gas', hours: 0.05 }, demoMs: 4 * MINUTE_MS, when: 'any' },
  { id: 'meterGatewaySlow', spec: { kind: 'deviceSlow', device: 4001, delayMs: 1_500 }, demoMs: 4 * MINUTE_MS, when: 'any' },
  { id: 'vavLevel2Lossy', spec: { kind: 'deviceLossy', device: 2002, share: 0.25 }, demoMs: 5 * MINUTE_MS, when: 'any' },
  { id: 'siteControllerRestart', spec: { kind: 'deviceRestart', device: 5001, downMs: 20_000 }, demoMs: MINUTE_MS, when: 'any' },
  { id: 'ahu2Garbage', spec: { kind: 'deviceGarbage', device: 1002, share: 0.5 }, demoMs: 3 * MINUTE_MS, when: 'any' },
]

export const demoFaultTitle = (kindId: string): Message => message(`demoFault.${kindId}`)
