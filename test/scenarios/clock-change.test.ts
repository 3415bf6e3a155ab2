/** Stories of the two nights a year on which clocks are changed: the plant follows the clock on the wall, and so does what is usual for an hour. */
import { describe, expect, it, vi } from 'vitest'
import { runScenario, type Moment, type ScenarioPoint } from './scenario.ts'

// Weeks of readings take some seconds, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const HOUR_MS = 3_600_000
const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', weekday: 'short', hour: '2-digit', hourCycle: 'h23' })

/** Monday to Friday, 6 to 18 o'clock on the wall in Berlin. */
const runsByTheWall = (timeMs: number): boolean => {
  const parts = Object.fromEntries(local.formatToParts(timeMs).map(({ type, value }) => [type, value]))
  return parts['weekday'] !== 'Sat' && parts['weekday'] !== 'Sun' && Number(parts['hour']) >= 6 && Number(parts['hour']) < 18
}

const plant = (runs: (timeMs: number) => boolean): Readonly<Record<string, ScenarioPoint>> => ({
  fan: { objectType: 3, kind: 'binary', units: null, stateTexts: ['Off', 'On'], healthy: ({ timeMs }: Moment) => (runs(timeMs) ? 1 : 0) },
  supply: { healthy: ({ timeMs, noise }: Moment) => Math.round(((runs(timeMs) ? 16 : 21) + 0.25 * noise()) * 10) / 10 },
})

/** Friday noon before the change until Wednesday noon after it. */
const through = (start: string, runs: (timeMs: number) => boolean) =>
  runScenario({ points: plant(runs), start, historyDays: 25, intervalMs: 60_000, settings: { timeZone: 'Europe/Berlin' }, steps: [{ for: '5d' }] })

describe.each([
  { season: 'spring, when an hour is left out', start: '2026-03-27T11:00:00Z', changeMs: Date.UTC(2026, 2, 29, 1), shiftMs: -HOUR_MS },
  { season: 'autumn, when an hour comes twice', start: '2026-10-23T10:00:00Z', changeMs: Date.UTC(2026, 9, 25, 1), shiftMs: HOUR_MS },
])('the change of clocks in $season', ({ start, changeMs, shiftMs }) => {
  it('raises no alert, that night and in the days after, as plant and profile follow the wall', async () => {
    expect((await through(start, runsByTheWall)).alerts.map(({ title }) => title.key)).toEqual([])
  })

  it('is told of plant whose controller did not change its clock', async () => {
    const forgot = (timeMs: number): boolean => runsByTheWall(timeMs < changeMs ? timeMs : timeMs + shiftMs)
    const { alerts } = await through(start, forgot)
    expect(alerts.length).toBeGreaterThan(0)
    expect(alerts.every(({ kind, raisedAtMs }) => kind === 'equipment' && raisedAtMs > changeMs)).toBe(true)
  })
})
