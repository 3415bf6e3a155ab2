/** A small suite made by formulas, for machines without the labelled data: series with seeded faults, in the folder form that the evaluate command reads. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../shared/random.ts'
import type { LabelledEvent } from './event-score.ts'

const START_MS = Date.UTC(2025, 0, 6)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEKS = 16
const TRAIN_WEEKS = 6
const MERGE_MS = 6 * HOUR_MS

/** Of a healthy point: value at a local time with normal noise. */
type Healthy = (hour: number, weekday: number, day: number, noise: () => number) => number

const isWorking = (hour: number, weekday: number): boolean => weekday < 5 && hour >= 7 && hour < 18

const HEALTHY: Readonly<Record<string, { readonly stepMs: number; readonly value: Healthy }>> = {
  meter: { stepMs: HOUR_MS, value: (hour, weekday, day, noise) => (isWorking(hour, weekday) ? 120 + 15 * Math.sin((Math.PI * (hour - 7)) / 11) : 40) + 4 * Math.sin(day / 9) + 3 * noise() },
  meterNight: { stepMs: HOUR_MS, value: (hour, _weekday, day, noise) => 60 + 25 * Math.cos((2 * Math.PI * (hour - 3)) / 24) + 3 * Math.cos(day / 7) + 2 * noise() },
  room: { stepMs: HOUR_MS / 4, value: (hour, weekday, day, noise) => (isWorking(hour, weekday) ? 22 : 19.5) + 0.6 * Math.sin(day / 6) + 0.15 * noise() },
  supply: { stepMs: HOUR_MS / 4, value: (hour, weekday, day, noise) => (isWorking(hour, weekday) ? 16 + 0.8 * Math.sin(day / 5) : 20.5) + 0.25 * noise() },
  outdoor: { stepMs: HOUR_MS / 4, value: (hour, _weekday, day, noise) => 8 + 6 * Math.sin((2 * Math.PI * (hour - 9)) / 24) + 4 * Math.sin(day / 11) + 0.3 * noise() },
}

/** What a fault makes of a healthy value; `i` counts rows since its start, `spread` is the series' own. */
type Fault = (value: number, i: number, held: number, spread: number, noise: () => number) => number

const FAULTS: Readonly<Record<string, { readonly hours: number; readonly make: Fault }>> = {
  spike: { hours: 1, make: (value, _i, _held, spread) => value + 5 * spread },
  stuck: { hours: 30, make: (_value, _i, held) => held },
  dropout: { hours: 3, make: () => 0 },
  bias: { hours: 40, make: (value, _i, _held, spread) => value + 1.2 * spread },
  noise: { hours: 24, make: (value, _i, _held, spread, noise) => value + 0.9 * spread * noise() },
  scale: { hours: 40, make: (value) => value * 1.6 },
}

export interface GeneratedSeries {
  readonly id: string
  readonly timesMs: Float64Array
  readonly events: readonly LabelledEvent[]
  readonly trainEnd: number
  readonly mergeMs: number
}

/** Writes `manifest.json` and `anomaly/ID.csv` below `folder`; the labels are returned only. The same for the same seed. */
export const writeGeneratedSuite = (folder: string, seed = 1): readonly GeneratedSeries[] => {
  mkdirSync(join(folder, 'anomaly'), { recursive: true })
  const made = Object.keys(HEALTHY).map((id, at) => writeSeries(folder, id, seed * 100 + at))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ anomaly: made.map(({ id, trainEnd }) => manifestOf(id, trainEnd)) }))
  return made
}

const manifestOf = (id: string, trainEnd: number) => ({ id, family: 'generated', unit: '', sampling_s: (HEALTHY[id]?.stepMs ?? HOUR_MS) / 1_000, train_end: trainEnd, period: DAY_MS / (HEALTHY[id]?.stepMs ?? HOUR_MS) })

const writeSeries = (folder: string, id: string, seed: number): GeneratedSeries => {
  const { stepMs, value } = HEALTHY[id] as (typeof HEALTHY)[string]
  const random = seededRandom(seed)
  const noise = (): number => random() + random() + random() + random() - 2
  const count = (WEEKS * 7 * DAY_MS) / stepMs
  const timesMs = Float64Array.from({ length: count }, (_, i) => START_MS + i * stepMs)
  const values = timesMs.map((timeMs) => value((timeMs % DAY_MS) / HOUR_MS, Math.floor((timeMs - START_MS) / DAY_MS) % 7, Math.floor((timeMs - START_MS) / DAY_MS), noise))
  const trainEnd = (TRAIN_WEEKS * 7 * DAY_MS) / stepMs
  const events = spoil(values, stepMs, trainEnd, random, noise)
  const rows = Array.from(timesMs, (timeMs, i) => `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')},${(values[i] as number).toFixed(2)}`)
  writeFileSync(join(folder, 'anomaly', `${id}.csv`), `timestamp,value\n${rows.join('\n')}\n`)
  return { id, timesMs, events, trainEnd, mergeMs: MERGE_MS }
}

/** One fault of each kind, in an order of its own, evenly over the time after commissioning. */
const spoil = (values: Float64Array, stepMs: number, trainEnd: number, random: () => number, noise: () => number): readonly LabelledEvent[] => {
  const types = Object.keys(FAULTS).map((type) => ({ type, rank: random() })).sort((a, b) => a.rank - b.rank)
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length)
  const room = (values.length - trainEnd) / types.length
  return types.map(({ type }, k) => {
    const { hours, make } = FAULTS[type] as (typeof FAULTS)[string]
    const from = Math.round(trainEnd + (k + 0.3 + 0.2 * random()) * room)
    const to = from + Math.max(1, Math.round((hours * HOUR_MS) / stepMs)) - 1
    const held = values[from - 1] as number
    for (let i = from; i <= to; i++) values[i] = make(values[i] as number, i - from, held, spread, noise)
    return { from, to, type }
  })
}
