/** Stories of points that are understood by others: sibling rooms and the weather. */
import { describe, expect, it, vi } from 'vitest'
import type { PointRole } from '../../shared/domain/point-role.ts'
import { runScenario, type Moment, type ScenarioPoint } from './scenario.ts'

vi.setConfig({ testTimeout: 180_000 })

const DAY_MS = 86_400_000
const round = (value: number): number => Math.round(value * 10) / 10

/** Twelve rooms that go up and down together by several kelvin, each with a level of its own. */
const wander = ({ timeMs, hour }: Moment): number => 2.2 * Math.sin((timeMs / DAY_MS) * 0.9) + 1.2 * Math.sin((timeMs / DAY_MS) * 2.3) + 0.8 * Math.sin((hour / 24) * 2 * Math.PI)
const room = (i: number): ScenarioPoint => ({ healthy: (now) => round(21 + 0.2 * i + wander(now) + 0.15 * now.noise()) })
const rooms = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`room${i + 1}`, room(i)]))
const roomRoles = Object.fromEntries(Object.keys(rooms).map((name): [string, PointRole] => [name, 'zone_air_temp']))

/** Three tenths more every hour, up to 2.7 K. */
const creeping = Array.from({ length: 9 }, (_, i) => `~+${(0.3 * (i + 1)).toFixed(1)}x12`).join(' ')
const LEAVING = { points: rooms, historyDays: 30, intervalMs: 300_000, start: '2026-03-03T06:00:00Z', steps: [{ for: '1h', alerts: [] }, { for: '9h', read: { room5: creeping } }, { for: '1h', read: { room5: '~+2.7' } }] }

describe('one zone of twelve that leaves its siblings', () => {
  it('is found although its value is nothing new for itself, and the siblings are named', async () => {
    const outcome = await runScenario({ ...LEAVING, roles: roomRoles })
    const { alerts, wrong } = outcome
    expect(wrong).toEqual([])
    expect(alerts.map(({ pointId, title }) => [pointId, title.key])).toEqual([[5, 'alert.related.above']])
    const [alert] = alerts
    expect(alert?.evidence.some(({ detector, score }) => detector === 'related' && score >= 1.5)).toBe(true)
    expect(alert?.explanation[0]).toMatchObject({ key: 'alert.by.related', params: { points: expect.stringContaining('room4') as string } })
    const later = await outcome.goOn([{ for: '12h' }])
    expect(later.alerts[0]?.clearedAtMs).not.toBeNull()
  })

  it('would not be found without them', async () => {
    const { alerts } = await runScenario(LEAVING)
    expect(alerts).toEqual([])
  })

  it('is not judged by siblings that are not there', async () => {
    const silent = Object.fromEntries(Object.keys(rooms).filter((name) => name !== 'room5').map((name) => [name, '_']))
    const { alerts } = await runScenario({ ...LEAVING, roles: roomRoles, steps: [{ for: '1h' }, { for: '9h', read: { ...silent, room5: creeping } }] })
    expect(alerts).toEqual([])
  })
})

/** Rooms without cooling and a plant that follows the weather; the first warm day comes with the timeline. */
const START = '2026-05-12T00:00:00Z'
const outdoor = (now: Moment): number => 9 + 3 * Math.sin((now.timeMs / DAY_MS) * 0.8) + 4 * Math.sin(((now.hour - 9) / 24) * 2 * Math.PI) + (now.timeMs >= Date.parse(START) ? 11 * Math.min(1, (now.timeMs - Date.parse(START)) / (DAY_MS / 3)) : 0)
const late = (now: Moment): number => outdoor({ ...now, timeMs: now.timeMs - 2.5 * 3_600_000, hour: (now.hour + 21.5) % 24 })
const weatherPoints: Record<string, ScenarioPoint> = {
  outdoor: { healthy: (now) => round(outdoor(now) + 0.1 * now.noise()) },
  attic: { healthy: (now) => round(12 + 0.6 * late(now) + 0.15 * now.noise()) },
  hall: { healthy: (now) => round(17 + 0.4 * late(now) + 0.15 * now.noise()) },
}
const roles: Record<string, PointRole> = { outdoor: 'outside_air_temp' }
const WARM = { points: weatherPoints, historyDays: 30, intervalMs: 300_000, start: START }
const ofRooms = (alerts: readonly { readonly pointId: number | null }[]) => alerts.filter(({ pointId }) => pointId !== 1)

describe("the season's first warm day", () => {
  it('raises no alert in rooms that follow the weather', async () => {
    const { alerts } = await runScenario({ ...WARM, roles, steps: [{ for: '24h' }] })
    expect(ofRooms(alerts)).toEqual([])
  })

  it('would raise some without the outdoor air', async () => {
    const { alerts } = await runScenario({ ...WARM, steps: [{ for: '24h' }] })
    expect(ofRooms(alerts).length).toBeGreaterThan(0)
  })

  it('does not hide a room that is far beyond what the weather explains', async () => {
    const { alerts } = await runScenario({ ...WARM, roles, steps: [{ for: '14h' }, { for: '2h', read: { hall: '~+9' } }] })
    expect(ofRooms(alerts).map(({ pointId }) => pointId)).toEqual([3])
  })
})
