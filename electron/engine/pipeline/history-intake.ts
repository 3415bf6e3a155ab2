/** History on its way to the store: gated like live readings, marked as imported, never an alert. */
import { QUALITY } from '../../../shared/domain/quality.ts'
import { judgeQuality, LATE_SPIKE, startGate, type GateRules, type GateState } from '../analysis/quality/gate.ts'
import type { ReadingRows } from '../store/store-types.ts'
import type { ReadingWriter } from './reading-writer.ts'

const PLAIN_RULES: GateRules = {
  limits: { low: -Infinity, high: Infinity, jump: Infinity, speed: 0, leastHalfWidth: 0 }, profile: null, flat: false, zeroIsSuspicious: false, moves: false, states: 0,
}

export interface HistoryIntake {
  /** `fresh`: the points begin anew. */
  take(rows: ReadingRows, fresh: boolean): void
  /** Forgets where the import stood. */
  reset(): void
}

export const createHistoryIntake = (writer: ReadingWriter, rulesOf: (pointId: number) => GateRules | undefined): HistoryIntake => {
  const gates = new Map<number, { readonly state: GateState; lastQuality: number }>()
  const gateOf = (pointId: number) => {
    const known = gates.get(pointId)
    if (known !== undefined) return known
    const fresh = { state: startGate(), lastQuality: 0 }
    gates.set(pointId, fresh)
    return fresh
  }
  return {
    take: ({ count, pointIds, timesMs, values, qualities }, fresh) => {
      if (fresh) for (let i = 0; i < count; i++) gates.delete(pointIds[i] as number)
      for (let i = 0; i < count; i++) {
        const pointId = pointIds[i] as number
        const gate = gateOf(pointId)
        const timeMs = timesMs[i] as number
        const value = values[i] as number
        const judged = judgeQuality(rulesOf(pointId) ?? PLAIN_RULES, gate.state, timeMs, value, qualities[i] as number) | QUALITY.imported
        const quality = judged & ~LATE_SPIKE
        writer.add(pointId, timeMs, value, quality)
        if (judged !== quality) writer.add(pointId, gate.state.beforeMs, gate.state.before, gate.lastQuality | QUALITY.spike)
        gate.lastQuality = quality
      }
      writer.flush(true)
    },
    reset: () => gates.clear(),
  }
}
