/** The engine is killed under load, again and again: nothing acknowledged is lost, acquisition is back within seconds, clients are re-attached. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { startFastDevices } from '../../bench/fast-device-process.ts'
import { saveBenchSite } from '../../bench/bench-site.ts'
import { databaseFile, openStore } from '../../electron/engine/store/open-store.ts'
import { forkEngine } from '../../electron/host/fork-engine.ts'
import type { EngineProcessHandle } from '../../electron/supervision/engine-process-handle.ts'
import { superviseEngine } from '../../electron/supervision/engine-supervisor.ts'
import { systemClock } from '../../shared/clock.ts'
import type { EngineClient } from '../../shared/contract.ts'
import { connectEngine } from '../../shared/rpc.ts'
import { freePort } from '../support/free-port.ts'
import { eventually, valueOf } from '../support/inline-engine.ts'

const KILLS = 20
/** Two seconds on a quiet machine; a busy one takes its time. */
const BACK_WITHIN_MS = 20_000
const home = mkdtempSync(join(tmpdir(), 'plantroom-test-'))
const site = join(home, 'site')

afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('an engine killed under load', () => {
  it(`loses no acknowledged reading in ${KILLS} kills and is back within ${BACK_WITHIN_MS / 1_000} s each time`, { timeout: 300_000 }, async () => {
    const devices = await startFastDevices(4, 100, 'steady')
    const store = valueOf(openStore(site))
    store.changeSettings({ bacnetPort: await freePort(), requestsPerSecondPerDevice: 200 })
    const pointIds = saveBenchSite(store, 4, 100, Date.now())
    store.devices().forEach((device, index) => store.setDeviceAddress(device.id, { ip: '127.0.0.1', port: devices.ports[index]! }))
    store.setPollInterval([...pointIds.values()].flatMap((ids) => [...ids]), 1_000)
    store.close()

    let handle: EngineProcessHandle | undefined
    const fork = forkEngine(new URL('../../electron/engine-process.ts', import.meta.url))
    const supervisor = superviseEngine({
      launch: () => (handle = fork()),
      clock: systemClock,
      init: { dataFolder: home, demo: false, appVersion: 'test' },
      log: () => {},
    })

    let engine: EngineClient | undefined
    let attached = 0
    let freshValues = 0
    let receive = (_data: unknown): void => {}
    let closed = (): void => {}
    supervisor.attach({
      attached: (link) => {
        closed()
        attached += 1
        engine = connectEngine(
          { post: (data) => link.send(data), onMessage: (listen) => (receive = listen), onClose: (listen) => (closed = listen), close: () => {} },
          (name) => {
            if (name === 'liveValues') freshValues += 1
          },
        )
      },
      received: (data) => receive(data),
    })
    supervisor.start()
    await eventually('first live values', () => freshValues > 0)

    let acknowledged = 0
    let slowestMs = 0
    for (let kill = 1; kill <= KILLS; kill += 1) {
      // What the status tells is on disk: the count comes from the store.
      const before = acknowledged
      acknowledged = await eventually('more readings on disk', async () => {
        const status = await engine!.getStatus({})
        return status.ok && status.value.readings > before + 400 && status.value.readings
      })
      const livesBefore = attached
      freshValues = 0
      const killedAtMs = performance.now()
      handle!.kill()
      await eventually('acquisition to be back', () => attached > livesBefore && freshValues > 0)
      slowestMs = Math.max(slowestMs, performance.now() - killedAtMs)
      const status = valueOf(await engine!.getStatus({}))
      expect(status.readings, `after kill ${kill}`).toBeGreaterThanOrEqual(acknowledged)
    }
    expect(attached).toBe(KILLS + 1)
    expect(slowestMs).toBeLessThan(BACK_WITHIN_MS)

    await supervisor.stop()
    devices.stop()
    const database = new Database(databaseFile(site), { readonly: true })
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  })
})
