/** A building whose energy is known: weather that goes on from day to day, a load by hour of the week and temperature, and a measure that saves a share from a moment on. */
import { createCalendar, weekdayLocal } from '../../electron/engine/analysis/calendar.ts'
import { hourStartsOf } from '../../electron/engine/analysis/energy/meters/local-periods.ts'
import { seededRandom } from '../../shared/random.ts'

const DAY_MS = 86_400_000

export interface MadeBuilding {
  readonly startsMs: Float64Array
  /** °C */
  readonly temperature: Float64Array
  /** kWh of each hour as measured, and as it would have been without the measure. */
  readonly energy: Float64Array
  readonly without: Float64Array
}

interface Made {
  readonly fromMs: number
  readonly toMs: number
  readonly seed: number
  readonly timeZone: string
  /** From then on so much less is used, 0.1 = 10 %. */
  readonly measure: { readonly fromMs: number; readonly share: number }
  /** Spread of what neither weather nor calendar explain, as a share. */
  readonly noise?: number
}

/** Hours of local time; noise of days and hours lasts (autocorrelation 0.6 by the hour), as that of buildings does. */
export const makeBuilding = ({ fromMs, toMs, seed, timeZone, measure, noise = 0.08 }: Made): MadeBuilding => {
  const random = seededRandom(seed)
  const calendar = createCalendar(timeZone)
  const startsMs = Float64Array.from(hourStartsOf(fromMs, toMs, calendar))
  const temperature = new Float64Array(startsMs.length)
  const energy = new Float64Array(startsMs.length)
  const without = new Float64Array(startsMs.length)
  const gauss = (): number => random() + random() + random() + random() - 2
  let [front, rest, lastDay] = [0, 0, Number.NaN]
  for (let i = 0; i < startsMs.length; i++) {
    const local = calendar.localMs(startsMs[i] as number)
    const day = Math.floor(local / DAY_MS)
    const hour = (local - day * DAY_MS) / 3_600_000
    if (day !== lastDay) front = 0.7 * front + 4 * gauss()
    lastDay = day
    rest = 0.6 * rest + gauss()
    const air = 10 - 9 * Math.cos((2 * Math.PI * (day - 19_723)) / 365.25) + front - 4 * Math.cos((2 * Math.PI * (hour - 3)) / 24)
    const isWorking = weekdayLocal(local) < 5 && hour >= 7 && hour < 19
    const load = (isWorking ? 60 : 18) + (isWorking ? 3.2 : 1.6) * Math.max(0, 15 - air) + (isWorking ? 2.5 : 0.5) * Math.max(0, air - 20)
    temperature[i] = air
    without[i] = Math.max(1, load * (1 + noise * rest))
    energy[i] = (without[i] as number) * ((startsMs[i] as number) >= measure.fromMs ? 1 - measure.share : 1)
  }
  return { startsMs, temperature, energy, without }
}

/** Hours added up to local days. */
export const daysOfBuilding = ({ startsMs, energy }: Pick<MadeBuilding, 'startsMs' | 'energy'>, timeZone: string): { readonly startsMs: Float64Array; readonly energy: Float64Array } => {
  const calendar = createCalendar(timeZone)
  const days: { startMs: number; day: number; energy: number }[] = []
  for (let i = 0; i < startsMs.length; i++) {
    const day = calendar.dayOf(startsMs[i] as number)
    if (days.at(-1)?.day !== day) days.push({ startMs: startsMs[i] as number, day, energy: 0 })
    const own = days.at(-1) as (typeof days)[number]
    own.energy += energy[i] as number
  }
  return { startsMs: Float64Array.from(days, ({ startMs }) => startMs), energy: Float64Array.from(days, (day) => day.energy) }
}
