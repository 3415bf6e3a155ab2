/** The engine with the real world: real clock, sockets, store, worker threads. Both hosts start it through here. */
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { systemClock } from '../../shared/clock.ts'
import { createAcquisition } from './bacnet/acquisition.ts'
import { openDemoWorker } from './demo-worker-link.ts'
import { createEngine, type Engine } from './engine.ts'
import type { Log } from './log.ts'
import { createPipeline } from './pipeline/pipeline.ts'
import { createWorkerLearner } from './pipeline/worker-learner.ts'
import { createWorkerReplayer } from './pipeline/replay-lane.ts'
import { createCorrelationWorker } from './pipeline/correlation/correlation-lane.ts'
import { createBaselineWorker } from './pipeline/energy/baseline-lane.ts'
import { createEnergyWorker } from './pipeline/energy/energy-lane.ts'
import { createForecastWorker } from './pipeline/forecast/forecast-lane.ts'
import { createPatternWorker } from './pipeline/energy/pattern-lane.ts'
import { createHealthWorker } from './pipeline/health/health-lane.ts'
import { createRenderPdf } from './reports/render-pdf.ts'
import { databaseFile, openStore } from './store/open-store.ts'
import { createStoreReaders } from './store/store-readers.ts'

/** Worker threads of the engine by name; the entry files differ between source and bundle. */
export type WorkerName = 'reader' | 'demo' | 'fit' | 'replay' | 'energy' | 'baseline' | 'pattern' | 'forecast' | 'correlation' | 'health' | 'pdf'

export interface ComposeOptions {
  /** Folder of the site; in the demo, of the demo site. */
  readonly siteFolder: string
  readonly demo: boolean
  readonly worker: (name: WorkerName) => URL
  readonly appVersion: string
  readonly log?: Log
  /** UDP port to use instead of the site's own setting; 0 = any free one. */
  readonly bacnetPort?: number
  /** Stays off real networks: any free UDP port, no interface but loopback. For tests and benches. */
  readonly loopbackOnly?: boolean
}

const consoleLog: Log = {
  info: (text, detail) => console.error(text, detail ?? ''),
  warn: (text, detail) => console.error(text, detail ?? ''),
  error: (text, detail) => console.error(text, detail ?? ''),
}

/** The account on this machine; none where the system has none for this user id. */
const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

export const composeEngine = (options: ComposeOptions): Engine => {
  const home = dirname(options.siteFolder)
  const log = options.log ?? consoleLog
  return createEngine({
    clock: systemClock,
    random: Math.random,
    log,
    appVersion: options.appVersion,
    siteFolder: options.demo ? join(home, 'site') : options.siteFolder,
    demoFolder: options.demo ? options.siteFolder : join(home, 'demo'),
    demo: options.demo,
    loopbackOnly: options.loopbackOnly === true,
    ...(options.bacnetPort === undefined ? {} : { bacnetPort: options.bacnetPort }),
    openStore: (siteFolder) => openStore(siteFolder, log),
    openReaders: (siteFolder) => createStoreReaders(databaseFile(siteFolder), options.worker('reader')),
    openLearner: (siteFolder) => createWorkerLearner(databaseFile(siteFolder), options.worker('fit')),
    openReplayer: (siteFolder) => createWorkerReplayer(databaseFile(siteFolder), options.worker('replay')),
    openEnergyWorker: (siteFolder) => createEnergyWorker(databaseFile(siteFolder), options.worker('energy')),
    openBaselineWorker: (siteFolder) => createBaselineWorker(databaseFile(siteFolder), options.worker('baseline')),
    openCorrelationWorker: (siteFolder) => createCorrelationWorker(databaseFile(siteFolder), options.worker('correlation')),
    openForecastWorker: (siteFolder) => createForecastWorker(databaseFile(siteFolder), options.worker('forecast')),
    openPatternWorker: (siteFolder) => createPatternWorker(databaseFile(siteFolder), options.worker('pattern')),
    openHealthWorker: (siteFolder) => createHealthWorker(databaseFile(siteFolder), options.worker('health')),
    userName: userName(),
    createAcquisition,
    createPipeline,
    systemTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    renderPdf: createRenderPdf(options.worker('pdf')),
    openDemo: (demo) => openDemoWorker(options.worker('demo'), demo),
  })
}
