/** Checks of the network itself: numbers used twice, broadcasts, routers, subnets, spoilt packets. */
import { message } from '../../../../shared/message.ts'
import type { BroadcastFacts, CheckUpFacts } from './check-up-facts.ts'
import { deduct, notChecked, passed, type Affected, type Check } from './check.ts'
import { deviceName } from './device-checks.ts'

/** Every broadcast crosses every trunk: 2 a second is what a slow MS/TP network can bear beside its own traffic, 10 a second is a storm. */
const BROADCASTS_TOLERATED_PER_MINUTE = 120
const BROADCAST_STORM_PER_MINUTE = 600
const MALFORMED_TOLERATED = 0.001
/** Fewer datagrams say nothing. */
const ENOUGH_PACKETS = 500

const withProblem = ({ devices }: CheckUpFacts, key: string): readonly Affected[] =>
  devices.flatMap((device) => {
    const problem = device.problems.find((one) => one.key === key)
    return problem === undefined ? [] : [{ grade: 1, evidence: { deviceId: device.deviceId, pointId: null, text: problem } }]
  })

export const duplicates: Check = {
  name: 'duplicates',
  most: 20,
  judge: (facts, most) => {
    const affected = withProblem(facts, 'device.duplicate')
    if (affected.length === 0) return passed(message('checkUp.duplicates.passed'))
    // Few are as bad as many: whoever asks one of them may get the other.
    return deduct({ affected, total: affected.length * 2, most, severity: 'critical', text: message('checkUp.duplicates.text', { count: affected.length }), advice: message('checkUp.duplicates.advice') })
  },
}

export const unreadable: Check = {
  name: 'unreadable',
  most: 8,
  judge: (facts, most) => {
    const affected = withProblem(facts, 'device.unreadable')
    if (affected.length === 0) return passed(message('checkUp.unreadable.passed'))
    return deduct({ affected, total: facts.devices.length, most, severity: 'high', text: message('checkUp.unreadable.text', { count: affected.length }), advice: message('checkUp.unreadable.advice') })
  },
}

export const moved: Check = {
  name: 'moved',
  most: 3,
  judge: (facts, most) => {
    const affected = withProblem(facts, 'device.moved').map((one) => ({ ...one, grade: 0.2 }))
    if (affected.length === 0) return passed(message('checkUp.moved.passed'))
    return deduct({ affected, total: facts.devices.length, most, text: message('checkUp.moved.text', { count: affected.length }), advice: message('checkUp.moved.advice') })
  },
}

const sourceName = ({ instance, address }: BroadcastFacts): string => (instance === null ? address : `${instance} (${address})`)

export const broadcasts: Check = {
  name: 'broadcasts',
  most: 10,
  judge: ({ broadcasts: all, devices }, most) => {
    const others = all.filter(({ own }) => !own)
    const perMinute = others.reduce((sum, { packetsPerMinute }) => sum + packetsPerMinute, 0)
    if (perMinute <= BROADCASTS_TOLERATED_PER_MINUTE) return passed(message('checkUp.broadcasts.passed', { perMinute: Math.round(perMinute) }))
    const byInstance = new Map(devices.map(({ instance, deviceId }) => [instance, deviceId]))
    const loud = others.filter(({ packetsPerMinute }) => packetsPerMinute >= perMinute / 20)
    const affected = loud.map((source): Affected => ({
      grade: Math.min(1, source.packetsPerMinute / BROADCAST_STORM_PER_MINUTE),
      evidence: {
        deviceId: source.instance === null ? null : (byInstance.get(source.instance) ?? null),
        pointId: null,
        text: message('checkUp.broadcasts.seen', { source: sourceName(source), perMinute: Math.round(source.packetsPerMinute) }),
      },
    }))
    return deduct({ affected, total: affected.length, most, text: message('checkUp.broadcasts.text', { perMinute: Math.round(perMinute), tolerated: BROADCASTS_TOLERATED_PER_MINUTE }), advice: message('checkUp.broadcasts.advice') })
  },
}

export const wrongInterface: Check = {
  name: 'wrongInterface',
  most: 5,
  judge: ({ broadcasts: all }, most) => {
    const strangers = all.filter((source) => source.wrongInterface && !source.own)
    if (strangers.length === 0) return passed(message('checkUp.wrongInterface.passed'))
    const affected = strangers.map((source): Affected => ({ grade: 0.5, evidence: { deviceId: null, pointId: null, text: message('checkUp.wrongInterface.seen', { source: sourceName(source) }) } }))
    return deduct({ affected, total: Math.max(all.length, affected.length), most, text: message('checkUp.wrongInterface.text', { count: affected.length }), advice: message('checkUp.wrongInterface.advice') })
  },
}

export const routers: Check = {
  name: 'routers',
  most: 12,
  judge: ({ networkProblems }, most) => {
    if (networkProblems.length === 0) return passed(message('checkUp.routers.passed'))
    const affected = networkProblems.map((text): Affected => ({ grade: 1, evidence: { deviceId: null, pointId: null, text } }))
    return deduct({ affected, total: affected.length * 2, most, severity: 'high', text: message('checkUp.routers.text', { count: affected.length }), advice: message('checkUp.routers.advice') })
  },
}

export const bbmd: Check = {
  name: 'bbmd',
  most: 8,
  judge: ({ devices, registeredWithBbmd, forwardedHeard }, most) => {
    const far = devices.filter(({ onOwnSubnet, behindRouter }) => !onOwnSubnet && !behindRouter)
    if (far.length === 0) return notChecked(message('checkUp.bbmd.notChecked'))
    if (registeredWithBbmd || forwardedHeard) return passed(message('checkUp.bbmd.passed', { count: far.length }))
    const affected = far.map((device): Affected => ({ grade: 0.6, evidence: { deviceId: device.deviceId, pointId: null, text: message('checkUp.bbmd.seen', { device: deviceName(device), address: device.address }) } }))
    return deduct({ affected, total: devices.length, most, text: message('checkUp.bbmd.text', { count: far.length }), advice: message('checkUp.bbmd.advice') })
  },
}

export const malformed: Check = {
  name: 'malformed',
  most: 4,
  judge: ({ packets }, most) => {
    if (packets.received < ENOUGH_PACKETS) return notChecked(message('checkUp.malformed.notChecked'))
    const share = packets.malformed / packets.received
    if (share <= MALFORMED_TOLERATED) return passed(message('checkUp.malformed.passed', { received: packets.received }))
    const text = message('checkUp.malformed.text', { malformed: packets.malformed, received: packets.received })
    const affected = [{ grade: Math.min(1, share * 20), evidence: { deviceId: null, pointId: null, text } }]
    return deduct({ affected, total: 1, most, text, advice: message('checkUp.malformed.advice') })
  },
}
