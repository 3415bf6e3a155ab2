/** Where the engine's worker threads start when it runs from source. */
import type { WorkerName } from '../../electron/engine/compose.ts'

const SOURCES: Record<WorkerName, string> = {
  reader: '../../electron/engine/store/reader-worker.ts',
  fit: '../../electron/engine/pipeline/fit-worker.ts',
  replay: '../../electron/engine/pipeline/replay-worker.ts',
  energy: '../../electron/engine/pipeline/energy/energy-worker.ts',
  baseline: '../../electron/engine/pipeline/energy/baseline-worker.ts',
  correlation: '../../electron/engine/pipeline/correlation/correlation-worker.ts',
  forecast: '../../electron/engine/pipeline/forecast/forecast-worker.ts',
  pattern: '../../electron/engine/pipeline/energy/pattern-worker.ts',
  health: '../../electron/engine/pipeline/health/health-worker.ts',
  demo: '../../electron/simulator/demo-worker.ts',
  pdf: '../../electron/engine/reports/pdf-worker.ts',
}

export const sourceWorker = (name: WorkerName): URL => new URL(SOURCES[name], import.meta.url)
