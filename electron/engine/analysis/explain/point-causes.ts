/** Ranks the causes of a point's alert from the cause book, by what its related points do. */
import type { LikelyCause } from '../../../../shared/domain/incident.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { rankCauses } from '../incidents/incident-causes.ts'
import { ALONE_WEIGHT, CAUSE_BOOK, UNKNOWN_ROLE_CAUSES, type Direction, type EvidenceRule, type Sign } from './cause-book.ts'

/** A related point as the book sees it. */
export interface RelatedSign {
  readonly name: string
  readonly role: PointRole | null
  /** Percent (0..100) or 0/1 for switches; null where unknown. */
  readonly value: number | null
  readonly isSwitch: boolean
  readonly isPercent: boolean
  /** Signed half-widths from expected; NaN where nothing is expected. */
  readonly score: number
}

const OPEN_PERCENT = 90
const CLOSED_PERCENT = 5
const MOST_CAUSES = 6
/** Fewer that stand still say nothing: they may simply be no neighbours. */
const LEAST_STILL = 2

/** All that a related point shows. */
export const signsOf = ({ value, isSwitch, isPercent, score }: RelatedSign): readonly Sign[] => {
  const signs: Sign[] = []
  if (score >= 1) signs.push('above')
  else if (score <= -1) signs.push('below')
  else if (!Number.isNaN(score)) signs.push('usual')
  if (value === null) return signs
  if (isSwitch) signs.push(value > 0 ? 'on' : 'off')
  if (isPercent && value >= OPEN_PERCENT) signs.push('open')
  if (isPercent && value <= CLOSED_PERCENT) signs.push('closed')
  return signs
}

/** Likeliest first, at most six. `direction` null for alerts that have none (binary points, noise). */
export const pointCauses = (role: PointRole | null, direction: Direction | null, related: readonly RelatedSign[]): readonly LikelyCause[] => {
  const judged = related.filter(({ score }) => !Number.isNaN(score))
  const alone = judged.length >= LEAST_STILL && judged.every(({ score }) => Math.abs(score) < 1)
  if (role === null) return rankCauses(UNKNOWN_ROLE_CAUSES.map((cause) => ({ ...cause, because: [message('cause.because.noRole')] })))
  const booked = CAUSE_BOOK.filter((cause) => cause.roles.includes(role) && (cause.direction === undefined || direction === null || cause.direction === direction))
  const ranked = booked.map(({ key, weight, evidence, checks }) => {
    const seen = evidence.map((rule) => ({ rule, point: related.find((one) => shows(one, rule)) })).filter(({ point }) => point !== undefined)
    const because = seen.map(({ rule, point }) => becauseOf(rule, point as RelatedSign))
    const own = weight + seen.reduce((sum, { rule }) => sum + rule.weight, 0)
    if (key === 'sensorWrong' && alone) return { key, weight: own + ALONE_WEIGHT, because: [message('cause.because.alone', { count: judged.length }), ...because], checks }
    return { key, weight: own, because, checks }
  })
  return rankCauses(ranked.length > 0 ? ranked : UNKNOWN_ROLE_CAUSES.map((cause) => ({ ...cause, because: [] }))).slice(0, MOST_CAUSES)
}

const shows = (point: RelatedSign, { roles, sign }: EvidenceRule): boolean => point.role !== null && roles.includes(point.role) && signsOf(point).includes(sign)

const becauseOf = ({ sign, weight }: EvidenceRule, { name }: RelatedSign): Message => message(`cause.because.${weight < 0 ? 'against' : 'shows'}.${sign}`, { point: name })
