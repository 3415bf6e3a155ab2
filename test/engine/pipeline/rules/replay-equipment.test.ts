/** Fault rules over history: a building is lived through, then its stored readings are replayed; the alerts are the same ones. */
import { describe, expect, it, vi } from 'vitest'
import { replayEquipment, TRIED_RULE_DELAYS_MS, type EquipmentReplay, type EquipmentReplayPlan } from '../../../../electron/engine/pipeline/rules/replay-equipment.ts'
import { formEquipment } from '../../../../electron/engine/pipeline/rules/form-equipment.ts'
import { createTuningBook, NO_RULES, type DetectionRules } from '../../../../electron/engine/pipeline/tuning.ts'
import type { DetectionTuning, WouldFire } from '../../../../shared/domain/detection.ts'
import { DEFAULT_SETTINGS } from '../../../../shared/domain/settings.ts'
import type { Series } from '../../../../shared/domain/series.ts'
import { simulatedSite, type SimulatedSite } from './simulated-site.ts'

// Hours of a building take a second or two, more on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const MINUTE_MS = 60_000
const SUMMER_MORNING = Date.UTC(2026, 5, 10, 7)

/** A leaking reheat valve that is repaired, a box without air, an input that is not read for a while, and a night's sleep of the laptop. */
const lifeOf = (): SimulatedSite => {
  const site = simulatedSite(SUMMER_MORNING)
  site.pass(40)
  site.simulator.faults.inject({ kind: 'leakingValve', valve: 'reheat', index: 4, share: 0.8 })
  site.pass(90)
  site.simulator.faults.endAll()
  site.pass(50)
  const sleptFromMs = site.clock.nowMs()
  site.clock.jump(25 * MINUTE_MS)
  site.memory.gaps.push({ deviceId: null, fromMs: sleptFromMs, toMs: site.clock.nowMs(), reason: 'asleep' })
  site.pipeline.markUnobserved(sleptFromMs, site.clock.nowMs())
  site.simulator.operate(2001, 1, 1, 5, 8)
  site.pass(45, ({ name }, value) => (name === 'VAV-1-03 ZN-T' && value > 0 ? 400 : value))
  site.simulator.faults.inject({ kind: 'leakingValve', valve: 'cooling', index: 0, share: 0.5 })
  site.pass(120)
  return site
}

let lived: SimulatedSite | undefined
const life = (): SimulatedSite => (lived ??= lifeOf())

const readerOf = ({ memory }: SimulatedSite) => {
  const known = new Map<number, readonly { readonly timeMs: number; readonly value: number; readonly quality: number }[]>()
  return (pointId: number, fromMs: number, toMs: number): Series => {
    const rows = known.get(pointId) ?? [...memory.readings(pointId)].sort((a, b) => a.timeMs - b.timeMs)
    known.set(pointId, rows)
    const within = rows.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    return { pointId, thinned: false, timesMs: Float64Array.from(within, (row) => row.timeMs), values: Float64Array.from(within, (row) => row.value), qualities: Uint16Array.from(within, (row) => row.quality) }
  }
}

const finish = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const replayAll = (site: SimulatedSite, change: Partial<EquipmentReplayPlan> = {}, rules: DetectionRules = NO_RULES, tuning: DetectionTuning = {}): readonly EquipmentReplay[] => {
  const formed = finish(formEquipment(site.points, site.roleOf, (id) => site.deviceNames.get(id) ?? ''))
  const points = new Map(site.points.map((point) => [point.id, point]))
  const read = readerOf(site)
  const books = [createTuningBook(DEFAULT_SETTINGS, rules), createTuningBook(DEFAULT_SETTINGS, rules, tuning)]
  return formed.bindings.map(({ equipment }, place) =>
    finish(replayEquipment({ site: formed, place, points, learntFeeder: () => null }, read, {
      beginMs: SUMMER_MORNING, fromMs: SUMMER_MORNING, toMs: site.clock.nowMs() + 1_000, tunings: books.map((book) => book.ofEquipment(equipment)), only: new Set(), gaps: site.memory.gaps, ...change,
    })),
  )
}

