/** Comparisons of points, made by the real mathematics from made-up movements: points of one device share some, all share the weather. */
import type { CORRELATION_CALLS } from '../../../shared/calls/correlation-calls.ts'
import type { Handlers } from '../../../shared/contract.ts'
import type { CorrelationAnswer, CorrelationQuestion, RelatedDecision } from '../../../shared/domain/correlation.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { message } from '../../../shared/message.ts'
import { seededRandom } from '../../../shared/random.ts'
import { failure, ok } from '../../../shared/result.ts'
import { createCorrelationJob } from '../../../electron/engine/pipeline/correlation/correlation-job.ts'
import type { CorrelationFound, CorrelationTask } from '../../../electron/engine/pipeline/correlation/correlation-task.ts'
import type { FakePoint } from './building.ts'

interface Parts {
  readonly points: () => readonly FakePoint[]
  readonly setJob: (job: Job) => Job
  readonly failing: boolean
}

const STEP_MS = 900_000
const DAY_MS = 86_400_000

const walk = (seed: number, count: number): Float64Array => {
  const random = seededRandom(seed)
  let level = 0
  return Float64Array.from({ length: count }, () => (level = 0.96 * level + random() - 0.5))
}

/** A quarter of an hour apart; the reheat valve follows its zone half an hour later, the other way. */
const readingsOf = (point: FakePoint, fromMs: number, toMs: number) => {
  const first = Math.ceil(fromMs / STEP_MS)
  const count = Math.max(0, Math.ceil(toMs / STEP_MS) - first)
  const [weather, device, own] = [walk(1, count), walk(100 + point.deviceId, count), walk(10_000 + point.id, count)]
  const late = point.name.includes('RHT') || point.name.includes('VLV') ? 2 : 0
  const sign = late > 0 ? -1 : 1
  const timesMs = Float64Array.from({ length: count }, (_, i) => (first + i) * STEP_MS)
  const outdoor = point.name.includes('OA-T')
  const values = timesMs.map((atMs, i) => {
    if (point.swing === 0) return point.base
    const move = outdoor ? 2 * (weather[i] as number) : sign * (device[Math.max(0, i - late)] as number) + 0.4 * (weather[i] as number) + 0.35 * (own[i] as number)
    return point.base + point.swing * (Math.sin((2 * Math.PI * (atMs % DAY_MS)) / DAY_MS) + move)
  })
  return { pointId: point.id, timesMs, values, qualities: new Uint16Array(count), thinned: false }
}

