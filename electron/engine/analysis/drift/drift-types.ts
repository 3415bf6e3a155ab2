/** What a judgement of slow faults says. */

/**
 * `bias` a sensor reads a constant amount off since one day; `drift` its error grows steadily, `polydrift` faster and faster; `noise` it is more jagged than before; `stuck` it stands still.
 * `gain` a meter counts a constant share too much or too little since one day, `gaindrift` a growing share; `intermittent` it drops to zero again and again.
 */
export type FaultType = 'bias' | 'drift' | 'polydrift' | 'noise' | 'stuck' | 'gain' | 'gaindrift' | 'intermittent'

export interface DriftJudgement {
  /** Effect over its limit; 1 = at the limit. 0 where nothing can be said. */
  readonly score: number
  /** Kind of deviation that leads the score; shapes in time (bias, drift ...) are told apart only when it has lasted. */
  readonly leading: 'level' | 'noise' | 'stuck' | 'intermittent' | 'none'
  /** Deviation: K (the point's unit) for a sensor's level, share for a meter's (0.2 = a fifth too much), ratio of roughness for noise, days for stuck, share of hours for intermittent. Signed. */
  readonly size: number
  /** The score has been over 1 long enough to tell a technician. */
  readonly alarm: boolean
  /** Of these nothing can be said today, because too little was observed: what was told of them is not over. */
  readonly unknown?: readonly ('level' | 'noise' | 'stuck')[]
  /** It and the other point of its meter disagree, and nothing tells for sure which of them is wrong: this one is the more probable. */
  readonly isDoubtful?: boolean
}

export const NOTHING: DriftJudgement = { score: 0, leading: 'none', size: 0, alarm: false }
