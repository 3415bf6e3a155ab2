import { describe, expect, it } from 'vitest'
import { blockLevels, choosePeers, type PeerCandidate } from '../../../../electron/engine/analysis/drift/choose-peers.ts'
import { summariseDays } from '../../../../electron/engine/analysis/drift/day-summary.ts'
import { hourlyUse } from '../../../../electron/engine/analysis/drift/hourly-use.ts'
import { hourly, local, outdoor } from './samples.ts'

const candidate = (pointId: number, role: string | null, valueAt: (hour: number, noise: () => number) => number, days = 60): PeerCandidate => {
  const { timesMs, values } = hourly(days, pointId, valueAt)
  return { pointId, role, levels: blockLevels(summariseDays(timesMs, values, local)) }
}

describe('the peers of a sensor', () => {
  const own = candidate(1, 'outdoor-air', (hour, noise) => outdoor(hour) + noise())
  const alike = (pointId: number, role: string | null = null, spread = 1) => candidate(pointId, role, (hour, noise) => outdoor(hour) + spread * noise())

  it('are at most three that went up and down with it, those of its role first, then the closest', () => {
    const chosen = choosePeers(own, [own, alike(2, null, 3), alike(3), alike(4, null, 2), alike(5, 'outdoor-air', 4), candidate(6, null, (_, noise) => 20 + noise())], -Infinity, Infinity)
    expect(chosen.map(({ candidate: { pointId } }) => pointId)).toEqual([5, 3, 4])
  })

  it('were observed beside it for six weeks', () => {
    expect(choosePeers(own, [candidate(2, null, (hour) => outdoor(hour), 41)], -Infinity, Infinity)).toEqual([])
    expect(choosePeers(own, [candidate(2, null, (hour) => outdoor(hour), 42)], -Infinity, Infinity)).toHaveLength(1)
  })
})

describe('the use of a counter', () => {
  const HOUR = 3_600_000
  const use = (hours: readonly number[], counts: readonly number[]) => {
    const { timesMs, values } = hourlyUse(Float64Array.from(hours, (each) => each * HOUR), Float64Array.from(counts), local)
    return Array.from(timesMs, (timeMs, i) => [Math.floor(timeMs / HOUR), Math.round((values[i] as number) * 1e6) / 1e6])
  }

  it('is shared out to the hours between two readings', () => {
    expect(use([0, 0.5, 1.5, 2], [0, 1, 3, 5])).toEqual([[0, 2], [1, 3]])
    expect(use([0, 2], [0, 5])).toEqual([[0, 2.5], [1, 2.5]])
  })

  it('is not known over a reset or a pause of more than three hours', () => {
    expect(use([0, 1, 2, 3], [100, 110, 0, 7])).toEqual([[0, 10], [2, 7]])
    expect(use([0, 1, 5, 6], [0, 1, 50, 52])).toEqual([[0, 1], [5, 2]])
  })
})
