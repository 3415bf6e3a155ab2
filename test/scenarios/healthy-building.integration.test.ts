/** Whole healthy days of the simulated building under all fault rules: nothing is raised. */
import { describe, expect, it } from 'vitest'
import { simulatedSite } from '../engine/pipeline/rules/simulated-site.ts'

const DAY_MINUTES = 24 * 60

describe('a healthy building under fault rules', () => {
  it.each([['winter', Date.UTC(2026, 0, 14)], ['spring', Date.UTC(2026, 3, 15)], ['summer', Date.UTC(2026, 5, 10)]])(
    'raises nothing on a day in %s',
    (_season, startMs) => {
      const site = simulatedSite(startMs)
      site.pass(DAY_MINUTES)
      expect(site.pipeline.equipment().flatMap(({ rules }) => rules).length).toBeGreaterThan(150)
      expect(site.alerts()).toEqual([])
    },
  )
})

describe('the first day of a healthy building that nobody recorded before', () => {
  it.each([['a winter night', Date.UTC(2026, 0, 14)], ['a winter morning', Date.UTC(2026, 0, 14, 5, 30)], ['a winter noon', Date.UTC(2026, 0, 14, 12)], ['a summer night', Date.UTC(2026, 6, 8)], ['a summer morning', Date.UTC(2026, 6, 8, 5, 30)], ['a summer noon', Date.UTC(2026, 6, 8, 12)]])(
    'raises no equipment alert of any point from %s on, until models can be learnt',
    (_start, startMs) => {
      const site = simulatedSite(startMs)
      site.pass(20 * 60)
      expect(site.points.filter(({ id }) => site.roleOf(id) !== null).length).toBeGreaterThan(200)
      expect([...site.memory.alerts.values()].map(({ title, pointId }) => `${pointId} ${title.key}`)).toEqual([])
    },
  )
})
