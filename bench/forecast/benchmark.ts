/** Fit and forecast of one meter with two years of hours, beside scikit-learn's ridge and boosting on the same hours. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { dayMatrixOf, HOURS_A_DAY } from '../../electron/engine/analysis/forecast/day-matrix.ts'
import { fitForecast, forecastDays, refreshForecast } from '../../electron/engine/analysis/forecast/forecast.ts'
import type { Past } from '../../electron/engine/analysis/forecast/forecast-types.ts'
import { MONDAY, officeLoad } from '../../test/engine/analysis/forecast/generated-load.ts'
import { report, type Figure } from '../figures.ts'

const DAYS = 730
const REPEATS = 3
const ORIGINS = 91
const EVERY_DAYS = 4
const COMPARE_EVERY_DAYS = 84
const METERS = 27

const load = officeLoad(DAYS, 4)
const pastOf = (days: number): Past => ({ matrix: dayMatrixOf(load.subarray(0, days * HOURS_A_DAY), MONDAY), weather: null })

/** Processor time, so that what else the machine does does not count; the engine's own helpers (compiler, memory) do. */
const spentMs = (run: () => void): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const fewestMs = (run: () => void): number => Math.min(...Array.from({ length: REPEATS }, () => spentMs(run)))

const past = pastOf(DAYS)
const model = fitForecast(past)
const fitMs = fewestMs(() => forecastDays(fitForecast(past), past, 7))
const refreshMs = fewestMs(() => forecastDays(refreshForecast(model, past), past, 1))

/** A quarter of the year's days, each forecast from what came before it, as the evaluate command does it. */
const forecastYear = (): void => {
  let current = fitForecast(pastOf(DAYS - ORIGINS * EVERY_DAYS))
  for (let i = 0; i < ORIGINS; i += 1) {
    const known = pastOf(DAYS - (ORIGINS - i) * EVERY_DAYS)
    current = known.matrix.days - current.comparedAtDays >= COMPARE_EVERY_DAYS ? fitForecast(known) : refreshForecast(current, known, 1)
    forecastDays(current, known, 1)
  }
}
const yearS = spentMs(forecastYear) / 1_000

/** Milliseconds of scikit-learn; null where it is not installed. Debian's Python is asked first: it has what apt installed. */
const askPeer = (): number | null => {
  for (const python of ['/usr/bin/python3', 'python3', 'python']) {
    const { status, stdout } = spawnSync(python, [join(import.meta.dirname, 'peer.py')], { input: JSON.stringify([...load]), encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } })
    if (status === 0) return Number(stdout)
  }
  return null
}

const own: Figure[] = [
  { name: 'compare, fit and forecast a week, two years of hours', value: fitMs, unit: 'ms', limit: { kind: 'max', value: 1_000 } },
  { name: 'refresh and forecast a day', value: refreshMs, unit: 'ms', limit: { kind: 'max', value: 100 } },
  { name: `91 days of a meter, ${METERS} of which go into a minute`, value: yearS, unit: 's', limit: { kind: 'max', value: 60 / METERS } },
]
const peerMs = askPeer()
if (peerMs === null) console.log('  SKIPPED: no Python with scikit-learn here, so nothing is compared. On Debian: apt-get install python3-sklearn')
report(peerMs === null ? own : [...own, { name: 'one fit of scikit-learn to our comparison and fit', value: peerMs / fitMs, unit: '×', limit: { kind: 'min', value: 1 / 3 }, comparable: true }])
