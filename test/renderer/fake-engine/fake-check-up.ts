/** A check-up of the made-up building: a dozen deductions, what passed, what could not be checked. */
import type { CheckUp, Deduction } from '../../../shared/domain/check-up.ts'
import type { Device } from '../../../shared/domain/device.ts'
import { message, type Message } from '../../../shared/message.ts'

/** Sentences of the check-up; laid over the engine's own words in the fake page. */
export const FAKE_CHECK_UP_WORDS = {
  fakeCheckUp: {
    loss: '{{share}} of the requests to {{device}} had no answer.',
    lossAdvice: 'Look at the cable and the terminating resistors of its trunk.',
    offline: '{{device}} does not answer.',
    offlineAdvice: 'Is it powered? Do others on the same trunk answer?',
    duplicate: 'Two devices say that they are {{instance}}.',
    duplicateAdvice: 'Give one of them another instance number; until then each value may be of either.',
    duplicateNetwork: 'Network number 11 is used twice.',
    duplicateNetworkAdvice: 'Give one of the two networks another number at its router.',
    storm: '10.0.0.90 sends 184 Who-Is a minute.',
    stormAdvice: 'Look for a program there that searches without end.',
    wrongInterface: 'One device broadcasts into a subnet it does not belong to.',
    wrongInterfaceAdvice: 'Look at its netmask.',
    slow: 'Devices need longer than 1 s for an answer.',
    slowAdvice: 'Fewer requests per second to their trunk, or a higher baud rate.',
    slowOne: '{{device}}: half of the answers take longer than {{seconds}} s',
    retries: 'More than 2 % of the requests are sent twice.',
    retriesAdvice: 'Look for a bad joint on the trunk; the devices at its far end suffer most.',
    clock: 'The clocks of two devices are off.',
    clockAdvice: 'Set them with a time synchronisation, and look whether a time master is configured.',
    clockOne: '{{device}}: {{minutes}} min behind',
    units: 'Points have no unit.',
    unitsAdvice: 'Set the units at the device; limits and comparisons need them.',
    unitsOne: 'no unit',
    names: 'Points have no name of their own.',
    namesAdvice: 'Name them at the device.',
    schedule: 'A schedule refers to an object that does not exist.',
    scheduleAdvice: 'Remove the reference from the schedule, or restore the object.',
    limit: '{{device}} answers all it can.',
    limitAdvice: 'Read its points less often, or by COV.',
    seen: 'seen in the last 24 h',
    bbmdFine: 'Every subnet with BACnet devices has a BBMD that is registered.',
    apduFine: 'Every device takes the APDU it announces.',
    objectsFine: 'Every object list could be read to its end.',
    rebootFine: 'No device has restarted in the period.',
    historyNot: 'Trend logs: no device of the site holds any.',
    clockNot: 'Clocks of 3 devices: they do not tell the time.',
  },
} as const

const words = (key: string, params?: Message['params']): Message => message(`fakeCheckUp.${key}`, params)

const evidence = (devices: readonly Device[], many: number, text: (device: Device) => Message): Deduction['evidence'] => devices.slice(0, many).map((device) => ({ deviceId: device.id, pointId: null, text: text(device) }))

const deductions = (devices: readonly Device[]): readonly Deduction[] => {
  const name = (index: number): string => devices[index]?.name ?? ''
  const deduction = (check: string, points: number, severity: Deduction['severity'], text: Message, seen: Deduction['evidence'], affected = seen.length): Deduction => ({ check, points, severity, text, advice: words(`${check}Advice`), evidence: seen, affected })
  const seen = words('seen')
  return [
    deduction('offline', 12, 'critical', words('offline', { device: name(6) }), evidence(devices.slice(6), 1, () => seen)),
    deduction('duplicate', 10, 'critical', words('duplicate', { instance: 1_004 }), evidence(devices.slice(3), 1, () => seen)),
    deduction('duplicateNetwork', 6, 'high', words('duplicateNetwork'), [{ deviceId: null, pointId: null, text: message('fakeNetwork.duplicate', { network: 11, one: '10.0.0.2', other: '10.0.0.3' }) }]),
    deduction('loss', 5, 'high', words('loss', { share: '8 %', device: name(7) }), evidence(devices.slice(7), 1, () => seen)),
    deduction('storm', 4, 'high', words('storm'), [{ deviceId: null, pointId: null, text: message('fakeNetwork.storm', { address: '10.0.0.90', rate: 184 }) }]),
    deduction('slow', 3, 'medium', words('slow'), evidence(devices, 50, ({ name: device }) => words('slowOne', { device, seconds: 1.2 })), Math.max(devices.length, 8)),
    deduction('wrongInterface', 3, 'medium', words('wrongInterface'), [{ deviceId: null, pointId: null, text: message('fakeNetwork.wrongInterface', { address: '172.16.4.9', name: 'eth0' }) }]),
    deduction('retries', 2, 'medium', words('retries'), evidence(devices.slice(5), 3, () => seen)),
    deduction('clock', 2, 'medium', words('clock'), evidence(devices, 2, ({ name: device }) => words('clockOne', { device, minutes: 58 }))),
    deduction('schedule', 2, 'medium', words('schedule'), [{ deviceId: 1, pointId: 17, text: seen }]),
    deduction('units', 1, 'low', words('units'), [1, 2, 3, 5, 8, 9, 20, 21, 22, 30].map((pointId) => ({ deviceId: 1, pointId, text: words('unitsOne') })), 214),
    deduction('names', 1, 'low', words('names'), [40, 41].map((pointId) => ({ deviceId: 2, pointId, text: seen }))),
    deduction('limit', 0, 'low', words('limit', { device: name(4) }), evidence(devices.slice(4), 1, () => seen)),
  ]
}

const PASSED = ['bbmdFine', 'apduFine', 'objectsFine', 'rebootFine']
const NOT_CHECKED = ['historyNot', 'clockNot']

const checkOf = (check: string): { readonly check: string; readonly text: Message } => ({ check, text: words(check) })

export const fakeCheckUp = (devices: readonly Device[], nowMs: number): CheckUp => {
  if (devices.length === 0) return { atMs: nowMs, fromMs: nowMs - 240_000, score: null, deductions: [], passed: [], notChecked: NOT_CHECKED.map(checkOf) }
  const all = deductions(devices)
  return { atMs: nowMs, fromMs: nowMs - 86_400_000, score: 100 - all.reduce((sum, { points }) => sum + points, 0), deductions: all, passed: PASSED.map(checkOf), notChecked: NOT_CHECKED.map(checkOf) }
}
