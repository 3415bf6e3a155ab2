/** Stories of points that are fed by another: trouble that comes from upstream is told there, once; trouble of their own is told of them. */
import { describe, expect, it, vi } from 'vitest'
import type { Alert } from '../../shared/domain/alert.ts'
import { runScenario, type Outcome } from './scenario.ts'
import { upstreamPlant } from './upstream-plant.ts'

vi.setConfig({ testTimeout: 180_000 })

const namesOf = ({ alerts, points }: Outcome): readonly (string | undefined)[] => alerts.map(({ pointId }) => points.find(({ id }) => id === pointId)?.name)
const ofPoint = (outcome: Outcome, name: string): Alert | undefined => outcome.alerts.find(({ pointId }) => outcome.points.find(({ id }) => id === pointId)?.name === name)

describe('an air handler whose supply air is too warm for three hours', () => {
  it('raises one alert at the air handler, none at its boxes, and nothing when it is over', async () => {
    const outcome = await runScenario({ ...upstreamPlant(6), steps: [{ for: '20h' }] })
    expect(namesOf(outcome)).toEqual(['AHU1.SAT'])
    expect(outcome.alerts[0]?.clearedAtMs).not.toBeNull()
  })

  it('would raise one at each box without the roles', async () => {
    const { roles: _, ...plant } = upstreamPlant(6)
    const outcome = await runScenario({ ...plant, steps: [{ for: '8h' }] })
    expect(namesOf(outcome).filter((name) => name?.endsWith('DA-T')).length).toBe(3)
  })
})

describe('a box whose discharge sensor alone is off', () => {
  it('is found though the value is nothing new for it, and the air that feeds it is named with its value', async () => {
    const outcome = await runScenario({ ...upstreamPlant(0), steps: [{ for: '1h', alerts: [] }, { for: '3h', read: { 'VAV-1-02 DA-T': '~+2.2' } }] })
    expect(namesOf(outcome)).toEqual(['VAV-1-02 DA-T'])
    const alert = ofPoint(outcome, 'VAV-1-02 DA-T')
    expect(alert?.explanation.find(({ key }) => key === 'alert.by.upstream')).toMatchObject({ params: { upstream: 'AHU1.SAT', value: { units: 62 } } })
    expect(alert?.evidence.some(({ detector, score }) => detector === 'related' && score >= 1.5)).toBe(true)
  })

  it('is found also while the air handler has trouble', async () => {
    const outcome = await runScenario({ ...upstreamPlant(6), steps: [{ for: '5h' }, { for: '2h', read: { 'VAV-1-02 DA-T': '~+8' } }] })
    expect(namesOf(outcome)).toEqual(['AHU1.SAT', 'VAV-1-02 DA-T'])
  })
})

describe("an air handler whose own sensor is off", () => {
  it('is told of the air handler, not of the boxes that read as ever', async () => {
    const outcome = await runScenario({ ...upstreamPlant(0), steps: [{ for: '1h' }, { for: '3h', read: { 'AHU1.SAT': '~+7' } }] })
    expect(namesOf(outcome)).toEqual(['AHU1.SAT'])
  })
})