const firesOf = (replays: readonly EquipmentReplay[], tuning = 0): readonly WouldFire[] => replays.flatMap(({ fires }) => fires[tuning] ?? [])
const described = (name: string, detector: string | undefined, startedAtMs: number, raisedAtMs: number, clearedAtMs: number | null, severity: string): string =>
  `${name} ${detector} ${new Date(startedAtMs).toISOString()} ${new Date(raisedAtMs).toISOString()} ${clearedAtMs === null ? '-' : new Date(clearedAtMs).toISOString()} ${severity}`
const replayed = (fires: readonly WouldFire[]): string[] => fires.map(({ equipment, detector, startedAtMs, raisedAtMs, clearedAtMs, severity }) => described(equipment?.name ?? '', detector, startedAtMs, raisedAtMs, clearedAtMs, severity)).sort()
const live = ({ memory }: SimulatedSite): string[] =>
  [...memory.alerts.values()].filter(({ evidence }) => evidence[0]?.detector.startsWith('rule.')).map(({ title, evidence, startedAtMs, raisedAtMs, clearedAtMs, severity }) => described(JSON.stringify(title.params?.equipment).slice(1, -1), evidence[0]?.detector, startedAtMs, raisedAtMs, clearedAtMs, severity)).sort()

describe('fault rules over history', () => {
  it('raise what they raised live, at the same moments, and clear it at the same', () => {
    const site = life()
    const was = live(site)
    expect(was.length).toBeGreaterThanOrEqual(3)
    expect(was.some((line) => !line.includes(' - '))).toBe(true)
    expect(replayed(firesOf(replayAll(site)))).toEqual(was)
  })

  it('know nothing of what comes later', () => {
    const site = life()
    const cutMs = SUMMER_MORNING + 200 * MINUTE_MS
    const early = (fires: readonly WouldFire[]): string[] => replayed(fires.filter(({ clearedAtMs }) => clearedAtMs !== null && clearedAtMs < cutMs))
    const whole = early(firesOf(replayAll(site)))
    expect(whole.length).toBeGreaterThan(0)
    expect(early(firesOf(replayAll(site, { toMs: cutMs })))).toEqual(whole)
  })

  it('raise nothing where a rule is off for the site, its device or the equipment alone', () => {
    const site = life()
    const [leak] = firesOf(replayAll(site)).filter(({ detector }) => detector === 'rule.vav.reheatLeak')
    const { id = '', deviceId = 0 } = leak?.equipment ?? {}
    const off: DetectionTuning = { off: ['rule.vav.reheatLeak'] }
    const left = (rules: DetectionRules): number => firesOf(replayAll(site, {}, rules)).filter(({ detector }) => detector === 'rule.vav.reheatLeak').length
    expect(left(NO_RULES)).toBe(1)
    expect(left({ ...NO_RULES, site: off })).toBe(0)
    expect(left({ ...NO_RULES, devices: new Map([[deviceId, off]]) })).toBe(0)
    expect(left({ ...NO_RULES, equipment: new Map([[id, off]]) })).toBe(0)
    expect(left({ ...NO_RULES, equipment: new Map([['another', off]]) })).toBe(1)
  })

  it('count what other delays would have left: as many as a replay with them', () => {
    const site = life()
    const counts = (replays: readonly EquipmentReplay[], i: number): number => replays.reduce((sum, { rules }) => sum + (rules.find(({ detector }) => detector === 'rule.vav.reheatLeak')?.byDelay[i] ?? 0), 0)
    const plain = replayAll(site)
    for (const [i, onDelayMs] of TRIED_RULE_DELAYS_MS.entries()) {
      const tried = firesOf(replayAll(site, {}, NO_RULES, { ruleDelaysMs: { 'rule.vav.reheatLeak': onDelayMs } }), 1).filter(({ detector }) => detector === 'rule.vav.reheatLeak')
      expect([onDelayMs, counts(plain, i)]).toEqual([onDelayMs, tried.length])
    }
    expect(counts(plain, 0)).toBeGreaterThan(counts(plain, TRIED_RULE_DELAYS_MS.length - 1))
  })

  it('tell how much was observed', () => {
    const site = life()
    const hours = (site.clock.nowMs() - SUMMER_MORNING) / 3_600_000
    for (const { observedMs, readings } of replayAll(site)) {
      expect(readings).toBeGreaterThan(0)
      expect(observedMs / 3_600_000).toBeLessThanOrEqual(hours)
      expect(observedMs / 3_600_000).toBeGreaterThan(hours - 1.5)
    }
  })
})
