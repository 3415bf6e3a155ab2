/** What a back-test found, as lines for a terminal and as JSON with names in place of row numbers. */
import type { BackTest, DetectorInfo, WouldFire } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Message } from '../../../shared/message.ts'
import { plainNumber, typeName, unitsName } from '../names.ts'
import { columns } from '../terminal.ts'

export type Found = Pick<BackTest, 'plan' | 'state' | 'points' | 'equipment' | 'rules' | 'readings' | 'coverage' | 'rolesDecided' | 'fires' | 'firesNow' | 'firesPerDay' | 'firesPerDayNow' | 'suggestedOnDelayMs' | 'byDelay' | 'days' | 'marks' | 'marksNow'>

interface Names {
  readonly devices: readonly { readonly id: number; readonly instance: number }[]
  readonly points: readonly Point[]
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString()
const date = (dayMs: number): string => iso(dayMs).slice(0, 10)
const seconds = (ms: number): string => (ms < 60_000 ? `${ms / 1_000} s` : `${Math.round(ms / 6_000) / 10} min`)
const aDay = (count: number): number => Number(count.toPrecision(3))

/** `1001/analog-input,1` with the point's name and unit. */
const namer = ({ devices, points }: Names) => {
  const instances = new Map(devices.map(({ id, instance }) => [id, instance]))
  const known = new Map(points.map((point) => [point.id, point]))
  return (pointId: number): { readonly point: string; readonly name: string; readonly units: string | null } => {
    const point = known.get(pointId)
    if (point === undefined) return { point: String(pointId), name: '', units: null }
    return { point: `${instances.get(point.deviceId) ?? '?'}/${typeName(point.objectType)},${point.objectInstance}`, name: point.name, units: unitsName(point.units) }
  }
}

/** Everything, with times as ISO 8601 in UTC. */
export const jsonOf = (found: Found, names: Names): unknown => {
  const nameOf = namer(names)
  const mark = ({ pointId, equipment, startedAtMs, raisedAtMs, clearedAtMs, ...rest }: WouldFire): unknown => ({
    ...(pointId === null ? { equipment: equipment?.id ?? '', name: equipment?.name ?? '' } : nameOf(pointId)), started: iso(startedAtMs), raised: iso(raisedAtMs), cleared: clearedAtMs === null ? null : iso(clearedAtMs), ...rest,
  })
  const { plan, days, marks, marksNow, ...counts } = found
  const { pointIds, fromMs, toMs, tuning, only } = plan
  return {
    from: iso(fromMs), to: iso(toMs), detectors: only, chosen: pointIds.map((id) => nameOf(id).point), tuning, ...counts,
    days: days.map(({ dayMs, ...each }) => ({ date: date(dayMs), ...each })), marks: marks.map(mark), marksNow: marksNow.map(mark),
  }
}

/** `most`: marks shown. */
export const linesOf = (found: Found, names: Names, most: number): readonly string[] => {
  const nameOf = namer(names)
  const isTrial = Object.keys(found.plan.tuning).length > 0 || found.plan.only.length > 0
  const shown = found.marks.slice(0, most)
  const hasDelays = found.points > 0 && found.byDelay.length > 0
  const lines = [
    `${iso(found.plan.fromMs)} to ${iso(found.plan.toMs)}: ${found.points} points, ${found.equipment} pieces of equipment, ${found.readings} readings, ${Math.round(found.coverage * 100)} % observed`,
    ...(found.state === 'cancelled' ? ['Interrupted: only the points done until then are counted.'] : []),
    ...((found.rolesDecided ?? 0) > 0 ? [`Equipment and related points by the roles known now: of ${found.rolesDecided} points somebody decided since the period began.`] : []),
    `Alerts: ${found.fires}, ${aDay(found.firesPerDay)} a day${isTrial ? `; as set now: ${found.firesNow}, ${aDay(found.firesPerDayNow)} a day` : ''}`,
    ...(hasDelays ? [delayLine(found)] : []), '',
    ...columns([['day', 'alerts', ...(isTrial ? ['as set now'] : [])], ...found.days.map(({ dayMs, fires, firesNow }) => [date(dayMs), String(fires), ...(isTrial ? [String(firesNow)] : [])])]),
    ...(hasDelays ? ['', ...columns([['on-delay', 'alerts'], ...found.byDelay.map(({ onDelayMs, fires }) => [seconds(onDelayMs), String(fires)])])] : []),
    ...ruleLines(found, isTrial),
  ]
  if (shown.length === 0) return lines
  const rows = shown.map(({ pointId, equipment, raisedAtMs, clearedAtMs, severity, worstValue, expected, detector }) => {
    const { point, name, units } = pointId === null ? { point: equipment?.id ?? '', name: equipment?.name ?? '', units: null } : nameOf(pointId)
    const value = (number: number | null): string => (number === null ? '' : String(Number(plainNumber(number).toPrecision(6))))
    return [iso(raisedAtMs), clearedAtMs === null ? 'still active' : seconds(clearedAtMs - raisedAtMs), severity, point, `${value(worstValue)}${units === null ? '' : ` ${units}`}`, expected === null ? '' : value(expected), detector, name]
  })
  const rest = found.fires - shown.length
  return [...lines, '', ...columns([['raised', 'lasted', 'severity', 'point', 'worst', 'expected', 'detector', 'name'], ...rows]), ...(rest > 0 ? [`... and ${rest} more; --marks N shows more of them.`] : [])]
}

/** Fault rules that raised something, or would have by another delay. */
const ruleLines = ({ rules }: Found, isTrial: boolean): readonly string[] => {
  if (rules.length === 0) return []
  const rows = rules.map(({ detector, equipment, fires, firesNow, onDelayMs, suggestedOnDelayMs, byDelay }) => {
    const left = byDelay.find((each) => each.onDelayMs === suggestedOnDelayMs)?.fires
    return [detector, String(equipment), String(fires), ...(isTrial ? [String(firesNow)] : []), seconds(onDelayMs), suggestedOnDelayMs === null ? '' : `${seconds(suggestedOnDelayMs)} (${left ?? 0} remain)`]
  })
  return ['', ...columns([['rule', 'equipment', 'alerts', ...(isTrial ? ['as set now'] : []), 'on-delay', 'suggested'], ...rows])]
}

const delayLine = ({ suggestedOnDelayMs, byDelay, fires }: Found): string => {
  const suggested = byDelay.find(({ onDelayMs }) => onDelayMs === suggestedOnDelayMs)
  return suggested === undefined ? 'On-delay: the one that is set is right.' : `On-delay: ${seconds(suggested.onDelayMs)} suggested; ${suggested.fires} of ${fires} alerts would remain.`
}

/** The equipment that fault rules can judge. */
export const equipmentLines = (equipment: readonly { readonly id: string; readonly kind: string; readonly name: string }[]): readonly string[] => columns([['equipment', 'kind', 'name'], ...equipment.map(({ id, kind, name }) => [id, kind, name])])

/** The detectors there are; `say` puts messages into words. */
export const detectorLines = (detectors: readonly DetectorInfo[], say: (message: Message) => string): readonly string[] =>
  columns([['id', 'over history', 'name'], ...detectors.map(({ id, replayed, title }) => [id, replayed ? 'yes' : 'live only', say(title)])])
