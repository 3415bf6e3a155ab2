/** `record --site DIR --for SECONDS`: devices found, then recorded into a site folder. */
import type { CliOptions } from '../cli-options.ts'
import { discoverDevices } from '../discovery.ts'
import { waitFor, type HeadlessEngine } from '../headless-engine.ts'

const TELL_EVERY_MS = 5_000

export const record = async (engine: HeadlessEngine, options: CliOptions): Promise<number> => {
  const { call, terminal, siteFolder } = engine
  const known = await call.listDevices({})
  const asked = options.targets.length > 0 || options.interfaces.length > 0
  // A site that has its devices is recorded as it is, unless the arguments name where to look.
  if (asked || !known.ok || known.value.length === 0) {
    const found = await discoverDevices(engine, options)
    if (!found.ok) {
      terminal.failed(found.error)
      return 1
    }
  }
  const seconds = options.forSeconds ?? 60
  const endMs = performance.now() + seconds * 1_000
  let toldMs = Number.NEGATIVE_INFINITY
  await waitFor(engine, seconds * 1_000, async () => {
    const now = performance.now()
    if (now - toldMs >= TELL_EVERY_MS) {
      toldMs = now
      const statistics = await call.getStatistics({})
      if (statistics.ok) terminal.progress(`${Math.max(0, Math.round((endMs - now) / 1_000))} s left, ${statistics.value.readingsKept} readings kept, ${statistics.value.devicesOnline} devices online`)
    }
    return false
  })
  const [statistics, devices] = [await call.getStatistics({}), await call.listDevices({})]
  if (!statistics.ok || !devices.ok) {
    if (!statistics.ok) terminal.failed(statistics.error)
    return 1
  }
  const { points, readingsKept, devicesOffline, alertsActive } = statistics.value
  const summary = { site: siteFolder, devices: devices.value.length, devicesOffline, points, readings: readingsKept, alerts: alertsActive }
  terminal.result(summary, () => [`${summary.site}: ${summary.devices} devices (${devicesOffline} offline), ${points} points, ${readingsKept} readings, ${alertsActive} alerts`])
  return 0
}
