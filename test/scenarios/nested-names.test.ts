/** Stories of air handlers whose parts have names of their own: a fault over the parts of one is one incident, and two air handlers stay two. */
import { describe, expect, it, vi } from 'vitest'
import { gathering } from './gathered.ts'
import { runScenario, type Moment, type Outcome, type ScenarioPoint } from './scenario.ts'

vi.setConfig({ testTimeout: 180_000 })

const around = (mean: number, swing: number) => ({ hour, noise }: Moment): number => Math.round(10 * (mean + swing * Math.sin((hour / 24) * 2 * Math.PI) + 0.1 * swing * noise())) / 10
const temperature: ScenarioPoint = { healthy: around(18, 1) }
const percent: ScenarioPoint = { units: 98, healthy: around(50, 5) }
const pascal: ScenarioPoint = { units: 53, healthy: around(250, 20) }

/** Each part has so many points that it could pass for equipment. */
const partsOf = (number: number): Record<string, ScenarioPoint> => ({
  [`AHU-${number} supply air`]: temperature, [`AHU-${number}.RAT`]: temperature, [`AHU-${number}.MAT`]: temperature,
  [`AHU-${number}.SF.Speed`]: percent, [`AHU-${number}.SF.Load`]: percent, [`AHU-${number}.SF.Pressure`]: pascal,
  [`AHU-${number} supply fan speed`]: percent, [`AHU-${number} supply fan load`]: percent, [`AHU-${number} supply fan pressure`]: pascal,
  [`AHU ${number} / Heating coil / valve`]: percent, [`AHU ${number} / Heating coil / water in`]: temperature, [`AHU ${number} / Heating coil / water out`]: temperature,
})

const site = (): ReturnType<typeof gathering> =>
  gathering({ points: { ...partsOf(1), ...partsOf(2), 'Lobby lux': { units: 37, healthy: around(400, 100) } }, historyDays: 12, intervalMs: 300_000, steps: [] })

/** One part after the other, so that no two begin together. */
const fault = (number: number): Record<string, string> => ({
  [`AHU-${number} supply air`]: '~+15', [`AHU-${number}.SF.Speed`]: '~-45', [`AHU-${number}.SF.Pressure`]: '~-200', [`AHU-${number} supply fan load`]: '~-45', [`AHU ${number} / Heating coil / valve`]: '~+45',
})

const membersOf = ({ alerts, points }: Outcome): Record<string, readonly string[]> =>
  Object.fromEntries([...Map.groupBy(alerts, ({ incidentId }) => String(incidentId))].map(([id, own]) => [id, own.map(({ pointId }) => points.find((point) => point.id === pointId)?.name ?? '').toSorted()]))

describe('a fault of an air handler over five of its parts', () => {
  it('is one incident, called by the air handler', async () => {
    const { scenario, gathered } = site()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '2h', read: fault(1) }] })
    expect(membersOf(outcome)).toEqual({ 1: Object.keys(fault(1)).toSorted() })
    expect([...gathered.incidents.values()].map(({ parent, parentName }) => `${parent} ${parentName}`)).toEqual(['equipment AHU-1'])
  })

  it('stays apart from that of the other air handler', async () => {
    const { scenario, gathered } = site()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '2h', read: fault(1) }, { for: '2h', read: { ...fault(1), ...fault(2) } }] })
    expect(membersOf(outcome)).toEqual({ 1: Object.keys(fault(1)).toSorted(), 2: Object.keys(fault(2)).toSorted() })
    expect([...gathered.incidents.values()].map(({ parent, parentName }) => `${parent} ${parentName}`)).toEqual(['equipment AHU-1', 'equipment AHU-2'])
  })
})
