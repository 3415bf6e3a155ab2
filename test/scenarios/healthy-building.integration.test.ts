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
    180_000,
  )
})
