/** Slow faults judged day after day over days that are known: each local midnight the day before, by what was known until then. References are kept as live keeps them. */
import { createCalendar } from '../analysis/calendar.ts'
import type { Reference } from '../analysis/drift/judge-point.ts'
import { nextDayOf } from '../analysis/energy/meters/local-periods.ts'
import type { DriftAlerts } from './drift-alerts.ts'
import { judgeDay, type DriftAnswer, type DriftQuestion, type KnownPoint, type Learnt } from './drift-judge.ts'
import { bodyToKeep, referenceOf } from './drift-reference.ts'

export interface DriftPeriod {
  /** The first midnight is the one after it. */
  readonly beginMs: number
  /** Exclusive. */
  readonly toMs: number
  /** IANA name. */
  readonly timeZone: string
}

export type JudgedAnswer = Extract<DriftAnswer, { outcome: 'judged' }>

/**
 * Judges `judged` points among `known` ones; yields the midnight after each point.
 * @param taken told of each judgement after the alerts took it
 */
export function* walkDays(known: ReadonlyMap<number, KnownPoint>, judged: readonly DriftQuestion[], { beginMs, toMs, timeZone }: DriftPeriod, alerts: DriftAlerts, taken: (answer: JudgedAnswer) => void = () => {}): Generator<number, void> {
  const calendar = createCalendar(timeZone)
  const kept = new Map<number, Reference | null>(judged.map((question) => [question.point.id, question.kept]))
  const learnt: Learnt = new Map()
  for (let atMs = nextDayOf(beginMs, calendar); atMs < toMs; atMs = nextDayOf(atMs, calendar)) {
    const answerOf = judgeDay(known, calendar.dayOf(atMs), learnt)
    for (const { point } of judged) {
      const before = kept.get(point.id) ?? null
      const answer = answerOf(point.id, before)
      yield atMs
      if (answer?.outcome !== 'judged') continue
      alerts.take({ ...answer, point }, atMs)
      taken(answer)
      const body = bodyToKeep(before, answer.judgement)
      if (body !== null) kept.set(point.id, referenceOf(body))
    }
  }
}