export const fakeCorrelation = ({ points, setJob, failing }: Parts): Pick<Handlers, keyof typeof CORRELATION_CALLS> => {
  const answers: CorrelationAnswer[] = []

  const compareKinds = ({ kind, fromMs, toMs }: Extract<CorrelationQuestion, { what: 'benchmark' }>): CorrelationAnswer => {
    const boxes = Map.groupBy(points().filter(({ name }) => name.startsWith('VAV-')), ({ name }) => name.split('.')[0] ?? '')
    const roles = { 'ZN-T': 'zone_air_temp', 'ZN-SP': 'zone_temp_sp', DMP: 'damper_position', RHT: 'heating_valve' } as const
    const own = [...boxes].slice(0, 24).map(([name, of]) => ({ name, of }))
    const members = own.map(({ of }, i) => ({
      points: of.flatMap(({ id, name }) => { const role = roles[(name.split('.')[1] ?? '') as keyof typeof roles]; return role === undefined ? [] : [{ pointId: id, role }] }),
      alertShare: i === 3 ? 0.4 : 0.01 * (i % 3),
    }))
    const found = run({ what: { what: 'benchmark', members }, pointIds: [], fromMs, toMs, stepMs: STEP_MS, options: { method: 'pearson', season: true, outdoor: false }, outdoorPointId: null, timeZone: 'Europe/Berlin', holidays: [] })
    if (found.what !== 'benchmark') throw new Error('another answer')
    return { ...found, kind, fromMs, toMs, stepMs: STEP_MS, madeAtMs: Date.now(), members: own.map(({ name, of }) => ({ id: name, name, deviceId: of[0]?.deviceId ?? 0, pointIds: of.map(({ id }) => id) })) }
  }

  const run = (task: CorrelationTask): CorrelationFound => {
    const known = new Map(points().map((point) => [point.id, point]))
    const job = createCorrelationJob(task, { points: () => [...points()], gaps: () => [], close: () => undefined, readings: (pointId, from, to) => readingsOf(known.get(pointId) as FakePoint, from, to) }, () => 0)
    while (!job.turn(1).done);
    return job.found()
  }

  const compare = (question: CorrelationQuestion): CorrelationAnswer => {
    if (question.what === 'benchmark') return compareKinds(question)
    const isEvent = question.what === 'movedWith'
    const fromMs = isEvent ? question.eventFromMs - 14 * DAY_MS : question.fromMs
    const toMs = Math.min(isEvent ? question.eventToMs : question.toMs, Date.now())
    const options = isEvent ? { method: 'pearson' as const, season: true, outdoor: false } : question.options
    const own = isEvent ? points().find(({ id }) => id === question.pointId) : undefined
    const candidates = points().filter(({ id, deviceId, kind, name }) => id !== own?.id && kind === 'analog' && (deviceId === own?.deviceId || name.includes('OA-T'))).slice(0, 24)
    const pointIds = question.what === 'matrix' ? question.pointIds : question.what === 'pair' ? [question.firstId, question.secondId] : [question.pointId, ...candidates.map(({ id }) => id)]
    const outdoorPointId = options.outdoor ? (points().find(({ name }) => name.includes('OA-T'))?.id ?? null) : null
    const basis = { fromMs: Math.floor(fromMs / STEP_MS) * STEP_MS, toMs: Math.floor(toMs / STEP_MS) * STEP_MS, stepMs: STEP_MS, options, outdoorPointId }
    const what: CorrelationTask['what'] = question.what === 'matrix' ? { what: 'matrix' } : isEvent ? { what: 'movedWith', mostLagMs: 7_200_000, eventFromMs: question.eventFromMs, eventToMs: toMs } : { what: 'pair', mostLagMs: 21_600_000 }
    const found = run({ ...basis, what, pointIds, timeZone: 'Europe/Berlin', holidays: [] })
    const made = { ...basis, madeAtMs: Date.now() }
    if (found.what === 'matrix') return { ...made, ...found }
    if (found.what === 'pair' && question.what === 'pair') return { ...made, ...found, firstId: question.firstId, secondId: question.secondId }
    if (found.what !== 'movedWith' || !isEvent) throw new Error('another answer')
    const moved = found.moved.map((one) => ({ ...one, relation: message('relation.device'), proposed: one.q <= 0.05 && Math.abs(one.best.r) >= 0.7 && Math.abs(one.best.lagMs) <= 900_000 }))
    return { ...made, ...found, moved, pointId: question.pointId, eventFromMs: question.eventFromMs, eventToMs: toMs }
  }

  let decisions: RelatedDecision[] = []
  const decisionsOf = (pointId: number | undefined): readonly RelatedDecision[] => decisions.filter((each) => pointId === undefined || each.pointId === pointId)
  return {
    listRelated: ({ pointId }) => ok(decisionsOf(pointId)),
    decideRelated: ({ pointId, otherId, decision, r }) => {
      decisions = [...decisions.filter((each) => each.pointId !== pointId || each.otherId !== otherId), ...(decision === null ? [] : [{ pointId, otherId, decision, r, decidedAtMs: Date.now() }])]
      return ok(decisionsOf(pointId))
    },
    startCorrelation: ({ question }) => {
      if (failing) return failure('correlation-busy', 'Busy.')
      const periodMs = question.what === 'movedWith' ? DAY_MS * 14 : question.toMs - question.fromMs
      if (periodMs < 3 * DAY_MS) return failure('correlation-too-short', 'Too short.')
      answers.push(compare(question))
      const correlationId = answers.length
      const job = setJob({ id: `correlation-${correlationId}`, kind: 'correlation', state: 'running', progress: 0.4, doing: message('job.correlation.running', { points: 2 }), startedAtMs: Date.now(), endedAtMs: null, failure: null })
      setTimeout(() => setJob({ ...job, state: 'done', progress: 1, endedAtMs: Date.now(), doing: message('job.correlation.done', { points: 2 }) }), 150)
      return ok({ job, correlationId })
    },
    getCorrelation: ({ correlationId }) => {
      const answer = answers[correlationId - 1]
      return answer === undefined ? failure('correlation-unknown', 'Gone.', { id: correlationId }) : ok(answer)
    },
  }
}
