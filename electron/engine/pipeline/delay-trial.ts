/** How many alerts other on-delays would have left, counted beside a replay from the same scores. */
import { breakEpisode, confirmCleared, confirmRaised, DEAD_BAND, startEpisode, stepEpisode, type Episode } from './episode.ts'
import type { JudgementListener } from './intake.ts'
import type { Settling } from './settling.ts'

/** On-delays that are tried, ms. */
export const TRIED_DELAYS_MS: readonly number[] = [0, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000]

interface Trial {
  readonly onDelayMs: number
  readonly episode: Episode
  fires: number
}

export interface DelayTrials extends JudgementListener {
  /** Alerts raised from `fromMs` on, parallel to `TRIED_DELAYS_MS`. */
  counts(): readonly number[]
}

/** Counts alerts raised from `fromMs` on. */
export const createDelayTrials = (settling: Settling, fromMs: number): DelayTrials => {
  const trials = TRIED_DELAYS_MS.map((onDelayMs): Trial => ({ onDelayMs, episode: startEpisode(), fires: 0 }))
  return {
    scored: (monitored, timeMs, score) => {
      for (const trial of trials) {
        const { episode, onDelayMs } = trial
        if (score < DEAD_BAND && episode.phase === 'idle') continue
        const delays = settling.delaysFor({ ...monitored, equipment: episode }, timeMs, score, { onMs: onDelayMs, offMs: monitored.tuning.delays.offMs })
        const step = stepEpisode(episode, timeMs, score, delays)
        if (step === 'clear') confirmCleared(episode)
        if (step !== 'raise') continue
        confirmRaised(episode)
        if (timeMs >= fromMs) trial.fires += 1
      }
    },
    broken: () => {
      for (const { episode } of trials) breakEpisode(episode)
    },
    counts: () => trials.map(({ fires }) => fires),
  }
}
