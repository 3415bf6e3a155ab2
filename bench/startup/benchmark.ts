/** Start-up: from the command to the first screen with live values, with 30 days of 2,000 points in the store. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { runHost } from '../../test/support/run-host.ts'
import { connectToHost } from '../../test/support/host-client.ts'
import { findChromium } from '../../scripts/find-chromium.ts'
import { saveBenchSite } from '../bench-site.ts'
import { startFastDevices } from '../fast-device-process.ts'
import { report, type Figure } from '../figures.ts'

const DEVICES = 20
const POINTS_PER_DEVICE = 100
const DAYS = 30
const STEP_MS = 10 * 60_000
const DAY_MS = 86_400_000
const RUNS = 3

const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
const opened = openStore(join(folder, 'site'))
if (!opened.ok) throw new Error(opened.error.message)
const store = opened.value
const devices = await startFastDevices(DEVICES, POINTS_PER_DEVICE, 'steady')
store.changeSettings({ bacnetPort: 53_809, siteName: 'Bench site' })
const pointIds = [...saveBenchSite(store, DEVICES, POINTS_PER_DEVICE, Date.now() - DAYS * DAY_MS).values()].flatMap((ids) => [...ids])
store.devices().forEach((device, index) => store.setDeviceAddress(device.id, { ip: '127.0.0.1', port: devices.ports[index]! }))

const steps = (DAYS * DAY_MS) / STEP_MS
const fromMs = Date.now() - DAYS * DAY_MS
for (const pointId of pointIds) {
  store.writeBatch({
    readings: {
      count: steps,
      pointIds: new Int32Array(steps).fill(pointId),
      timesMs: Float64Array.from({ length: steps }, (_, step) => Math.round(fromMs + step * STEP_MS)),
      values: Float64Array.from({ length: steps }, (_, step) => 20 + Math.sin(step / 23 + pointId)),
      qualities: new Uint16Array(steps),
    },
    outcomes: [],
  })
}
const readings = store.readingCount()
const megabytes = store.bytes() / 2 ** 20
store.close()

const browserPath = findChromium().path
const browser = browserPath === null ? null : await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })

/** Seconds until the overview shows all devices online, or without a browser until the contract gives a live value. */
const firstLive = async (): Promise<number> => {
  const startedMs = performance.now()
  const host = await runHost(folder)
  if (browser) {
    const page = await browser.newPage()
    await page.goto(host.address)
    await page.getByText(`${DEVICES} of ${DEVICES} online`).first().waitFor({ timeout: 30_000 })
    await page.close()
  } else {
    const client = await connectToHost(host.address)
    for (;;) {
      const values = await client.engine().getLiveValues({})
      if (values.ok && values.value.states.includes(1)) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    client.close()
  }
  const seconds = (performance.now() - startedMs) / 1_000
  await host.stop()
  return seconds
}

await firstLive() // Builds the bundles when they are old; not counted.
const seconds: number[] = []
for (let run = 0; run < RUNS; run += 1) seconds.push(await firstLive())
await browser?.close()
devices.stop()
rmSync(folder, { recursive: true, force: true })

const figures: Figure[] = [
  { name: 'readings in the store', value: readings, unit: 'readings' },
  { name: 'store', value: megabytes, unit: 'MB' },
  { name: browser ? 'command to first live screen in a browser' : 'command to first live value', value: Math.min(...seconds), unit: 's', limit: { kind: 'max', value: 3 } },
]
report(figures)
process.exit(0)
