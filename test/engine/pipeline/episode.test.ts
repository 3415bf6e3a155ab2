/** Episodes: from abnormal readings to raise and clear. */
import { describe, expect, it } from 'vitest'
import { breakEpisode, confirmCleared, confirmRaised, startEpisode, stepEpisode } from '../../../electron/engine/pipeline/episode.ts'

const DELAYS = { onMs: 30_000, offMs: 60_000 }

/** Steps through `[second, score]` pairs; confirms what is asked for; gives what happened. */
const story = (readings: readonly (readonly [number, number] | 'break')[], delays = DELAYS): string[] => {
  const episode = startEpisode()
  const told: string[] = []
  for (const reading of readings) {
    if (reading === 'break') {
      breakEpisode(episode)
      continue
    }
    const step = stepEpisode(episode, reading[0] * 1_000, reading[1], delays)
    if (step === 'raise') confirmRaised(episode)
    if (step === 'clear') confirmCleared(episode)
    if (step !== 'nothing') told.push(`${step} at ${reading[0]}`)
  }
  return told
}

describe('an episode', () => {
  it('is raised when the on-delay has passed, and cleared when the off-delay has', () => {
    expect(story([[0, 2], [15, 2], [30, 2], [45, 0], [90, 0], [105, 0]])).toEqual(['raise at 30', 'clear at 105'])
  })

  it('is raised at once without a delay', () => {
    expect(story([[0, 1], [5, 0], [65, 0]], { onMs: 0, offMs: 60_000 })).toEqual(['raise at 0', 'clear at 65'])
  })

  it('starts its delay anew after one normal reading', () => {
    expect(story([[0, 2], [15, 0], [30, 2], [45, 2]])).toEqual([])
  })

  it('inside the dead band neither starts nor ends', () => {
    expect(story([[0, 0.9], [60, 0.9]])).toEqual([])
    expect(story([[0, 2], [30, 2], [40, 0.9], [200, 0.9]])).toEqual(['raise at 30'])
    expect(story([[0, 1.1], [15, 0.9], [30, 0.9], [35, 1.1]])).toEqual(['raise at 35'])
  })

  it('says when it gets worse', () => {
    expect(story([[0, 2], [30, 2], [35, 1.5], [40, 3]])).toEqual(['raise at 30', 'worse at 40'])
  })

  it('counts no time that was not observed', () => {
    expect(story([[0, 2], [20, 2], 'break', [40, 2], [60, 2]])).toEqual([])
    expect(story([[0, 2], [30, 2], [40, 0], 'break', [110, 0], [160, 0]])).toEqual(['raise at 30'])
  })
})
