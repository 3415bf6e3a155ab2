/** Stories of a fault rule that speaks hours after the points of its air handler: part of the trouble that stands, none of one that is over. */
import { describe, expect, it, vi } from 'vitest'
import { gathering } from './gathered.ts'
import { runScenario, type Moment, type Outcome, type ScenarioPoint } from './scenario.ts'

vi.setConfig({ testTimeout: 180_000 })

const around = (mean: number, swing: number) => ({ hour, noise }: Moment): number => Math.round(10 * (mean + swing * Math.sin((hour / 24) * 2 * Math.PI) + 0.1 * swing * noise())) / 10
const motor: ScenarioPoint = { kind: 'binary', objectType: 3, units: null, stateTexts: ['Off', 'On'], healthy: () => 1 }

const site = (): ReturnType<typeof gathering> =>
  gathering({
    points: {
      'AHU1.SAT': { healthy: around(18, 1) }, 'AHU1.RAT': { healthy: around(22, 0.5) }, 'AHU1.Pressure': { units: 53, healthy: around(250, 20) },
      'AHU1.SF_CMD': motor, 'AHU1.SF_STS': motor, 'Lobby lux': { units: 37, healthy: around(400, 100) },
    },
    roles: { 'AHU1.SAT': 'supply_air_temp', 'AHU1.RAT': 'return_air_temp', 'AHU1.SF_CMD': 'fan_cmd', 'AHU1.SF_STS': 'fan_status' },
    historyDays: 12, intervalMs: 300_000, steps: [],
  })

const AIR = { 'AHU1.RAT': '~+12', 'AHU1.Pressure': '~-200' }
const STOPPED = { 'AHU1.SF_STS': '0' }

const rulesIn = ({ alerts }: Outcome): readonly string[] =>
  alerts.filter(({ evidence }) => evidence[0]?.detector.startsWith('rule.motor') === true).map(({ evidence, incidentId }) => `${evidence[0]?.detector} in ${incidentId}`)

describe('a rule of the fan that speaks two hours after the alerts of its air handler', () => {
  it('joins their incident while it stands', async () => {
    const { scenario, gathered } = site()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '150m', read: AIR }, { for: '1h', read: { ...AIR, ...STOPPED } }] })
    expect([...gathered.incidents.values()].map(({ parent, parentName, endedAtMs }) => `${parent} ${parentName} ${endedAtMs}`)).toEqual(['equipment AHU1 null'])
    expect(rulesIn(outcome)).toEqual(['rule.motor.noStatus in 1'])
  })

  it('is alone when that incident ended hours ago', async () => {
    const { scenario, gathered } = site()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '1h', read: AIR }, { for: '4h' }, { for: '1h', read: STOPPED }] })
    expect(gathered.incidents.get(1)?.endedAtMs).not.toBeNull()
    expect(rulesIn(outcome)).toEqual([expect.stringMatching(/^rule\.motor\.noStatus in (null|2)$/)])
  })
})
