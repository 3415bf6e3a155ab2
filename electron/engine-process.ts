/** Entry of the engine's own process, for Electron's `utilityProcess.fork` and Node's `fork` alike. */
import { systemClock } from '../shared/clock.ts'
import { composeEngine } from './engine/compose.ts'
import { runEngine } from './supervision/engine-runner.ts'
import { ipcLink, parentPortLink, type ParentPort } from './supervision/parent-link.ts'
import { leaveSignalsToHost, stopOnBug } from './supervision/process-manners.ts'
import { siteFolder } from './supervision/site-folders.ts'

/** Worker threads are bundled beside this file under their name; from source each is run where it stands. */
const WORKER_SOURCES = {
  reader: './engine/store/reader-worker.ts',
  fit: './engine/pipeline/fit-worker.ts',
  replay: './engine/pipeline/replay-worker.ts',
  energy: './engine/pipeline/energy/energy-worker.ts',
  baseline: './engine/pipeline/energy/baseline-worker.ts',
  correlation: './engine/pipeline/correlation/correlation-worker.ts',
  forecast: './engine/pipeline/forecast/forecast-worker.ts',
  pattern: './engine/pipeline/energy/pattern-worker.ts',
  health: './engine/pipeline/health/health-worker.ts',
  demo: './simulator/demo-worker.ts',
  pdf: './engine/reports/pdf-worker.ts',
} as const

const workerUrl = (name: keyof typeof WORKER_SOURCES): URL =>
  new URL(import.meta.url.endsWith('.ts') ? WORKER_SOURCES[name] : `./${name}-worker.js`, import.meta.url)

/** Set by tests and benches, which must not be heard on a real network. */
const loopbackOnly = process.env['PLANTROOM_LOOPBACK_ONLY'] === '1'

const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort

stopOnBug('engine')
leaveSignalsToHost()
runEngine({
  parent: parentPort === undefined ? ipcLink(process) : parentPortLink(parentPort),
  makeEngine: ({ dataFolder, demo, appVersion }) =>
    composeEngine({ siteFolder: siteFolder(dataFolder, demo), demo, appVersion, worker: workerUrl, loopbackOnly }),
  clock: systemClock,
  exit: (code) => process.exit(code),
})
