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
