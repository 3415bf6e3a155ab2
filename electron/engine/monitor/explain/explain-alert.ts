/** Everything that speaks for an alert, gathered from history when somebody asks. */
import { isActive, type Alert } from '../../../../shared/domain/alert.ts'
import type { AlertExplanation, LikelyCause, RelatedPoint, SimilarEpisode } from '../../../../shared/domain/incident.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { unitQuantity } from '../../../../shared/units.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { excursionOf, type Excursion } from '../../analysis/explain/excursion.ts'
import { likenessOf, sizeOf } from '../../analysis/explain/likeness.ts'
import { dataCauses, deviceCauses } from '../../analysis/explain/own-causes.ts'
import { ruleCauses, ruleEquipment } from '../../analysis/explain/rule-causes.ts'
import { pointCauses, type RelatedSign } from '../../analysis/explain/point-causes.ts'
import type { SupplyTree } from '../../analysis/rules/supply-tree.ts'
import type { SiteContext } from '../site-context.ts'
import { equipmentPoints, relatedPoints, type RelatedCandidate, type RelatedParts } from './related-points.ts'

const HOUR_MS = 3_600_000
/** Looked at before an alert began, and at most after. */
const BEFORE_MS = 12 * HOUR_MS
const AFTER_MS = 6 * HOUR_MS
const STEPS = 145
const MOST_READINGS = 2_000
const MOST_SHOWN = 10
const MOST_SIMILAR = 5
const MOST_PAST = 300
const LEAST_LIKENESS = 0.6

export interface ExplainParts extends Omit<RelatedParts, 'points'> {
  readonly context: Pick<SiteContext, 'clock' | 'store' | 'readers' | 'pipeline' | 'points' | 'registry'>
}

interface Moved extends RelatedCandidate {
  readonly role: PointRole | null
  readonly excursion: Excursion
}

/** Fails with `alert-unknown`. Reads up to 24 related points; some hundred milliseconds. */
export const explainAlert = async (alertId: number, parts: ExplainParts): Promise<Result<AlertExplanation>> => {
  const { context } = parts
  const alert = context.store.alert(alertId)
  if (alert === undefined) return failure('alert-unknown', `Alert ${alertId} does not exist.`, { id: alertId })
  const points = context.points.all()
  const point = points.find(({ id }) => id === alert.pointId)
  const own = point === undefined ? null : await lookAt(point, alert, context)
  const candidates = candidatesOf(alert, point, { ...parts, points }, context.pipeline.supplyTree())
  const moved = await lookAtAll(candidates, alert, parts)
  const agreeing = alert.evidence.filter(({ score }) => score >= 1).length
  return ok({
    alertId,
    ...verdictOf(alert, moved),
    sinceMs: Math.min(alert.startedAtMs, own?.sinceMs ?? alert.startedAtMs),
    knowledge: alert.explanation.find(({ key }) => key.startsWith('alert.known.')) ?? message(alert.kind === 'equipment' ? 'explain.knowledge.rule' : 'explain.knowledge.none'),
    agreeing,
    methods: alert.evidence.length,
    related: moved.slice(0, MOST_SHOWN).map(shown),
    relatedJudged: moved.filter(isJudged).length,
    relatedMoved: moved.filter(isMoved).length,
    similar: similarTo(alert, context),
    causes: causesOf(alert, point, moved, parts),
  })
}

const shown = ({ point, relation, excursion }: Moved): RelatedPoint => ({
  pointId: point.id, relation, sinceMs: excursion.sinceMs, score: Number.isNaN(excursion.score) ? 0 : Math.abs(excursion.score), value: excursion.value,
  expected: excursion.expected === null || Number.isNaN(excursion.expected) ? null : excursion.expected,
})

const lookAt = async (point: Point, alert: Alert, { clock, readers, pipeline }: ExplainParts['context']): Promise<Excursion> => {
  const fromMs = alert.startedAtMs - BEFORE_MS
  const atMs = Math.min(clock.nowMs(), (alert.clearedAtMs ?? Infinity) - 1, alert.raisedAtMs + AFTER_MS)
  const [series, band] = await Promise.all([readers.series(point.id, fromMs, atMs + 1, MOST_READINGS), pipeline.expectedBand(point.id, fromMs, Math.max(atMs, fromMs + 1), STEPS)])
  return excursionOf(series, band, atMs)
}

