/** A site with one meter whose hours are made by formulas, and the forecast job on it, as a worker would run it. */
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { dayStartOf, hourStartsOf } from '../../../../electron/engine/analysis/energy/meters/local-periods.ts'
import { createForecastJob } from '../../../../electron/engine/pipeline/forecast/forecast-job.ts'
import type { ForecastPart, ForecastTask } from '../../../../electron/engine/pipeline/forecast/forecast-task.ts'
import { openForecastQueries } from '../../../../electron/engine/store/forecast-queries.ts'
import type { SqliteStore } from '../../../../electron/engine/store/writable-store.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import { seededRandom } from '../../../../shared/random.ts'

export const ZONE = 'Europe/Berlin'
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const calendar = createCalendar(ZONE)

export const meterOf = (patch: Partial<Meter> = {}): Omit<Meter, 'id'> => ({
  name: 'Main', medium: 'electricity', measure: 'energy', source: { what: 'imported' }, origin: 'made', confidence: 1, units: null, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null, parentId: null,
  demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null, ...patch,
})

/** 20 kW at night and on weekends, 80 kW on working days from 7 to 18 with a peak at 14; noise of a kW or two. */
export const officeAt = (seed = 3): ((startMs: number) => number) => {
  const random = seededRandom(seed)
  return (startMs) => {
    const local = new Date(calendar.localMs(startMs))
    const hour = local.getUTCHours()
    const isWorking = local.getUTCDay() >= 1 && local.getUTCDay() <= 5 && hour >= 7 && hour < 18
    return (isWorking ? 80 - 2 * Math.abs(hour - 14) : 20) + 2 * (random() + random() - 1)
  }
}

/** Writes hours and days of [fromMs, toMs), `fromMs` a local midnight; windows are 5 % above their hour. */
export const writeHours = (store: SqliteStore, meterId: number, fromMs: number, toMs: number, demandAt: (startMs: number) => number): void => {
  const starts = hourStartsOf(fromMs, toMs, calendar)
  const energy = starts.map(demandAt)
  const rows = (startsMs: number[], values: number[], peaks: number[], peakAtMs: number[]) => ({
    startsMs: Float64Array.from(startsMs), energy: Float64Array.from(values), peak: Float64Array.from(peaks), peakAtMs: Float64Array.from(peakAtMs),
    coverage: new Float64Array(startsMs.length).fill(1), quality: new Uint8Array(startsMs.length),
  })
  const hours = rows(starts, energy, energy.map((value) => value * 1.05), starts)
  const days = [...Map.groupBy(starts.keys(), (i) => dayStartOf(starts[i] as number, calendar))].map(([dayMs, own]) => {
    const best = own.reduce((most, i) => ((energy[i] as number) > (energy[most] as number) ? i : most))
    return { dayMs, sum: own.reduce((sum, i) => sum + (energy[i] as number), 0), peak: (energy[best] as number) * 1.05, peakAtMs: starts[best] as number }
  })
  store.energy.atOnce(() => {
    store.energy.periods.putHours(meterId, hours, 0, starts.length)
    const table = rows(days.map(({ dayMs }) => dayMs), days.map(({ sum }) => sum), days.map(({ peak }) => peak), days.map(({ peakAtMs }) => peakAtMs))
    store.energy.periods.putDays(meterId, { ...table, baseLoad: new Float64Array(days.length).fill(20) }, 0, days.length)
  })
}

/** Runs the job to its end in this thread. */
export const runJob = (databaseFile: string, task: ForecastTask): ForecastPart[] => {
  const queries = openForecastQueries(databaseFile)
  try {
    const job = createForecastJob(task, queries, () => performance.now())
    const parts: ForecastPart[] = []
    for (;;) {
      const turn = job.turn(0)
      parts.push(...turn.parts)
      if (turn.done) return parts
    }
  } finally {
    queries.close()
  }
}
