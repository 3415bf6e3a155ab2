/** The drift year: slow faults seeded over 400 sensors and meters of a simulated campus, judged day by day as live judges, beside a control chart of each point. */
import { report } from '../figures.ts'
import { makeCampus } from './campus.ts'
import { knownOf, liveYear } from './live-year.ts'
import { median, scoreYear } from './score-year.ts'
import { shewhartYear } from './shewhart.ts'
import { applyFaults, seedFaults } from './slow-faults.ts'

/** Not one of the seeds the judgement was tuned on. */
const SEED = Number(process.env.PLANTROOM_DRIFT_SEED ?? 3)
const FAULTS = 40

const secondsOf = <T>(act: () => T): readonly [T, number] => {
  const before = process.cpuUsage()
  const value = act()
  const { user, system } = process.cpuUsage(before)
  return [value, (user + system) / 1e6]
}

const [campus, livedS] = secondsOf(() => makeCampus({ seed: SEED, buildings: 4, pointsEach: 100, days: 365 }))
const faults = seedFaults(campus, FAULTS)
applyFaults(campus, faults)
const [known, readS] = secondsOf(() => knownOf(campus))
const [alerts, judgedS] = secondsOf(() => liveYear(campus, known))
const own = scoreYear(faults, alerts)
const chart = scoreYear(faults, shewhartYear(known))
const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole)
report([
  { name: 'slow faults found of 40', value: own.found.length, unit: 'faults', limit: { kind: 'min', value: 36 } },
  { name: 'false alerts of 400 points', value: own.falseAlerts.length, unit: 'alerts', limit: { kind: 'max', value: 4 } },
  { name: 'delay, median', value: median(own.found.map(({ delayDays }) => delayDays)), unit: 'days', limit: { kind: 'max', value: 14 } },
  { name: 'fault type right', value: share(own.found.filter(({ typeRight }) => typeRight).length, own.found.length), unit: 'of the found', limit: { kind: 'min', value: 0.65 } },
  { name: 'size: error, median', value: median(own.found.map(({ sizeError }) => sizeError)), unit: 'of the true size' },
  { name: 'since when: error at the first telling, median', value: median(own.found.map(({ startErrorDays }) => startErrorDays)), unit: 'days' },
  { name: 'alerts cleared while the fault stands', value: own.found.filter(({ alert }) => alert.clearedDay !== null).length, unit: 'alerts' },
  { name: 'control chart: found of 40', value: chart.found.length, unit: 'faults' },
  { name: 'control chart: false alerts', value: chart.falseAlerts.length, unit: 'alerts' },
  { name: 'processor time: the year of 400 points lived', value: livedS, unit: 's' },
  { name: 'processor time: days summarised', value: readS, unit: 's' },
  { name: 'processor time: 365 days judged', value: judgedS, unit: 's', limit: { kind: 'max', value: 180 } },
])
