/** The story of the first hour on a site nobody has recorded before: what is plainly wrong is told, and what is well stays quiet. */
import { expect, it } from 'vitest'
import { fan, outdoorAir, supplyAir, zoneAir } from './healthy-points.ts'
import { runScenario } from './scenario.ts'

it('an unconnected input, a broken wire and a short-cycling compressor are told within the first hour, and nothing that is well', async () => {
  const { wrong } = await runScenario({
    points: {
      outdoor: outdoorAir, supply: supplyAir, zone: zoneAir, fan, unused: { ...zoneAir, healthy: () => 0 }, broken: { ...zoneAir, healthy: () => 3_276 },
      compressor: { ...fan, healthy: ({ timeMs }) => Math.floor(timeMs / 30_000) % 2 },
    },
    intervalMs: 10_000,
    steps: [{ for: '50m', alerts: ['active data broken data.outOfRange', 'active data unused data.zero', 'active equipment compressor alert.toggling'] }],
  })
  expect(wrong).toEqual([])
})
