/** The matrix of 200 points over 30 days at 5 minutes, without gaps and with, beside NumPy on the same numbers. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import { correlationMatrix } from '../../electron/engine/analysis/correlation/correlation-matrix.ts'
import { createPreparer } from '../../electron/engine/analysis/correlation/prepare-series.ts'
import type { CorrelationOptions } from '../../shared/domain/correlation.ts'
import { seededRandom } from '../../shared/random.ts'
import { report, type Figure } from '../figures.ts'

const POINTS = 200
const STEP_MS = 300_000
const DAYS = 30
const LENGTH = (DAYS * 86_400_000) / STEP_MS
const MONDAY = Date.UTC(2026, 2, 2)
const REPEATS = 3

const grid = { startMs: MONDAY, stepMs: STEP_MS, length: LENGTH }
const calendar = createCalendar('Europe/Berlin')

/** Slow movements, some shared, with the course of the day; every tenth value missing where asked. */
const seriesOf = (random: () => number, gaps: boolean): Float64Array[] => {
  const shared = Array.from({ length: 20 }, () => walk(random))
  return Array.from({ length: POINTS }, (_, i) => {
    const own = walk(random)
    const common = shared[i % shared.length] as Float64Array
    return own.map((value, t) => (gaps && random() < 0.1 ? Number.NaN : 20 + value + (common[t] as number) + Math.sin((2 * Math.PI * t) / 288)))
  })
}

const walk = (random: () => number): Float64Array => {
  let level = 0
  return Float64Array.from({ length: LENGTH }, () => (level = 0.98 * level + random() - 0.5))
}

const fewestMs = (run: () => void): number => Math.min(...Array.from({ length: REPEATS }, () => spentMs(run)))

const spentMs = (run: () => void): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const matrixOf = (raw: readonly Float64Array[], options: CorrelationOptions): void => {
  const preparer = createPreparer(grid, calendar, options, raw[0] ?? null)
  const run = correlationMatrix(raw.map((values) => preparer.prepare(values)), options.method, preparer.controls)
  while (run.next().done !== true);
}

const whole = seriesOf(seededRandom(7), false)
const gappy = seriesOf(seededRandom(8), true)
const plain: CorrelationOptions = { method: 'pearson', season: true, outdoor: false }
const wholeMs = fewestMs(() => matrixOf(whole, plain))
const gappyMs = fewestMs(() => matrixOf(gappy, plain))
const partialMs = fewestMs(() => matrixOf(gappy, { ...plain, outdoor: true }))
const ranksMs = fewestMs(() => matrixOf(gappy, { method: 'spearman', season: true, outdoor: false }))

/** Milliseconds of NumPy; null where it is not installed. */
const askPeer = (): number | null => {
  const input = Buffer.concat([Buffer.from(Int32Array.of(POINTS, LENGTH).buffer), ...gappy.map((values) => Buffer.from(values.buffer))])
  for (const python of ['/usr/bin/python3', 'python3', 'python']) {
    const { status, stdout } = spawnSync(python, [join(import.meta.dirname, 'peer.py')], { input, env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } })
    if (status === 0) return Number(stdout.toString())
  }
  return null
}

const own: Figure[] = [
  { name: 'matrix without gaps', value: wholeMs, unit: 'ms', limit: { kind: 'max', value: 3_000 } },
  { name: 'matrix with gaps', value: gappyMs, unit: 'ms', limit: { kind: 'max', value: 3_000 } },
  { name: 'partial matrix with gaps', value: partialMs, unit: 'ms', limit: { kind: 'max', value: 3_000 } },
  { name: 'matrix by ranks with gaps', value: ranksMs, unit: 'ms', limit: { kind: 'max', value: 3_000 } },
]
const peerMs = askPeer()
if (peerMs === null) console.log('  SKIPPED: no Python with NumPy here, so nothing is compared. On Debian: apt-get install python3-numpy')
report(peerMs === null ? own : [...own, { name: 'NumPy to our matrix with gaps', value: peerMs / gappyMs, unit: '×', limit: { kind: 'min', value: 1 / 5 }, comparable: true }])