const candidatesOf = (alert: Alert, point: Point | undefined, parts: RelatedParts, supply: SupplyTree): readonly RelatedCandidate[] => {
  if (point !== undefined) return relatedPoints(point, parts)
  const equipment = ruleEquipment(alert)
  if (equipment === null) return []
  const formed = supply.named(alert.deviceId, equipment).flatMap(({ points }) => points.map(({ pointId }) => pointId))
  return equipmentPoints(alert.deviceId, equipment, new Set(formed), parts)
}

/** Those that moved first, the farthest before the others. */
const lookAtAll = async (candidates: readonly RelatedCandidate[], alert: Alert, parts: ExplainParts): Promise<readonly Moved[]> => {
  const looked = await Promise.all(
    candidates.map(async (candidate) => ({ ...candidate, role: parts.roleOf(candidate.point.id), excursion: await lookAt(candidate.point, alert, parts.context) })),
  )
  const distance = ({ excursion }: Moved): number => (Number.isNaN(excursion.score) ? -1 : Math.abs(excursion.score))
  return looked.toSorted((a, b) => distance(b) - distance(a))
}

const isJudged = ({ excursion }: Moved): boolean => !Number.isNaN(excursion.score)

const isMoved = ({ excursion }: Moved): boolean => Math.abs(excursion.score) >= 1

const verdictOf = (alert: Alert, moved: readonly Moved[]): { verdict: AlertExplanation['verdict']; verdictBecause: readonly Message[] } => {
  if (alert.kind === 'device') return { verdict: 'device', verdictBecause: [message('explain.verdict.device')] }
  if (alert.kind === 'data') return { verdict: 'data', verdictBecause: [message('explain.verdict.data')] }
  if (ruleEquipment(alert) !== null) return { verdict: 'equipment', verdictBecause: [message('explain.verdict.rule')] }
  const others = moved.filter(isMoved)
  const judged = moved.filter(isJudged)
  if (others.length > 0) return { verdict: 'equipment', verdictBecause: [message('explain.verdict.othersMoved', { count: others.length, points: others.slice(0, 3).map(({ point }) => point.name).join(', ') })] }
  if (judged.length >= 2 && alert.pointId !== null) return { verdict: 'undecided', verdictBecause: [message('explain.verdict.alone', { count: judged.length })] }
  return { verdict: 'equipment', verdictBecause: [message('explain.verdict.trusted')] }
}

const causesOf = (alert: Alert, point: Point | undefined, moved: readonly Moved[], { context, roleOf }: ExplainParts): readonly LikelyCause[] => {
  const incident = alert.incidentId === null ? undefined : context.store.incident(alert.incidentId)
  if (alert.kind === 'device') return incident?.causes ?? deviceCauses(context.registry.get(alert.deviceId)?.problems ?? [])
  if (alert.kind === 'data') return dataCauses(alert.evidence[0]?.detector ?? '')
  if (ruleEquipment(alert) !== null) return ruleCauses(alert)
  if (point === undefined) return incident?.causes ?? []
  const size = sizeOf(alert)
  const direction = Number.isNaN(size) ? null : size > 0 ? 'above' : 'below'
  return pointCauses(roleOf(point.id), direction, moved.map(signOf))
}

const signOf = ({ point, role, excursion }: Moved): RelatedSign => ({
  name: point.name, role, value: excursion.value, isSwitch: point.kind === 'binary', isPercent: unitQuantity(point.units) === 'percent', score: excursion.score,
})

const similarTo = (alert: Alert, { store }: ExplainParts['context']): readonly SimilarEpisode[] => {
  const calendar = createCalendar(store.settings().timeZone)
  const past = store.alerts({ which: 'all', ...(alert.pointId === null ? { deviceId: alert.deviceId } : { pointId: alert.pointId }), toMs: alert.startedAtMs, limit: MOST_PAST })
  return past
    .filter((other) => other.id !== alert.id && !(isActive(other) && isActive(alert)))
    .map((other) => ({ other, likeness: likenessOf(alert, other, calendar) }))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .toSorted((a, b) => b.likeness - a.likeness || b.other.startedAtMs - a.other.startedAtMs)
    .slice(0, MOST_SIMILAR)
    .map(({ other, likeness }) => ({
      alertId: other.id, likeness: Math.round(likeness * 100) / 100, startedAtMs: other.startedAtMs, endedAtMs: other.clearedAtMs, note: other.confirmNote || other.acknowledgeNote || lastNote(store.alertHistory(other.id)),
    }))
}

const lastNote = (history: readonly { readonly what: string; readonly note: string }[]): string => history.findLast(({ what, note }) => what === 'noted' && note !== '')?.note ?? ''
