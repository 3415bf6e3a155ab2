/** What people set takes effect with the next reading: no restart, no new models. */
import { describe, expect, it } from 'vitest'
import { NO_RULES, type DetectionRules } from '../../../electron/engine/pipeline/tuning.ts'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { DetectionTuning } from '../../../shared/domain/detection.ts'
import { supplyAir } from '../../scenarios/healthy-points.ts'
import { runScenario, type Outcome } from '../../scenarios/scenario.ts'

const rules = (change: Partial<DetectionRules>): DetectionRules => ({ ...NO_RULES, ...change })
const ofPoint = (tuning: DetectionTuning): DetectionRules => rules({ points: new Map([[1, tuning]]) })

/** Ten minutes of readings 6 K too high under `first`, then ten under `then`. */
const live = async (first: DetectionRules, then: DetectionRules): Promise<{ readonly before: readonly Alert[]; readonly after: readonly Alert[] }> => {
  const outcome: Outcome = await runScenario({ points: { supply: supplyAir }, historyDays: 25, steps: [{ for: '10m' }, { tune: first, for: '10m', read: { supply: '~+6' } }] })
  const before = outcome.alerts
  const after = await outcome.goOn([{ tune: then, for: '10m', read: { supply: '~+6' } }])
  return { before, after: after.alerts }
}

describe('tuning of a running site', () => {
  it('silences a point at once, and ends its open alert; taken back, the alert comes again', async () => {
    const silenced = await live(NO_RULES, ofPoint({ silent: true }))
    expect(silenced.before.map(isActive)).toEqual([true])
    expect(silenced.after.map(isActive)).toEqual([false])
    const loud = await live(ofPoint({ silent: true }), NO_RULES)
    expect(loud.before).toEqual([])
    expect(loud.after.map(isActive)).toEqual([true])
  })

  it('raises by a fixed limit that nothing learnt would have raised, and says so', async () => {
    const { before, after } = await live(ofPoint({ bandWidth: 4, off: ['zScore', 'iqrFences', 'movingAverage', 'habit'] }), ofPoint({ off: ['zScore', 'iqrFences', 'movingAverage', 'habit'], highLimit: 20 }))
    expect(before).toEqual([])
    expect(after.map(({ title, evidence, high }) => [title.key, evidence.map(({ detector }) => detector), high])).toEqual([['alert.limit.above', ['fixedLimit'], 20]])
  })

  it('waits as long as the point is to wait', async () => {
    const { before, after } = await live(ofPoint({ onDelayMs: 15 * 60_000 }), ofPoint({ onDelayMs: 15 * 60_000 }))
    expect(before).toEqual([])
    expect(after).toHaveLength(1)
    expect((after[0]!.raisedAtMs - after[0]!.startedAtMs) / 60_000).toBe(15)
  })

  it('leaves alone what somebody expects at that time', async () => {
    const exceptions = [{ id: 1, pointId: 1, weekdays: [0], fromMinute: 600, toMinute: 660, low: null, high: null, reason: 'Boiler test', untilMs: null }]
    const { before, after } = await live(rules({ exceptions }), rules({ exceptions: [{ ...exceptions[0]!, weekdays: [1] }] }))
    expect(before).toEqual([])
    expect(after).toHaveLength(1)
  })
})
