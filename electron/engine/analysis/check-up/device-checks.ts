/** Checks of how devices answer: silence, loss, slowness, limits. Thresholds: loss under 1 % is normal on a sound network, two misses in a row are trouble. */
import { message } from '../../../../shared/message.ts'
import type { DeviceFacts } from './check-up-facts.ts'
import { deduct, notChecked, passed, type Affected, type Check } from './check.ts'

/** Fewer requests say nothing about loss. */
const ENOUGH_REQUESTS = 20
const NORMAL_LOSS = 0.01
/** From here on every second poll needs a retry or fails: as bad as it gets. */
const WORST_LOSS = 0.2
const SLOW_MS = 500
const MANY_RETRIES_PER_MINUTE = 2
const TIGHT_BUDGET = 0.8
const TIGHT_STRETCH = 1.2

const percent = (share: number): number => Math.round(share * 1_000) / 10
export const deviceName = ({ instance, name, address }: DeviceFacts): string => (name === '' ? `${instance} (${address})` : `${instance} ${name}`)

export const offline: Check = {
  name: 'offline',
  most: 20,
  judge: ({ devices }, most) => {
    if (devices.length === 0) return notChecked(message('checkUp.offline.notChecked'))
    const away = devices.filter(({ state }) => state === 'offline')
    if (away.length === 0) return passed(message('checkUp.offline.passed', { count: devices.length }))
    const affected = away.map((device): Affected => ({ grade: 1, evidence: { deviceId: device.deviceId, pointId: null, text: message('checkUp.offline.seen', { device: deviceName(device), address: device.address }) } }))
    return deduct({ affected, total: devices.length, most, severity: 'high', text: message('checkUp.offline.text', { count: away.length, total: devices.length }), advice: message('checkUp.offline.advice') })
  },
}

export const loss: Check = {
  name: 'loss',
  most: 20,
  judge: ({ devices }, most) => {
    // A device that is away is its own check.
    const asked = devices.filter(({ state, requests }) => state !== 'offline' && requests >= ENOUGH_REQUESTS)
    if (asked.length === 0) return notChecked(message('checkUp.loss.notChecked'))
    const lossy = asked.filter(({ requests, lost }) => lost / requests > NORMAL_LOSS)
    if (lossy.length === 0) return passed(message('checkUp.loss.passed', { requests: asked.reduce((sum, { requests }) => sum + requests, 0) }))
    const affected = lossy.map((device): Affected => {
      const share = device.lost / device.requests
      return {
        grade: Math.min(1, share / WORST_LOSS),
        evidence: { deviceId: device.deviceId, pointId: null, text: message('checkUp.loss.seen', { device: deviceName(device), percent: percent(share), lost: device.lost, requests: device.requests }) },
      }
    })
    return deduct({ affected, total: asked.length, most, text: message('checkUp.loss.text', { count: lossy.length }), advice: message('checkUp.loss.advice') })
  },
}

export const retries: Check = {
  name: 'retries',
  most: 5,
  judge: ({ devices }, most) => {
    const counted = devices.filter(({ state, retriesPerMinute }) => state !== 'offline' && retriesPerMinute !== null)
    if (counted.length === 0) return notChecked(message('checkUp.retries.notChecked'))
    const many = counted.filter(({ retriesPerMinute }) => (retriesPerMinute ?? 0) > MANY_RETRIES_PER_MINUTE)
    if (many.length === 0) return passed(message('checkUp.retries.passed'))
    const affected = many.map((device): Affected => {
      const rate = device.retriesPerMinute ?? 0
      return { grade: Math.min(1, rate / (10 * MANY_RETRIES_PER_MINUTE)), evidence: { deviceId: device.deviceId, pointId: null, text: message('checkUp.retries.seen', { device: deviceName(device), rate }) } }
    })
    return deduct({ affected, total: counted.length, most, text: message('checkUp.retries.text', { count: many.length }), advice: message('checkUp.retries.advice') })
  },
}

