/** Another program holds the BACnet port when the engine starts: it says so in words, and has the port by itself once that is free. Loopback only. */
import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAcquisition } from '../../electron/engine/bacnet/acquisition.ts'
import { createEngine, type Engine } from '../../electron/engine/engine.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { createPipeline } from '../../electron/engine/pipeline/pipeline.ts'
import { createWorkerLearner } from '../../electron/engine/pipeline/worker-learner.ts'
import { databaseFile, openStore } from '../../electron/engine/store/open-store.ts'
import { createStoreReaders } from '../../electron/engine/store/store-readers.ts'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import { systemClock } from '../../shared/clock.ts'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import monitorTexts from '../../shared/locales/en/monitor.json' with { type: 'json' }
import { eventually, jobEnd, valueOf } from '../support/inline-engine.ts'

const home = mkdtempSync(join(tmpdir(), 'plantroom-port-'))
const simulator = createSimulator({ port: 0, devices: 1, points: 10 })
let other: Socket
let port: number
let engine: Engine

const takePort = (wanted: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.once('error', reject)
    socket.bind({ port: wanted, address: '127.0.0.1', exclusive: true }, () => resolve(socket))
  })

beforeAll(async () => {
  other = await takePort(0)
  port = other.address().port
  const siteFolder = join(home, 'site')
  const before = valueOf(openStore(siteFolder, silentLog))
  before.changeSettings({ bacnetPort: port, defaultPollIntervalMs: 1_000 })
  before.close()
  engine = createEngine({
    clock: systemClock,
    random: Math.random,
    log: silentLog,
    appVersion: 'test',
    siteFolder,
    demoFolder: join(home, 'demo'),
    demo: false,
    openStore: (folder) => openStore(folder, silentLog),
    openReaders: (folder) => createStoreReaders(databaseFile(folder), new URL('../../electron/engine/store/reader-worker.ts', import.meta.url)),
    openLearner: (folder) => createWorkerLearner(databaseFile(folder), new URL('../../electron/engine/pipeline/fit-worker.ts', import.meta.url)),
    openReplayer: () => ({ start: () => { throw new Error('no replays here') } }), userName: 'test',
        openCorrelationWorker: () => ({ start: () => { throw new Error('no comparisons here') } }),
        openBaselineWorker: () => ({ fit: () => Promise.reject(new Error('not asked')), savings: () => Promise.reject(new Error('not asked')), stop: () => Promise.resolve() }),
        openHealthWorker: () => ({ start: () => ({ turn: () => Promise.resolve({ done: true, share: 1, parts: [] }), end: () => Promise.resolve() }) }),
        openEnergyWorker: () => ({ start: () => ({ turn: () => Promise.resolve({ done: true, share: 1, meters: [], empty: [], runDays: [], weather: [] }), end: () => Promise.resolve() }) }),
        openForecastWorker: () => ({ start: () => ({ turn: () => Promise.resolve({ done: true, share: 1, parts: [] }), end: () => Promise.resolve() }) }),
        openPatternWorker: () => ({ patterns: () => Promise.reject(new Error('not asked')), efficiency: () => Promise.reject(new Error('not asked')), close: () => Promise.resolve() }),
    // The engine takes the port of its settings, as in a building; no interface but loopback is known to it.
    createAcquisition: (deps) => createAcquisition({ ...deps, loopbackOnly: true }),
    createPipeline,
    systemTimeZone: 'UTC',
    renderPdf: () => {
      throw new Error('no report here')
    },
    openDemo: () => {
      throw new Error('no demo here')
    },
  })
  await simulator.start()
  valueOf(await engine.start())
})
afterAll(async () => {
  await engine.stop()
  await simulator.stop()
  rmSync(home, { recursive: true, force: true })
})

const status = async (): Promise<EngineStatus> => valueOf(await engine.handlers.getStatus({}))

it('starts all the same and says which port is taken, in words', async () => {
  const { transport } = await status()
  expect(transport).toMatchObject({ open: false, port, problem: { key: 'transport.port-taken', params: { port } } })
  expect(monitorTexts).toHaveProperty(['transport.port-taken'])
  expect(await engine.handlers.startDiscovery({ interfaces: [], targets: ['127.0.0.1:1'] })).toMatchObject({ ok: false, error: { code: 'transport-closed' } })
})

it('takes the port by itself when it becomes free, says so, and works', async () => {
  const told: boolean[] = []
  const stop = engine.subscribe((name, payload) => {
    if (name === 'statusChanged') told.push((payload as EngineStatus).transport.open)
  })
  await new Promise<void>((resolve) => other.close(() => resolve()))
  await eventually('the port to be open', async () => (await status()).transport.open)
  expect((await status()).transport).toEqual({ open: true, port, problem: null })
  expect(told.at(-1)).toBe(true)
  stop()
  const [device] = simulator.addresses()
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: [`${device!.ip}:${device!.port}`] }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
  await eventually('readings', async () => valueOf(await engine.handlers.getStatistics({})).readingsKept > 10)
})

it('says so as well when the technician chooses a port that is taken, and goes back', async () => {
  const held = await takePort(0)
  const wrong = await engine.handlers.reopenTransport({ port: held.address().port })
  expect(valueOf(wrong).transport).toMatchObject({ open: false, problem: { key: 'transport.port-taken' } })
  const right = await engine.handlers.reopenTransport({ port })
  expect(valueOf(right).transport).toEqual({ open: true, port, problem: null })
  const kept = valueOf(await engine.handlers.getStatistics({})).readingsKept
  await eventually('polling to go on', async () => valueOf(await engine.handlers.getStatistics({})).readingsKept > kept + 10)
  await new Promise<void>((resolve) => held.close(() => resolve()))
})
