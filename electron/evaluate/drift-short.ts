/** Short series of the drift suite: each reading against its peers at the same moment, by the lines learnt before. A reading counts with the two before it, so that a single spike is no drift. */
import { fitPeers, scoreAgainstPeers } from '../engine/analysis/drift/peer-expectation.ts'
import { limitsOf } from '../engine/analysis/quality/limits.ts'
import type { Columns, LongVerdict } from './drift-long.ts'
import type { SuiteSeries } from './suite.ts'
import { suiteUnit } from './suite-units.ts'

/** Two sensors in one open room differ by sun and draught. */
const LEAST_HALF_WIDTHS = 3

export const judgeShort = (series: SuiteSeries, { timesMs, values, peers }: Columns): LongVerdict => {
  const until = series.train_end
  const scores = new Float64Array(timesMs.length)
  const alarms = new Uint8Array(timesMs.length)
  const model = fitPeers(values.subarray(0, until), peers.map((peer) => peer.subarray(0, until)), LEAST_HALF_WIDTHS * limitsOf(suiteUnit(series.unit)).leastHalfWidth)
  if (model === null) return { scores, alarms, type: null }
  let before = 0
  let beforeThat = 0
  for (let i = 0; i < scores.length; i++) {
    const { score } = scoreAgainstPeers(model, values[i] as number, peers.map((peer) => peer[i] as number))
    const now = Number.isNaN(score) ? before : score
    const middle = Math.max(Math.min(now, before), Math.min(Math.max(now, before), beforeThat))
    scores[i] = middle
    if (i >= until) alarms[i] = middle >= 1 ? 1 : 0
    beforeThat = before
    before = now
  }
  return { scores, alarms, type: null }
}