export const slow: Check = {
  name: 'slow',
  most: 10,
  judge: ({ devices, requestTimeoutMs }, most) => {
    const timed = devices.filter(({ answers, latencyP95Ms }) => answers >= ENOUGH_REQUESTS && latencyP95Ms !== null)
    if (timed.length === 0) return notChecked(message('checkUp.slow.notChecked'))
    const late = timed.filter(({ latencyP95Ms }) => (latencyP95Ms ?? 0) > SLOW_MS)
    if (late.length === 0) return passed(message('checkUp.slow.passed', { limitMs: SLOW_MS }))
    const affected = late.map((device): Affected => {
      const latencyMs = device.latencyP95Ms ?? 0
      return {
        grade: Math.min(1, latencyMs / requestTimeoutMs),
        evidence: { deviceId: device.deviceId, pointId: null, text: message('checkUp.slow.seen', { device: deviceName(device), latencyMs, timeoutMs: requestTimeoutMs }) },
      }
    })
    return deduct({ affected, total: timed.length, most, text: message('checkUp.slow.text', { count: late.length, limitMs: SLOW_MS }), advice: message('checkUp.slow.advice') })
  },
}

/** Why a device is near what it can, as evidence; null when it is not. */
const limitOf = (device: DeviceFacts): Affected | null => {
  const name = deviceName(device)
  const seen = (grade: number, text: Affected['evidence']['text']): Affected => ({ grade, evidence: { deviceId: device.deviceId, pointId: null, text } })
  if (device.stretch !== null && device.stretch >= TIGHT_STRETCH) return seen(Math.min(1, (device.stretch - 1) / 2), message('checkUp.limits.stretched', { device: name, factor: device.stretch }))
  if (device.budgetShare !== null && device.budgetShare >= TIGHT_BUDGET) return seen(0.5, message('checkUp.limits.budget', { device: name, percent: percent(device.budgetShare) }))
  if (device.subscriptionsFull === true) return seen(0.25, message('checkUp.limits.subscriptions', { device: name }))
  if (device.singleReads) return seen(0.25, message('checkUp.limits.singleReads', { device: name }))
  if (device.batchSize !== null && device.batchSize <= 2) return seen(0.2, message('checkUp.limits.batch', { device: name, points: device.batchSize }))
  return null
}

export const limits: Check = {
  name: 'limits',
  most: 6,
  judge: ({ devices }, most) => {
    const present = devices.filter(({ state }) => state === 'online')
    if (present.length === 0) return notChecked(message('checkUp.limits.notChecked'))
    const affected = present.flatMap((device) => limitOf(device) ?? [])
    if (affected.length === 0) return passed(message('checkUp.limits.passed'))
    return deduct({ affected, total: present.length, most, text: message('checkUp.limits.text', { count: affected.length }), advice: message('checkUp.limits.advice') })
  },
}

/** Device time may be off by this much without harm to schedules and logs, and from here on it is surely set wrong. */
const CLOCK_TOLERATED_MS = 60_000
const CLOCK_WRONG_MS = 3_600_000

export const clocks: Check = {
  name: 'clocks',
  most: 8,
  judge: ({ devices }, most) => {
    const known = devices.filter(({ clockDriftMs }) => clockDriftMs !== null)
    if (known.length === 0) return notChecked(message(devices.some(({ clockAsked }) => clockAsked) ? 'checkUp.clocks.none' : 'checkUp.clocks.notChecked'))
    const off = known.filter(({ clockDriftMs }) => Math.abs(clockDriftMs ?? 0) > CLOCK_TOLERATED_MS)
    if (off.length === 0) return passed(message('checkUp.clocks.passed', { count: known.length }))
    const affected = off.map((device): Affected => {
      const driftMs = device.clockDriftMs ?? 0
      return {
        grade: Math.min(1, 0.25 + (0.75 * Math.abs(driftMs)) / CLOCK_WRONG_MS),
        evidence: { deviceId: device.deviceId, pointId: null, text: message(driftMs > 0 ? 'checkUp.clocks.ahead' : 'checkUp.clocks.behind', { device: deviceName(device), minutes: Math.round(Math.abs(driftMs) / 6_000) / 10 }) },
      }
    })
    return deduct({ affected, total: known.length, most, text: message('checkUp.clocks.text', { count: off.length }), advice: message('checkUp.clocks.advice') })
  },
}
