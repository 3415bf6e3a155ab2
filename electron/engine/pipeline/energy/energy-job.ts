/** Works out energy, run-time and outdoor temperature part by part, in turns: what the energy worker does, without the thread. */
import { message } from '../../../../shared/message.ts'
import { ENERGY_QUALITY, type Meter } from '../../../../shared/domain/energy.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import type { FoundCorrection } from '../../analysis/energy/meters/meter-readings.ts'
import { rollUp, type PeriodRows } from '../../analysis/energy/meters/roll-up.ts'
import { runDaysOf } from '../../analysis/energy/meters/run-time.ts'
import type { EnergyQueries } from '../../store/energy-queries.ts'
import type { EnergyTask, EnergyTurn, MeterPart, WeatherPart } from './energy-task.ts'
import { createMeterSources } from './meter-source.ts'
import { weatherHours } from './weather-hours.ts'

export interface EnergyJob {
  /** Works for about so long, at least one part of one meter. */
  turn(budgetMs: number): EnergyTurn
}

const DAY_MS = 86_400_000
/** Time worked out at once. */
const PART_DAYS = 62
const RUN_PART_DAYS = 31
/** Late readings that change a period by less are not worth telling, share. */
const LEAST_CHANGE = 0.001

type Step = (turn: { meters: MeterPart[]; empty: number[]; runDays: EnergyTurn['runDays'][number][]; weather: WeatherPart[] }) => void

