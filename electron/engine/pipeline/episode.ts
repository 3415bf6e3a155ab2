/**
 * An episode: when something abnormal becomes an alert and when it is over.
 *
 *   idle ──score >= 1──> pending ──on-delay passed──> firing ──score < 0.8──> clearing ──off-delay passed──> idle
 *     ^── score < 0.8 ─────┘                            ^────── score >= 0.8 ────┘
 *
 * Moved on by readings only; times are those of the readings. 0.8..1 is the dead band: it neither starts nor ends anything.
 */

export type EpisodePhase = 'idle' | 'pending' | 'firing' | 'clearing'

/** Serialisable. */
export interface Episode {
  phase: EpisodePhase
  /** First abnormal reading. */
  sinceMs: number
  /** First normal reading after it, while clearing. */
  normalSinceMs: number
  worstScore: number
}

export interface Delays {
  readonly onMs: number
  readonly offMs: number
}

export type EpisodeStep = 'nothing' | 'raise' | 'worse' | 'clear'

/** Scores below this count as normal again. */
export const DEAD_BAND = 0.8

export const startEpisode = (): Episode => ({ phase: 'idle', sinceMs: 0, normalSinceMs: 0, worstScore: 0 })

/**
 * Moves an episode on by one judged reading and says what follows. `raise` is repeated at the next abnormal reading
 * until `confirmRaised`, because the alert may not have been kept.
 */
export const stepEpisode = (episode: Episode, timeMs: number, score: number, delays: Delays): EpisodeStep => {
  switch (episode.phase) {
    case 'idle':
    case 'pending':
      return beforeAlert(episode, timeMs, score, delays.onMs)
    case 'firing':
    case 'clearing':
      return duringAlert(episode, timeMs, score, delays.offMs)
  }
}

export const confirmRaised = (episode: Episode): void => {
  episode.phase = 'firing'
}

export const confirmCleared = (episode: Episode): void => {
  episode.phase = 'idle'
  episode.worstScore = 0
}

/** Nothing was observed for a while: delays under way start anew, what is open stays open. */
export const breakEpisode = (episode: Episode): void => {
  if (episode.phase === 'pending') confirmCleared(episode)
  if (episode.phase === 'clearing') episode.phase = 'firing'
}

const beforeAlert = (episode: Episode, timeMs: number, score: number, onMs: number): EpisodeStep => {
  if (episode.phase === 'idle') {
    if (score < 1) return 'nothing'
    episode.phase = 'pending'
    episode.sinceMs = timeMs
    episode.worstScore = score
  } else if (score < DEAD_BAND) {
    confirmCleared(episode)
    return 'nothing'
  }
  episode.worstScore = Math.max(episode.worstScore, score)
  return score >= 1 && timeMs - episode.sinceMs >= onMs ? 'raise' : 'nothing'
}

const duringAlert = (episode: Episode, timeMs: number, score: number, offMs: number): EpisodeStep => {
  if (score >= DEAD_BAND) {
    episode.phase = 'firing'
    if (score <= episode.worstScore) return 'nothing'
    episode.worstScore = score
    return 'worse'
  }
  if (episode.phase === 'firing') {
    episode.phase = 'clearing'
    episode.normalSinceMs = timeMs
  }
  return timeMs - episode.normalSinceMs >= offMs ? 'clear' : 'nothing'
}
