/** Stories of a plant in trouble and of the air handler and boxes that hang on it: one incident, named by the plant, where the plant has an alert and air went to its side. */
import { describe, expect, it, vi } from 'vitest'
import { gathering } from './gathered.ts'
import { runScenario, type Moment, type Outcome, type Scenario, type ScenarioPoint } from './scenario.ts'
import { upstreamPlant } from './upstream-plant.ts'

vi.setConfig({ testTimeout: 180_000 })

const AROUND = 2 * Math.PI
const water = (mean: number, swing: number) => ({ hour, day, noise }: Moment): number => Math.round(10 * (mean + swing * Math.sin((hour / 24) * AROUND) + 0.5 * swing * Math.sin(day * 1.7) + 0.1 * noise())) / 10
const pump = { kind: 'binary', objectType: 3, units: null, stateTexts: ['Off', 'On'], healthy: () => 1 } as const

/** The air handler with its boxes, a boiler and a chiller. */
const site = (): ReturnType<typeof gathering> => {
  const plant: Scenario = upstreamPlant(0)
  return gathering({
    ...plant,
    points: {
      ...plant.points,
      'AHU1.HTG_VLV': { units: 98, healthy: ({ noise }) => Math.round(40 + noise()) }, 'AHU1.CLG_VLV': { units: 98, healthy: () => 0 },
      'HWP.HWS_T': { healthy: water(65, 1) }, 'HWP.HWR_T': { healthy: water(50, 1) }, 'HWP.PUMP_STS': pump,
      'CHP.CHWS_T': { healthy: water(7, 0.3) }, 'CHP.CHWR_T': { healthy: water(12, 0.3) }, 'CHP.PUMP_STS': pump,
    },
    roles: {
      ...plant.roles, 'AHU1.HTG_VLV': 'heating_valve', 'AHU1.CLG_VLV': 'cooling_valve',
      'HWP.HWS_T': 'hot_water_supply_temp', 'HWP.HWR_T': 'hot_water_return_temp', 'HWP.PUMP_STS': 'pump_status',
      'CHP.CHWS_T': 'chilled_water_supply_temp', 'CHP.CHWR_T': 'chilled_water_return_temp', 'CHP.PUMP_STS': 'pump_status',
    },
  })
}

const namesIn = ({ alerts, points }: Outcome, incidentId: number | null): readonly string[] =>
  alerts.filter((alert) => alert.incidentId === incidentId).map(({ pointId }) => points.find(({ id }) => id === pointId)?.name ?? 'device').toSorted()

const BOILER = { 'HWP.HWS_T': '~-25' }
const COLD = { 'AHU1.SAT': '~-6', 'AHU1.HTG_VLV': '~+50' }
const BOXES = { 'VAV-1-01 FLOW': '~-150', 'VAV-1-02 FLOW': '~-150', 'VAV-1-01 DA-T': '~-6', 'VAV-1-02 DA-T': '~-6', 'VAV-1-03 DA-T': '~-6', 'VAV-1-01 ZN-T': '~-5' }

const CHILLER = { 'CHP.CHWS_T': '~+6' }

