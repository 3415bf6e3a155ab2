/** The story of a zone sensor that stands still in the evening, when nobody looks and the plant is off. */
import { expect, it, vi } from 'vitest'
import { outdoorAir, zoneAir } from './healthy-points.ts'
import { runScenario } from './scenario.ts'

// A night of readings takes some seconds, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

it('a sensor that stands still from the evening on is one data problem before the plant starts, blames no plant, and is over when the sensor lives again', async () => {
  const { wrong, alerts } = await runScenario({
    points: { zone: zoneAir, other: zoneAir, outdoor: outdoorAir }, start: '2026-02-02T20:00:00Z', historyDays: 25, intervalMs: 60_000,
    steps: [
      { for: '1h', alerts: [] },
      { for: '8h', read: { zone: '19.6' }, alerts: ['active data zone data.flat'] },
      { for: '4h', read: { zone: '19.6' }, alerts: ['active data zone data.flat'] },
      { for: '2h', alerts: ['cleared data zone data.flat'] },
    ],
  })
  expect(wrong).toEqual([])
  expect(alerts).toHaveLength(1)
})
