/** Stories of what an alert says when somebody opens it: whether the sensor or the plant is suspected, by what the points around it do. */
import { expect, it, vi } from 'vitest'
import type { DeviceRegistry } from '../../electron/engine/monitor/device-registry.ts'
import { explainAlert, type ExplainParts } from '../../electron/engine/monitor/explain/explain-alert.ts'
import type { SitePoints } from '../../electron/engine/monitor/site-points.ts'
import type { AlertExplanation } from '../../shared/domain/incident.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import { runScenario, type ListenedSite, type Moment, type ScenarioPoint, type Step } from './scenario.ts'

vi.setConfig({ testTimeout: 60_000 })

const tenth = (value: number): number => Math.round(value * 10) / 10
const around = (usual: number, units: number): ScenarioPoint => ({ units, healthy: ({ hour, noise }: Moment) => tenth(usual + 0.3 * Math.sin((hour / 24) * 2 * Math.PI) + 0.1 * noise()) })

const POINTS = { 'CHW.SUPPLY': around(7, 62), 'CHW.RETURN': around(12, 62), 'CHW.FLOW': around(9, 87), 'AHU1.SAT': around(16, 62) }
const ROLES: Readonly<Record<string, PointRole>> = { 'CHW.SUPPLY': 'chilled_water_supply_temp', 'CHW.RETURN': 'chilled_water_return_temp', 'CHW.FLOW': 'water_flow', 'AHU1.SAT': 'supply_air_temp' }

/** What the first alert of the chilled water says. */
const told = async (steps: readonly Step[]): Promise<AlertExplanation> => {
  const seen: { site?: ListenedSite } = {}
  const outcome = await runScenario({ points: POINTS, roles: ROLES, historyDays: 20, intervalMs: 30_000, steps, listen: (site) => { seen.site = site; return () => {} } })
  const alert = outcome.alerts.find(({ pointId }) => pointId === 1)
  const { clock, memory } = seen.site as ListenedSite
  const context: ExplainParts['context'] = { clock, store: memory.store, readers: memory.readers, pipeline: outcome.pipeline, points: { all: () => outcome.points } as unknown as SitePoints, registry: {} as DeviceRegistry }
  const answer = await explainAlert(alert?.id ?? 0, { context, roleOf: (id) => ROLES[outcome.points[id - 1]?.name ?? ''] ?? null, equipmentOf: () => null, feedersOf: () => [] })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

it('chilled water that reads six kelvin too warm while return, flow and air are as ever: not clear yet, and the sensor is looked at first', async () => {
  const { verdict, verdictBecause, causes, relatedJudged, relatedMoved, related, knowledge, agreeing, methods } = await told([{ for: '20m' }, { for: '30m', read: { 'CHW.SUPPLY': '~+6' } }])
  expect(verdict).toBe('undecided')
  expect(verdictBecause[0]).toEqual({ key: 'explain.verdict.alone', params: { count: 3 } })
  expect([relatedJudged, relatedMoved]).toEqual([3, 0])
  expect(related.find(({ pointId }) => pointId === 4)?.relation.key).toBe('relation.downstream')
  expect(causes[0]?.title.key).toBe('cause.sensorWrong')
  expect(causes[0]?.checks.map(({ key }) => key)).toContain('cause.check.handReading')
  expect(knowledge.key).toMatch(/^alert\.known\./)
  expect(agreeing).toBeGreaterThanOrEqual(2)
  expect(methods).toBeGreaterThanOrEqual(agreeing)
})

it('chilled water that is too warm, and its return and the supply air with it: the equipment, the chiller first, and when each of them moved', async () => {
  const { verdict, causes, relatedMoved, related, sinceMs } = await told([{ for: '20m' }, { for: '2m', read: { 'CHW.SUPPLY': '~+6' } }, { for: '30m', read: { 'CHW.SUPPLY': '~+6', 'CHW.RETURN': '~+6', 'AHU1.SAT': '~+6' } }])
  expect(verdict).toBe('equipment')
  expect(relatedMoved).toBe(2)
  expect(causes[0]?.title.key).toBe('cause.chillerShort')
  const moved = related.filter(({ sinceMs: own }) => own !== null)
  expect(new Set(moved.map(({ pointId }) => pointId))).toEqual(new Set([2, 4]))
  for (const { sinceMs: own } of moved) expect(own).toBeGreaterThan(sinceMs)
})
