/** Stories of holidays: a building at rest on a working day. */
import { describe, expect, it, vi } from 'vitest'
import { fan, humidity, supplyAir, valve, zoneAir } from './healthy-points.ts'
import { runScenario, type Moment, type ScenarioPoint } from './scenario.ts'

vi.setConfig({ testTimeout: 120_000 })

const DAY_MS = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
/** Tuesday. */
const HOLIDAY = '2026-05-05'

/** The point as it is on Sundays on these days, as healthy otherwise. */
const resting = (point: ScenarioPoint, dates: readonly string[]): ScenarioPoint => {
  const days = new Set(dates.map(dayOf))
  const asSunday = (now: Moment): Moment => (days.has(now.day) ? { ...now, weekday: 0 } : now)
  return { ...point, healthy: (now) => point.healthy(asSunday(now)) }
}

/** Electric power of the building, kW. */
const power: ScenarioPoint = { units: 48, healthy: (now) => (now.weekday >= 1 && now.weekday <= 5 && now.hour >= 6 && now.hour < 18 ? 120 + 6 * now.noise() : 30 + 2 * now.noise()) }

const building = (dates: readonly string[]): Record<string, ScenarioPoint> =>
  Object.fromEntries(Object.entries({ fanA: fan, fanB: fan, fanC: fan, supply: supplyAir, zone: zoneAir, rh: humidity, valve, power }).map(([name, point]) => [name, resting(point, dates)]))

const QUIET = { historyDays: 30, intervalMs: 60_000, start: '2026-05-04T20:00:00Z' }

describe('a public holiday on a Tuesday', () => {
  it('raises no alert in a quiet building when it was entered', async () => {
    const { alerts, wrong } = await runScenario({ points: building([HOLIDAY]), ...QUIET, settings: { holidays: [{ on: '05-05', name: 'May holiday', works: false }] }, steps: [{ for: '32h', alerts: [] }] })
    expect(wrong).toEqual([])
    expect(alerts).toEqual([])
  })

  it('raises no alert in a quiet building although nobody entered it, and is known as one by late morning', async () => {
    const outcome = await runScenario({ points: building([HOLIDAY]), ...QUIET, steps: [{ for: '12h' }] })
    expect(outcome.pipeline.holidays()).toMatchObject({ today: { date: HOLIDAY, kind: 'seems' } })
    const noon = await outcome.goOn([{ for: '2h' }])
    expect(noon.pipeline.holidays()).toMatchObject({ today: { date: HOLIDAY, kind: 'learnt' }, learnt: [{ date: HOLIDAY, refused: false }] })
    const { alerts, pipeline } = await noon.goOn([{ for: '18h' }])
    expect(alerts).toEqual([])
    expect(pipeline.holidays().today.kind).toBe('working')
  })

  it('is still seen when something runs that should rest', async () => {
    const { alerts } = await runScenario({ points: building([HOLIDAY]), ...QUIET, steps: [{ for: '12h' }, { for: '2h', read: { fanC: '1x120' } }] })
    expect(alerts.map(({ title }) => title.key)).toEqual(['alert.unusualHour'])
  })

  it('is a working day where somebody said so', async () => {
    const { pipeline } = await runScenario({ points: building([HOLIDAY]), ...QUIET, settings: { holidays: [{ on: HOLIDAY, name: '', works: true }] }, steps: [{ for: '16h' }] })
    expect(pipeline.holidays()).toMatchObject({ today: { kind: 'working' }, learnt: [{ date: HOLIDAY, refused: true }] })
    expect(pipeline.holidayDays(Date.parse(`${HOLIDAY}T00:00:00Z`), Date.parse(`${HOLIDAY}T12:00:00Z`))).toEqual([])
  })
})

describe('a working day on which the plant starts late', () => {
  it('is a working day again as soon as it runs', async () => {
    const outcome = await runScenario({ points: building([]), ...QUIET, steps: [{ for: '10h' }, { for: '40m', read: { fanA: '0x40', fanB: '0x40', fanC: '0x40', power: '30x40', valve: '0x40' } }] })
    expect(outcome.pipeline.holidays().today.kind).toBe('seems')
    const later = await outcome.goOn([{ for: '3h' }])
    expect(later.pipeline.holidays()).toMatchObject({ today: { kind: 'working' }, learnt: [] })
  })
})

describe('holidays in the history', () => {
  it('are found when it is learnt, and do not teach that plant rests on working days', async () => {
    const past = ['2026-04-14', '2026-04-21']
    const { pipeline, alerts } = await runScenario({ points: building(past), ...QUIET, steps: [{ for: '24h' }] })
    expect(pipeline.holidays().learnt.map(({ date }) => date)).toEqual(['2026-04-21', '2026-04-14'])
    expect(alerts).toEqual([])
  })

  it('are not made of one plant that failed', async () => {
    const days = ['2026-04-14']
    const points = { ...building([]), fanA: resting(fan, days), supply: resting(supplyAir, days) }
    const { pipeline } = await runScenario({ points, ...QUIET, steps: [{ for: '1h' }] })
    expect(pipeline.holidays()).toMatchObject({ learnt: [] })
    expect(pipeline.holidays().signs).toBe(5)
  })
})