/** `elapsedMs` is a clock for the turns' budget only. */
export const createEnergyJob = (task: EnergyTask, queries: EnergyQueries, elapsedMs: () => number): EnergyJob => {
  const calendar = createCalendar(task.timeZone)
  const sources = createMeterSources(task, queries, calendar)
  const meters = new Map(task.meters.map((meter) => [meter.id, meter]))
  const points = new Map(task.points.map((point) => [point.id, point]))
  const windowMs = task.windowMinutes * 60_000
  const endMs = nextDayOf(task.nowMs, calendar)

  const daysLater = (fromMs: number, days: number): number => Math.min(endMs, dayStartOf(fromMs + days * DAY_MS + DAY_MS / 2, calendar))

  function* meterSteps(): Generator<Step> {
    for (const { meterId, fromMs: dueMs, late } of task.due) {
      const meter = meters.get(meterId)
      const firstMs = meter === undefined ? undefined : sources.firstMs(meter)
      if (meter === undefined || firstMs === undefined || firstMs >= task.nowMs) {
        yield ({ empty }) => void empty.push(meterId)
        continue
      }
      let fromMs = dayStartOf(Math.max(firstMs, sources.beginsAt(meter, Math.max(dayStartOf(dueMs, calendar), firstMs))), calendar)
      while (fromMs < endMs) {
        const [startMs, toMs] = [fromMs, daysLater(fromMs, PART_DAYS)]
        yield ({ meters: parts }) => void parts.push(partOf(meter, startMs, toMs, late))
        fromMs = toMs
      }
    }
  }

  const partOf = (meter: Meter, fromMs: number, toMs: number, late: boolean): MeterPart => {
    const { slots, corrections } = sources.slots(meter, fromMs, toMs)
    const rolled = rollUp(slots, fromMs, toMs, { calendar, windowMs, nowMs: task.nowMs, quality: meter.estimated ? ENERGY_QUALITY.estimated : 0 })
    const hours = until(rolled.hours, task.nowMs)
    const own = corrections.filter((one) => one.toMs > fromMs && one.fromMs < toMs && one.fromMs >= fromMs)
    const lateOne = late ? lateCorrection(meter, hours, fromMs, toMs) : null
    sources.learn(meter, hours.startsMs, hours.energy, hours.coverage)
    return { meterId: meter.id, fromMs, toMs, hours, days: rolled.days, corrections: lateOne === null ? own : [...own, lateOne], last: toMs >= endMs }
  }

  /** What readings that came late made of hours that were worked out already. */
  const lateCorrection = (meter: Meter, hours: PeriodRows, fromMs: number, toMs: number): FoundCorrection | null => {
    const before = queries.hours(meter.id, fromMs, toMs)
    const was = new Map([...before.startsMs].map((startMs, i) => [startMs, ((before.quality[i] as number) & ENERGY_QUALITY.provisional) !== 0 ? Number.NaN : (before.energy[i] as number)]))
    let [counted, uncorrected, first, last] = [0, 0, Number.NaN, Number.NaN]
    for (let i = 0; i < hours.startsMs.length; i++) {
      const startMs = hours.startsMs[i] as number
      const [old, now] = [was.get(startMs), hours.energy[i] as number]
      if (old === undefined || Number.isNaN(old) || Number.isNaN(now) || Math.abs(now - old) <= LEAST_CHANGE * Math.max(now, old)) continue
      counted += now
      uncorrected += old
      if (Number.isNaN(first)) first = startMs
      last = startMs + DAY_MS / 24
    }
    return Number.isNaN(first) ? null : { kind: 'late', fromMs: first, toMs: last, before: null, after: null, counted, uncorrected, why: message('meter.why.late') }
  }

  function* runSteps(): Generator<Step> {
    for (const { pointId, fromMs: dueMs } of task.run) {
      const point = points.get(pointId)
      const firstMs = queries.firstReadingMs(pointId)
      if (point === undefined || firstMs === undefined) continue
      for (let fromMs = dayStartOf(Math.max(dueMs, firstMs), calendar); fromMs < endMs; fromMs = daysLater(fromMs, RUN_PART_DAYS)) {
        const [startMs, toMs] = [fromMs, daysLater(fromMs, RUN_PART_DAYS)]
        yield ({ runDays }) => {
          const readings = queries.readings(pointId, startMs, toMs)
          const days = runDaysOf(readings, queries.unobserved(point.deviceId, startMs, toMs), startMs, toMs, calendar, (value) => value >= 0.5)
          runDays.push({ pointId, days })
        }
      }
    }
  }

  function* weatherSteps(): Generator<Step> {
    const { weather } = task
    if (weather === null) return
    const point = weather.pointId === null ? undefined : points.get(weather.pointId)
    const firsts = [point && queries.firstReadingMs(point.id), queries.firstImportedMs(0)].filter((timeMs) => timeMs !== undefined)
    if (firsts.length === 0) return
    for (let fromMs = dayStartOf(Math.max(weather.fromMs, Math.min(...firsts)), calendar); fromMs < endMs; fromMs = daysLater(fromMs, PART_DAYS)) {
      const [startMs, toMs] = [fromMs, Math.min(task.nowMs, daysLater(fromMs, PART_DAYS))]
      yield ({ weather: parts }) => void parts.push(weatherHours(queries, point, startMs, toMs, calendar))
    }
  }

  const steps = [...weatherSteps(), ...meterSteps(), ...runSteps()]
  let next = 0
  return {
    turn: (budgetMs) => {
      const startedMs = elapsedMs()
      const results = { meters: [], empty: [], runDays: [], weather: [] }
      while (next < steps.length) {
        steps[next]?.(results)
        next += 1
        if (elapsedMs() - startedMs >= budgetMs) break
      }
      return { done: next >= steps.length, share: steps.length === 0 ? 1 : next / steps.length, ...results }
    },
  }
}

/** Hours that have begun. */
const until = (rows: PeriodRows, nowMs: number): PeriodRows => {
  let count = rows.startsMs.length
  while (count > 0 && (rows.startsMs[count - 1] as number) >= nowMs) count -= 1
  return {
    startsMs: rows.startsMs.slice(0, count), energy: rows.energy.slice(0, count), peak: rows.peak.slice(0, count), peakAtMs: rows.peakAtMs.slice(0, count),
    coverage: rows.coverage.slice(0, count), quality: rows.quality.slice(0, count),
  }
}
