/** What a time bar paints: alerts raised, counted by step, periods in which nothing was observed, and how far the readings reach. */
import { SEVERITIES, type Severity } from '../../../../shared/domain/alert.ts'
import { MOST_TIMELINE_ALERTS, type Timeline, type TimelineAlert } from '../../../../shared/domain/past-state.ts'
import type { CoverageGap } from '../../../../shared/domain/series.ts'
import type { Connection } from '../connection.ts'
import { createCoverageTable } from '../tables/coverage-table.ts'

interface Period {
  readonly fromMs: number
  readonly toMs: number
}

const RAISED_IN = 'FROM alerts INDEXED BY alerts_span WHERE raised_at_ms >= :fromMs AND raised_at_ms < :toMs'
const GRAVITY = `CASE severity ${SEVERITIES.map((severity, index) => `WHEN '${severity}' THEN ${index}`).join(' ')} END`
const RAISED_BY_STEP = `SELECT severity, CAST((raised_at_ms - :fromMs) / :stepMs AS INTEGER), count(*) ${RAISED_IN} GROUP BY 1, 2`
const GRAVEST_RAISED = `SELECT id, raised_at_ms AS raisedAtMs, cleared_at_ms AS clearedAtMs, severity ${RAISED_IN} ORDER BY ${GRAVITY}, raised_at_ms DESC, id DESC LIMIT ${MOST_TIMELINE_ALERTS}`
/** One seek a point on either end. */
const EXTENT = (which: 'min' | 'max'): string => `SELECT ${which}((SELECT ${which}(time_ms) FROM readings WHERE point_id = p.id)) FROM points p`

export interface TimelineQueries {
  timeline(fromMs: number, toMs: number, steps: number): Timeline
  /** Time of the first reading of any point; null without one. */
  firstReadingMs(): number | null
}

/** Gaps nearer to each other than `nearMs` as one: no more of them can be painted. */
const joined = (gaps: readonly CoverageGap[], nearMs: number): CoverageGap[] => {
  const all: CoverageGap[] = []
  for (const gap of gaps) {
    const last = all.at(-1)
    if (last !== undefined && gap.fromMs - last.toMs < nearMs) all[all.length - 1] = { ...last, toMs: Math.max(last.toMs, gap.toMs) }
    else all.push(gap)
  }
  return all
}

export const prepareTimeline = (db: Connection): TimelineQueries => {
  const byStep = db.prepare<[Period & { readonly stepMs: number }], [Severity, number, number]>(RAISED_BY_STEP).raw()
  const gravest = db.prepare<[Period], TimelineAlert>(GRAVEST_RAISED)
  const first = db.prepare<[], number | null>(EXTENT('min')).pluck()
  const last = db.prepare<[], number | null>(EXTENT('max')).pluck()
  const coverage = createCoverageTable(db)
  const timeline = (fromMs: number, toMs: number, steps: number): Timeline => {
    const stepMs = (toMs - fromMs) / steps
    const raised = { critical: new Uint32Array(steps), high: new Uint32Array(steps), medium: new Uint32Array(steps), low: new Uint32Array(steps) }
    let total = 0
    for (const [severity, step, count] of byStep.all({ fromMs, toMs, stepMs })) {
      const at = Math.min(step, steps - 1)
      raised[severity][at] = (raised[severity][at] ?? 0) + count
      total += count
    }
    const alerts = gravest.all({ fromMs, toMs })
    const gaps = coverage.gaps(fromMs, toMs).filter(({ deviceId }) => deviceId === null)
    return { fromMs, toMs, stepMs, raised, alerts, moreAlerts: total - alerts.length, gaps: joined(gaps, stepMs / 2), firstMs: first.get() ?? null, lastMs: last.get() ?? null }
  }
  return { timeline: db.transaction(timeline), firstReadingMs: () => first.get() ?? null }
}