describe('a boiler that fails', () => {
  it('is one incident of its plant with the air handler and the boxes that go cold, and tells where to look first', async () => {
    const { scenario, gathered } = site()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '20m', read: BOILER }, { for: '30m', read: { ...BOILER, ...COLD } }, { for: '2h', read: { ...BOILER, ...COLD, ...BOXES } }] })
    expect([...gathered.incidents.keys()]).toEqual([1])
    expect(namesIn(outcome, 1)).toEqual(expect.arrayContaining(['AHU1.HTG_VLV', 'AHU1.SAT', 'HWP.HWS_T', 'VAV-1-01 FLOW', 'VAV-1-01 ZN-T', 'VAV-1-02 FLOW']))
    const incident = gathered.incidents.get(1)
    expect(incident).toMatchObject({ parent: 'supply', parentName: 'HWP', title: { key: 'incident.supply', params: { name: 'HWP' } } })
    expect(incident?.causes[0]).toMatchObject({
      title: { key: 'cause.feeder', params: { equipment: 'HWP', count: 5 } },
      because: [{ key: 'cause.because.fedByIt' }, { key: 'cause.because.began', params: { point: 'HWP.HWS_T' } }, { key: 'cause.because.throughHandlers', params: { handlers: 'AHU1' } }],
    })
    expect(incident?.causes[0]?.checks.map(({ key }) => key)).toEqual(['cause.check.ruleAlert', 'cause.check.feederRuns', 'cause.check.pumpRunning'])
  })

  it('takes over the incident of the air handler that was seen first', async () => {
    const { scenario, gathered } = site()
    const before = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '15m', read: { ...COLD, ...BOXES } }] })
    expect([...gathered.incidents.values()].map(({ parent, parentName }) => `${parent} ${parentName}`)).toEqual(['supply AHU1'])
    const earlier = namesIn(before, 1)
    expect(earlier).toEqual(expect.arrayContaining(['AHU1.SAT', 'VAV-1-01 FLOW']))
    const outcome = await before.goOn([{ for: '1h', read: { ...BOILER, ...COLD, ...BOXES } }])
    expect([...gathered.merged]).toEqual([[1, 2]])
    expect(namesIn(outcome, 2)).toEqual(expect.arrayContaining([...earlier, 'HWP.HWS_T']))
    // Then for the plant's own alert, and half an hour later for the rule that hot water comes back warmer than it left: those that moved are told of no more.
    expect(gathered.told).toEqual(['incident 1', 'incident 2', 'incident 2'])
    expect(gathered.incidents.get(2)).toMatchObject({ parent: 'supply', parentName: 'HWP' })
    expect(gathered.incidents.get(2)?.causes[0]).toMatchObject({ title: { key: 'cause.feeder', params: { equipment: 'HWP' } } })
  })
})

describe('an air handler that is too cold', () => {
  it('is not laid on a chilled water plant that is too warm', async () => {
    const { scenario, gathered } = site()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '20m', read: CHILLER }, { for: '1h', read: { ...CHILLER, ...COLD, ...BOXES } }] })
    const chiller = outcome.alerts.find(({ pointId }) => outcome.points.find(({ id }) => id === pointId)?.name === 'CHP.CHWS_T')
    expect(chiller).toMatchObject({ incidentId: null })
    expect([...gathered.incidents.values()].map(({ parent, parentName }) => `${parent} ${parentName}`)).toEqual(['supply AHU1'])
    expect([...gathered.merged]).toEqual([])
  })
})

describe('one of two boilers side by side that fails', () => {
  it('takes the air handler and its boxes too, and says that it is less sure', async () => {
    const one = site().scenario
    const second = Object.fromEntries(['HWS_T', 'HWR_T', 'PUMP_STS'].map((part) => [`HWP 2.${part}`, one.points[`HWP.${part}`] as ScenarioPoint]))
    const renamed = (name: string): string => name.replace(/^HWP\./, 'HWP 1.')
    const { scenario, gathered } = gathering({
      ...one,
      points: { ...Object.fromEntries(Object.entries(one.points).map(([name, point]) => [renamed(name), point])), ...second },
      roles: { ...Object.fromEntries(Object.entries(one.roles ?? {}).map(([name, role]) => [renamed(name), role])), 'HWP 2.HWS_T': 'hot_water_supply_temp', 'HWP 2.HWR_T': 'hot_water_return_temp', 'HWP 2.PUMP_STS': 'pump_status' },
    })
    const boiler = { 'HWP 2.HWS_T': '~-25' }
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '20m', read: boiler }, { for: '90m', read: { ...boiler, ...COLD, ...BOXES } }] })
    const incident = gathered.incidents.get(1)
    expect(incident).toMatchObject({ parent: 'supply', parentName: 'HWP 2' })
    expect(namesIn(outcome, 1)).toEqual(expect.arrayContaining(['AHU1.SAT', 'HWP 2.HWS_T', 'VAV-1-01 FLOW']))
    expect(incident?.causes.find(({ title }) => title.key === 'cause.feeder')?.because).toContainEqual(expect.objectContaining({ key: 'cause.because.oneOfSeveral' }))
  })
})
