/** Looks at every device's own state once an hour: its clock, whether it restarted, whether its program was changed. */
import { setMaxListeners } from 'node:events'
import type { Device } from '../../../../shared/domain/device.ts'
import { message } from '../../../../shared/message.ts'
import { formatLocalTime } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'
import { enumeratedName } from '../../bacnet/standard-names.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { readDeviceFacts, type DeviceFactsRead } from './device-facts.ts'

const LOOK_EVERY_MS = 3_600_000
/** How often it is seen who is due; the devices of a site are spread by that. */
const TICK_MS = 10_000
const AT_ONCE = 4
/** A restart is told for a day. */
const TOLD_FOR_MS = 24 * 3_600_000
/** A restart that is told by its time stamp may be told a little differently each time: clocks are set. */
const SAME_RESTART_MS = 120_000

/** What is remembered of a device between runs, as JSON. */
interface Remembered {
  readonly revision?: number
  readonly restartText?: string
  readonly restartMs?: number
}

const keyOf = (device: Device): string => `deviceState.${device.instance}`

const remembered = (text: string | undefined): Remembered => {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

export interface DeviceWatch {
  /** Takes what was read, for whatever reason: remembers, compares, tells. */
  saw(device: Device, facts: DeviceFactsRead): void
  stop(): void
}

export const startDeviceWatch = (site: SiteContext): DeviceWatch => {
  const { clock, store, registry, acquisition, deviceClocks, log } = site
  const lookedMs = new Map<number, number>()
  const stopped = new AbortController()
  setMaxListeners(100, stopped.signal)
  let underWay = 0

  const saw = (device: Device, facts: DeviceFactsRead): void => {
    deviceClocks.note(device.id, facts.clock)
    lookedMs.set(device.id, clock.monotonicMs())
    const before = remembered(store.meta(keyOf(device)))
    const { databaseRevision: revision, lastRestartText: restartText, lastRestartMs: restartMs } = facts
    if (before.revision !== undefined && revision !== null && revision !== before.revision) {
      registry.setProblem(device.id, message('device.databaseChanged', { from: before.revision, to: revision }))
    }
    const sameTime = before.restartMs !== undefined && restartMs !== null && Math.abs(restartMs - before.restartMs) < SAME_RESTART_MS
    const restarted = before.restartText !== undefined && restartText !== null && restartText !== before.restartText && !sameTime
    if (restarted) tellRestart(device, facts)
    else if (restartMs !== null && clock.nowMs() - restartMs > TOLD_FOR_MS) registry.clearProblem(device.id, 'device.restarted')
    const now: Remembered = { ...(revision === null ? {} : { revision }), ...(restartText === null ? {} : { restartText }), ...(restartMs === null ? {} : { restartMs }) }
    if (JSON.stringify(now) !== JSON.stringify(before)) store.setMeta(keyOf(device), JSON.stringify(now))
  }
  const tellRestart = (device: Device, { lastRestartMs, lastRestartText, lastRestartReason }: DeviceFactsRead): void => {
    const at = lastRestartMs === null ? (lastRestartText ?? '') : formatLocalTime(lastRestartMs, store.settings().timeZone)
    const reason = (lastRestartReason === null ? undefined : enumeratedName(PROPERTY.lastRestartReason, lastRestartReason)) ?? 'unknown'
    store.health.addRestart(device.id, lastRestartMs ?? clock.nowMs())
    log.info(`device ${device.instance} restarted at ${at}: ${reason}`)
    registry.setProblem(device.id, message('device.restarted', { at, reason }))
  }
  const look = async (device: Device): Promise<void> => {
    lookedMs.set(device.id, clock.monotonicMs())
    const manner = { signal: stopped.signal, priority: 'background' } as const
    const facts = await readDeviceFacts(acquisition, device, store.settings().timeZone, 'watched', manner, () => clock.nowMs())
    if (facts.ok && !stopped.signal.aborted) saw(device, facts.value)
  }
  const tick = (): void => {
    const now = clock.monotonicMs()
    for (const device of registry.list()) {
      if (underWay >= AT_ONCE) return
      if (device.state !== 'online' || now - (lookedMs.get(device.id) ?? -Infinity) < LOOK_EVERY_MS) continue
      underWay += 1
      void look(device)
        .catch((error: unknown) => log.warn(`what device ${device.instance} says of itself could not be kept`, error))
        .finally(() => (underWay -= 1))
    }
  }
  const stopTimer = clock.every(TICK_MS, tick)
  return {
    saw,
    stop: () => {
      stopTimer()
      stopped.abort()
    },
  }
}
