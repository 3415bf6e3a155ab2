/** What meters measured over a period: series, carpet and load duration, read in a reader's thread. */
import type { EnergyCarpet, EnergySeries, EnergyStep } from '../../../../shared/domain/energy.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import { monthsOf } from '../../analysis/energy/meters/period-sums.ts'
import type { SiteContext } from '../site-context.ts'

type Parts = Pick<SiteContext, 'clock' | 'store' | 'readers'>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MOST_PERIODS = 50_000
const MOST_STEPS = 2_000
const SLOTS_A_DAY = 25
const STEP_MS: Readonly<Record<EnergyStep, number>> = { hour: HOUR_MS, day: DAY_MS, month: 28 * DAY_MS }

export const checkEnergyPeriod = (fromMs: number, toMs: number, stepMs: number): Result<null> => {
  if (toMs <= fromMs) return failure('period-invalid', 'The end of the period must be after its beginning.')
  if ((toMs - fromMs) / stepMs > MOST_PERIODS) return failure('energy-period-long', `A series has at most ${MOST_PERIODS} periods. Choose a shorter time or longer steps.`, { most: MOST_PERIODS })
  return ok(null)
}

/** Series of meters, in the order asked. Fails with `period-invalid`, `energy-period-long`. */
export const readSeries = async ({ clock, store, readers }: Parts, meterIds: readonly number[], fromMs: number, toMs: number, step: EnergyStep): Promise<Result<readonly EnergySeries[]>> => {
  const may = checkEnergyPeriod(fromMs, toMs, STEP_MS[step])
  if (!may.ok) return may
  const calendar = createCalendar(store.settings().timeZone)
  const monthOf = (timeMs: number): number => {
    const date = new Date(calendar.localMs(timeMs))
    return date.getUTCFullYear() * 12 + date.getUTCMonth()
  }
  const series = await Promise.all(
    meterIds.map(async (meterId): Promise<EnergySeries> => {
      if (step === 'hour') return { meterId, step, ...(await readers.energyHours(meterId, fromMs, toMs)) }
      const { baseLoad: _, ...days } = await readers.energyDays(meterId, fromMs, toMs)
      const lastMs = days.startsMs.at(-1)
      return { meterId, step, ...(step === 'day' ? days : monthsOf(days, monthOf, lastMs === undefined ? toMs : nextDayOf(lastMs, calendar), clock.nowMs())) }
    }),
  )
  return ok(series)
}

/** Days by local hours; the hour that comes twice stands at 24. Mean demand, kW or m3/h. */
export const readCarpet = async ({ store, readers }: Parts, meterId: number, fromMs: number, toMs: number): Promise<Result<EnergyCarpet>> => {
  const may = checkEnergyPeriod(fromMs, toMs, HOUR_MS)
  if (!may.ok) return may
  const calendar = createCalendar(store.settings().timeZone)
  const { startsMs, energy } = await readers.energyHours(meterId, fromMs, toMs)
  const firstDay = calendar.dayOf(startsMs[0] ?? fromMs)
  const count = startsMs.length === 0 ? 0 : calendar.dayOf(startsMs.at(-1) as number) - firstDay + 1
  const values = new Float64Array(count * SLOTS_A_DAY).fill(Number.NaN)
  for (let i = 0; i < startsMs.length; i++) {
    const local = calendar.localMs(startsMs[i] as number)
    const day = Math.floor(local / DAY_MS)
    const at = (day - firstDay) * SLOTS_A_DAY + Math.floor((local - day * DAY_MS) / HOUR_MS)
    const again = i > 0 && Math.floor(calendar.localMs(startsMs[i - 1] as number) / HOUR_MS) >= Math.floor(local / HOUR_MS)
    const lengthMs = Math.min(2 * HOUR_MS, (startsMs[i + 1] ?? (startsMs[i] as number) + HOUR_MS) - (startsMs[i] as number))
    values[again ? (day - firstDay) * SLOTS_A_DAY + 24 : at] = ((energy[i] as number) * HOUR_MS) / (lengthMs > HOUR_MS * 1.5 ? HOUR_MS : lengthMs)
  }
  return ok({ meterId, daysMs: Float64Array.from({ length: count }, (_, day) => (firstDay + day) * DAY_MS), values })
}

/** Mean demand of every hour, the highest first, kW or m3/h, with the share of time that is at least as high; at most 2,000 steps. */
export const readLoadDuration = async ({ readers }: Parts, meterId: number, fromMs: number, toMs: number): Promise<Result<{ readonly share: Float64Array; readonly demand: Float64Array }>> => {
  const may = checkEnergyPeriod(fromMs, toMs, HOUR_MS)
  if (!may.ok) return may
  const { energy, coverage } = await readers.energyHours(meterId, fromMs, toMs)
  const sorted = energy.filter((value, i) => !Number.isNaN(value) && (coverage[i] as number) >= 0.8).sort().toReversed()
  const steps = Math.min(MOST_STEPS, sorted.length)
  const at = (step: number): number => (steps <= 1 ? 0 : Math.round((step * (sorted.length - 1)) / (steps - 1)))
  return ok({ share: Float64Array.from({ length: steps }, (_, step) => (at(step) + 1) / sorted.length), demand: Float64Array.from({ length: steps }, (_, step) => sorted[at(step)] as number) })
}
