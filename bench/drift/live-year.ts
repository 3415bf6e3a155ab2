/** Lives through a simulated year: each day every sensor and meter is judged for the day before by the product's own judgement, and its alerts are kept. */
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import type { PointJudgement } from '../../electron/engine/analysis/drift/judge-point.ts'
import { signalByType } from '../../electron/engine/analysis/quality/point-profile.ts'
import { createDriftAlerts } from '../../electron/engine/pipeline/drift-alerts.ts'
import { readDays } from '../../electron/engine/pipeline/drift-days.ts'
import { createDriftFireBook } from '../../electron/engine/pipeline/drift-fires.ts'
import { createDriftGuides, type DriftGuides } from '../../electron/engine/pipeline/drift-guides.ts'
import { knownPoint, type DriftQuestion, type KnownPoint } from '../../electron/engine/pipeline/drift-judge.ts'
import { driftKindOf } from '../../electron/engine/pipeline/drift-kinds.ts'
import { walkDays } from '../../electron/engine/pipeline/drift-walk.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import type { Campus, CampusPoint } from './campus.ts'
import { DAY_MS, FIRST_DAY, FROM_MS, STEP_MS, TIME_ZONE } from './year-time.ts'

/** An alert with the judgement of its last day. */
export interface YearAlert {
  readonly pointId: number
  /** Days since the begin of the year. */
  readonly raisedDay: number
  readonly clearedDay: number | null
  /** Since when, as it was told first. */
  readonly sinceDay: number
  /** How it was judged last while it was active, and on which day. */
  readonly last: Pick<PointJudgement, 'type' | 'size'>
  readonly lastDay: number
}

/** Days of all points, as the judgement knows them. */
export const knownOf = (campus: Campus): Map<number, KnownPoint> => {
  const calendar = createCalendar(TIME_ZONE)
  const toDay = FIRST_DAY + campus.size.days
  const known = new Map<number, KnownPoint>()
  const guidesOf = guidesOfCampus(campus)
  const byId = new Map(campus.points.map((own) => [own.point.id, own]))
  for (const each of campus.points) {
    const question = questionOf(each, guidesOf)
    const kind = driftKindOf(question.point, question.signal)
    if (kind === null || (!each.judged && kind !== 'rate')) continue
    const work = readDays({ pointId: each.point.id, signal: question.signal, units: each.point.units, guides: question.guides }, { fromDay: FIRST_DAY, toDay, untilMs: toDay * DAY_MS }, calendar, (id, fromMs, toMs) => seriesOf(byId.get(id) as CampusPoint, fromMs, toMs))
    let step = work.next()
    while (step.done !== true) step = work.next()
    known.set(each.point.id, knownPoint(question, kind, step.value))
  }
  return known
}

/** @param taken told of each day's judgement of each point */
export const liveYear = (campus: Campus, known: ReadonlyMap<number, KnownPoint>, taken?: (day: number, pointId: number, judgement: PointJudgement) => void): YearAlert[] => {
  const guidesOf = guidesOfCampus(campus)
  const questions = campus.points.filter(({ point }) => known.has(point.id)).map((each) => questionOf(each, guidesOf))
  const book = createDriftFireBook()
  const last = new Map<number, Pick<YearAlert, 'last' | 'lastDay'>>()
  const walk = walkDays(known, questions, { beginMs: FROM_MS, toMs: FROM_MS + campus.size.days * DAY_MS, timeZone: TIME_ZONE }, createDriftAlerts(book), ({ pointId, judgement, today }) => {
    taken?.(today - FIRST_DAY, pointId, judgement)
    const open = book.open().find((alert) => alert.pointId === pointId)
    if (open !== undefined && judgement.alarm) last.set(open.id, { last: { type: judgement.type, size: judgement.size }, lastDay: today - FIRST_DAY })
  })
  for (let step = walk.next(); step.done !== true;) step = walk.next()
  return book.fires(FROM_MS).map(({ pointId, startedAtMs, raisedAtMs, clearedAtMs }, i) => {
    const { last: judged, lastDay } = last.get(i + 1) as Pick<YearAlert, 'last' | 'lastDay'>
    return { pointId: pointId as number, raisedDay: dayOf(raisedAtMs), sinceDay: dayOf(startedAtMs), clearedDay: clearedAtMs === null ? null : dayOf(clearedAtMs), last: judged, lastDay }
  })
}

const dayOf = (timeMs: number): number => Math.round((timeMs - FROM_MS) / DAY_MS)

const guidesOfCampus = ({ points }: Campus): ((point: Point) => DriftGuides) => {
  const roles = new Map(points.map(({ point, role }) => [point.id, role]))
  return createDriftGuides(points.map(({ point }) => point), (id) => roles.get(id) ?? null)
}

const questionOf = ({ point, role }: CampusPoint, guidesOf: (point: Point) => DriftGuides): DriftQuestion => ({ point, signal: signalByType(point), role, guides: guidesOf(point), kept: null })

const seriesOf = ({ point, values }: CampusPoint, fromMs: number, toMs: number): Series => {
  const first = Math.max(0, Math.ceil((fromMs - FROM_MS) / STEP_MS))
  const end = Math.min(values.length, Math.ceil((toMs - FROM_MS) / STEP_MS))
  const steps: number[] = []
  for (let step = first; step < end; step++) if (!Number.isNaN(values[step])) steps.push(step)
  return { pointId: point.id, thinned: false, timesMs: Float64Array.from(steps, (step) => FROM_MS + step * STEP_MS), values: Float64Array.from(steps, (step) => values[step] as number), qualities: new Uint16Array(steps.length) }
}
