/** Measures a device's clock against the laptop's. */
import type { Device } from '../../../../shared/domain/device.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import type { ReadManner } from '../../bacnet/property-reader.ts'
import { clockIn, clockQuestions } from '../../bacnet/trend-log-facts.ts'
import type { SiteContext } from '../site-context.ts'
import { assumedClock, deviceClock, type DeviceClock } from './device-time.ts'

/** An answer that took longer tells the time too badly. */
const SLOW_MS = 2_000
const ATTEMPTS = 3

/** The clock of a device; taken to be right where it does not tell. 'silent' when it does not answer at all. */
export const measureClock = async (site: SiteContext, device: Device, signal: AbortSignal): Promise<DeviceClock | 'silent'> => {
  const calendar = createCalendar(site.store.settings().timeZone)
  const zone = (utcMs: number): number => calendar.localMs(utcMs) - utcMs
  // Somebody waits for this one: waiting in a queue would count as the clock's error.
  const manner: ReadManner = { signal, priority: 'user' }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const askedMs = site.clock.monotonicMs()
    const results = await site.acquisition.read(device.address, clockQuestions(device.instance), manner)
    const tookMs = site.clock.monotonicMs() - askedMs
    const [first] = results
    if (signal.aborted || (first?.ok === false && (first.kind === 'timeout' || first.kind === 'cancelled' || first.kind === 'send'))) return 'silent'
    const localMs = clockIn(results)
    const nowMs = site.clock.nowMs()
    if (localMs === undefined) return assumedClock(nowMs, zone)
    if (tookMs <= SLOW_MS || attempt === ATTEMPTS) return deviceClock(localMs - (nowMs - tookMs / 2), nowMs, zone)
  }
  return 'silent'
}
