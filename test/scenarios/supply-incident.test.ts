/** Stories of an air handler in trouble and of what it feeds: one incident, named by the air handler; a box's own fault stays its own. */
import { describe, expect, it, vi } from 'vitest'
import { gathering } from './gathered.ts'
import { runScenario, type Outcome } from './scenario.ts'
import { upstreamPlant } from './upstream-plant.ts'

vi.setConfig({ testTimeout: 180_000 })

const namesIn = ({ alerts, points }: Outcome, incidentId: number | null): readonly string[] =>
  alerts.filter((alert) => alert.incidentId === incidentId).map(({ pointId }) => points.find(({ id }) => id === pointId)?.name ?? 'device')

describe('supply air that is too warm while the boxes open for it', () => {
  it('is one incident of the air handler with the boxes as members, its first cause the air handler with what to check there', async () => {
    const { scenario, gathered } = gathering(upstreamPlant(6, 0.12))
    const outcome = await runScenario({ ...scenario, steps: [{ for: '8h' }] })
    const [incident, ...others] = gathered.incidents.values()
    expect(others).toEqual([])
    expect(namesIn(outcome, 1).toSorted()).toEqual(['AHU1.SAT', 'VAV-1-01 FLOW', 'VAV-1-02 FLOW', 'VAV-1-03 FLOW'])
    expect(namesIn(outcome, null)).toEqual([])
    expect(incident).toMatchObject({ parent: 'supply', parentName: 'AHU1', title: { key: 'incident.supply', params: { name: 'AHU1', count: 4 } } })
    expect(incident?.causes[0]).toMatchObject({ title: { key: 'cause.feeder', params: { equipment: 'AHU1', count: 3 } }, because: [{ key: 'cause.because.fedByIt' }, { key: 'cause.because.began' }] })
    expect(incident?.causes[0]?.checks.map(({ key }) => key)).toContain('cause.check.coilTemperatures')
    expect(gathered.told.filter((each) => each !== 'incident 1')).toEqual(outcome.alerts[0]?.raisedAtMs === outcome.alerts[1]?.raisedAtMs ? [] : ['alert 1'])
  })

  it('leaves out the box whose own sensor goes wrong meanwhile', async () => {
    const { scenario, gathered } = gathering(upstreamPlant(6, 0.12))
    const outcome = await runScenario({ ...scenario, steps: [{ for: '5h' }, { for: '3h', read: { 'VAV-1-02 ZN-T': '~-7' } }] })
    expect(namesIn(outcome, 1)).not.toContain('VAV-1-02 ZN-T')
    expect(outcome.alerts.some(({ pointId }) => outcome.points.find(({ id }) => id === pointId)?.name === 'VAV-1-02 ZN-T')).toBe(true)
    expect(gathered.incidents.get(1)?.parent).toBe('supply')
  })
})

describe('one box that opens by itself', () => {
  it('is an alert of its own while its air handler is well', async () => {
    const { scenario, gathered } = gathering(upstreamPlant(0))
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '3h', read: { 'VAV-1-02 FLOW': '~+200' } }] })
    expect(gathered.incidents.size).toBe(0)
    expect(namesIn(outcome, null)).toEqual(['VAV-1-02 FLOW'])
  })
})

describe('a box in trouble before its air handler has an alert', () => {
  const plant = upstreamPlant(0)
  const story = (): ReturnType<typeof gathering> =>
    gathering({
      ...plant,
      points: { ...plant.points, 'VAV-1-02 DMPR': { units: 98, healthy: ({ noise }) => Math.round(40 + noise()) } },
      roles: { ...plant.roles, 'VAV-1-02 DMPR': 'damper_position' },
    })
  const open = { 'VAV-1-02 FLOW': '~+200', 'VAV-1-02 DMPR': '~+45' }

  it('is an incident of the box at first, and part of that of the air handler as soon as there is one: under its old number too, and told in the history', async () => {
    const { scenario, gathered } = story()
    const before = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '15m', read: open }] })
    expect([...gathered.incidents.values()].map(({ parent, parentName }) => `${parent} ${parentName}`)).toEqual(['equipment VAV-1-02'])
    expect(namesIn(before, 1).toSorted()).toEqual(['VAV-1-02 DMPR', 'VAV-1-02 FLOW'])
    const outcome = await before.goOn([{ for: '1h', read: { ...open, 'AHU1.SAT': '~+6' } }])
    expect([...gathered.merged]).toEqual([[1, 2]])
    expect(namesIn(outcome, 1)).toEqual([])
    expect(namesIn(outcome, 2).toSorted()).toEqual(['AHU1.SAT', 'VAV-1-02 DMPR', 'VAV-1-02 FLOW'])
    expect(gathered.incidents.get(2)).toMatchObject({ parent: 'supply', parentName: 'AHU1', title: { params: { count: 3 } }, causes: [{ title: { key: 'cause.feeder' } }, {}, {}] })
    const damper = outcome.alerts.find(({ pointId }) => outcome.points.find(({ id }) => id === pointId)?.name === 'VAV-1-02 DMPR')
    expect(outcome.memory.store.alertHistory(damper?.id ?? 0)).toContainEqual(expect.objectContaining({ what: 'regrouped', by: 'reading', reason: { key: 'incident.adopted', params: { name: 'AHU1' } } }))
  })

  it('stays an incident of the box when the air handler goes wrong an hour later', async () => {
    const { scenario, gathered } = story()
    await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '1h', read: open }, { for: '1h', read: { ...open, 'AHU1.SAT': '~+6' } }] })
    expect([...gathered.merged]).toEqual([])
    expect(gathered.incidents.get(1)).toMatchObject({ parent: 'equipment', parentName: 'VAV-1-02' })
  })

  it('stays apart with an alert that is its own: a room sensor that its supply does not explain', async () => {
    const { scenario, gathered } = story()
    const outcome = await runScenario({ ...scenario, steps: [{ for: '1h' }, { for: '15m', read: { ...open, 'VAV-1-02 ZN-T': '~-7' } }, { for: '1h', read: { ...open, 'VAV-1-02 ZN-T': '~-7', 'AHU1.SAT': '~+6' } }] })
    expect([...gathered.merged]).toEqual([])
    expect(gathered.incidents.get(1)).toMatchObject({ parent: 'equipment', parentName: 'VAV-1-02' })
    expect(namesIn(outcome, 1)).toContain('VAV-1-02 ZN-T')
  })
})
