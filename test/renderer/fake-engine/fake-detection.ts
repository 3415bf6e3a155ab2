/** Detection settings and back-tests, made up. Feedback is in a file of its own. */
import type { DETECTION_CALLS } from '../../../shared/calls/detection-calls.ts'
import type { EngineEvents, EventName, Handlers } from '../../../shared/contract.ts'
import type { BackTest, Reprocessing, DetectionChange, DetectionException, DetectionSettings, DetectionTuning, WouldFire } from '../../../shared/domain/detection.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

type Calls = Exclude<keyof typeof DETECTION_CALLS, 'previewFeedback' | 'giveFeedback' | 'listFeedback' | 'undoFeedback'>

interface FakeDetectionParts {
  readonly push: <N extends EventName>(name: N, payload: EngineEvents[N]) => void
  readonly setJob: (job: Job) => Job
  readonly failing: boolean
  readonly empty: boolean
}

const DAY_MS = 86_400_000
/** How long a back-test runs: long enough to be seen at it on a busy machine. */
const RUNS_MS = 2_000
const RULES = ['ahu.fc1', 'ahu.fc2', 'ahu.fc3'] as const
const DETECTORS = ['fixedLimit', 'zScore', 'iqrFences', 'movingAverage', 'runTime'] as const

const marksOf = (fromMs: number, toMs: number, count: number): readonly WouldFire[] =>
  Array.from({ length: count }, (_, i): WouldFire => {
    const startedAtMs = fromMs + ((toMs - fromMs) * (i + 0.5)) / count
    return { pointId: 2, startedAtMs, raisedAtMs: startedAtMs + 60_000, clearedAtMs: startedAtMs + 3_600_000, severity: i % 3 === 0 ? 'high' : 'medium', score: 2, worstValue: 21.4, expected: 16, detector: 'zScore' }
  })

const ruleMarksOf = (fromMs: number, toMs: number): readonly WouldFire[] =>
  marksOf(fromMs, toMs, 4).map((mark, i) => ({ ...mark, pointId: null, equipment: { id: '1/ahu/AHU-2', deviceId: 1, name: 'AHU-2' }, worstValue: null, expected: null, score: 1, severity: 'medium' as const, startedAtMs: mark.startedAtMs - 7_200_000, raisedAtMs: mark.startedAtMs - 5_400_000, detector: `rule.${RULES[i % RULES.length]}` }))

const JUDGED_BY = [...DETECTORS.map((id) => ({ detector: id, version: `${id}-1` })), ...RULES.map((id) => ({ detector: `rule.${id}`, version: 'rule-1' }))]

/** Two rules that would gain by waiting longer, and one that is quiet. */
const rulesOf = (tuning: DetectionTuning): BackTest['rules'] =>
  RULES.map((id, i) => {
    const detector = `rule.${id}`
    const onDelayMs = tuning.ruleDelaysMs?.[detector] ?? 1_800_000
    const byDelay = [0, 900_000, 1_800_000, 3_600_000, 7_200_000].map((each, step) => ({ onDelayMs: each, fires: Math.max(0, 14 - 3 * step - 4 * i) }))
    return { detector, equipment: 3, fires: byDelay.findLast((each) => each.onDelayMs <= onDelayMs)?.fires ?? 0, firesNow: byDelay[2]?.fires ?? 0, onDelayMs, suggestedOnDelayMs: i === 0 && onDelayMs < 7_200_000 ? 7_200_000 : null, byDelay }
  })

export const fakeDetection = ({ push, setJob, failing, empty }: FakeDetectionParts): Pick<Handlers, Calls> => {
  let site: DetectionTuning = { bandWidth: 1, onDelayMs: 30_000, offDelayMs: 60_000 }
  let devices: DetectionSettings['devices'] = []
  let points: DetectionSettings['points'] = empty ? [] : [{ pointId: 2, tuning: { bandWidth: 1.5, highLimit: 24 } }]
  let equipment: DetectionSettings['equipment'] = []
  let runs: readonly Reprocessing[] = []
  let exceptions: readonly DetectionException[] = empty ? [] : [{ id: 1, pointId: 2, weekdays: [], fromMinute: 105, toMinute: 195, low: null, high: 60, reason: 'Legionella flush', untilMs: null }]
  let changes: readonly DetectionChange[] = []
  let tests: readonly BackTest[] = []
  const settings = () =>
    failing
      ? failure('engine-bug', 'It failed.', { name: 'getDetectionSettings' })
      : ok<DetectionSettings>({ site, devices, equipment, points, exceptions, detectors: [...DETECTORS.map((id) => ({ id, kind: 'level' as const, title: message(`detector.${id}`), explanation: message(`detector.${id}.explained`), replayed: true })), ...RULES.map((id) => ({ id: `rule.${id}`, kind: 'rule' as const, title: message(`rule.${id}.name`), explanation: message(`rule.${id}.equation`), replayed: true, rule: { ruleId: id, source: 'ASHRAE Guideline 36-2021, 5.16.14', severity: 'medium' as const, needs: [['mixed_air_temp' as const], ['return_air_temp' as const, 'outside_air_temp' as const]], states: id === 'ahu.fc3' ? [1, 4] as const : [], while: 'running' as const, onDelayMs: 1_800_000 } }))] })
  const changed = () => {
    push('detectionChanged', null)
    return settings()
  }
  const none = () => failure('reprocessing-unknown', 'There is no such version.', { version: 0 })
  return {
    getDetectionSettings: settings,
    getLearnt: () => (failing ? failure('engine-bug', 'It failed.', { name: 'getLearnt' }) : ok({ points: empty ? 0 : 1_310, loading: 0, ages: empty ? { hours: 0, day: 0, week: 0, month: 0 } : { hours: 300, day: 700, week: 210, month: 30 } })),
    getPointLearnt: ({ pointId }) => (failing ? failure('engine-bug', 'It failed.', { name: 'getPointLearnt' }) : ok(empty || pointId % 2 === 0 ? { state: 'young' } : { state: 'learnt', age: 'month', fromMs: Date.parse('2026-01-27T10:00:00Z'), toMs: Date.parse('2026-03-03T10:00:00Z'), coverage: 0.97 })),
    getHolidays: () =>
      ok({
        today: { date: '2026-03-03', kind: 'working', name: '', points: 9, resting: 0 },
        learnt: empty ? [] : [{ date: '2026-01-06', points: 9, resting: 9, refused: false }],
        signs: empty ? 0 : 9,
      }),
    listDetectionChanges: () => ok(changes),
    setDetectionTuning: ({ scope, tuning }) => {
      if (tuning.lowLimit !== undefined && tuning.highLimit !== undefined && Number(tuning.lowLimit) > Number(tuning.highLimit)) return failure('tuning-limits-crossed', 'Crossed.', { low: Number(tuning.lowLimit), high: Number(tuning.highLimit) })
      const isEmpty = Object.keys(tuning).length === 0
      if (scope.what === 'site') site = tuning
      else if (scope.what === 'device') devices = [...devices.filter(({ deviceId }) => deviceId !== scope.deviceId), ...(isEmpty ? [] : [{ deviceId: scope.deviceId, tuning }])]
      else if (scope.what === 'equipment') equipment = [...equipment.filter(({ equipmentId }) => equipmentId !== scope.equipmentId), ...(isEmpty ? [] : [{ equipmentId: scope.equipmentId, tuning }])]
      else points = [...points.filter(({ pointId }) => pointId !== scope.pointId), ...(isEmpty ? [] : [{ pointId: scope.pointId, tuning }])]
      changes = [{ id: changes.length + 1, atMs: Date.now(), who: 'kim', what: 'tuning', scope, before: null, after: tuning, note: '' }, ...changes]
      return changed()
    },
    addDetectionException: ({ pointId, exception }) => {
      exceptions = [...exceptions, { ...exception, pointId, id: exceptions.length + 1 }]
      return changed()
    },
    removeDetectionException: ({ exceptionId }) => {
      exceptions = exceptions.filter(({ id }) => id !== exceptionId)
      return changed()
    },
    startBackTest: (plan) => {
      const startedAtMs = Date.now()
      const { fromMs, toMs } = plan
      const id = tests.length + 1
      const marksNow = plan.pointIds.length > 0 ? marksOf(fromMs, toMs, 24) : [...ruleMarksOf(fromMs, toMs), ...marksOf(fromMs, toMs, 24)]
      const marks = plan.tuning.bandWidth === undefined ? marksNow : marksNow.filter((_, i) => i % 3 === 0)
      const days = Array.from({ length: Math.round((toMs - fromMs) / DAY_MS) }, (_, i) => ({ dayMs: Math.floor(fromMs / DAY_MS + i) * DAY_MS, fires: i % 3 === 0 ? 1 : 0, firesNow: 1 }))
      const test: BackTest = {
        id, plan, startedAtMs, finishedAtMs: null, state: 'running', points: plan.pointIds.length || 260, equipment: plan.pointIds.length > 0 ? 0 : 3, rules: plan.pointIds.length > 0 ? [] : rulesOf(plan.tuning), readings: 1_842_000, rolesDecided: plan.pointIds.length > 0 ? 0 : 4, coverage: 0.963, fires: marks.length, firesNow: marksNow.length, firesPerDay: marks.length / days.length,
        firesPerDayNow: marksNow.length / days.length, suggestedOnDelayMs: 300_000, byDelay: [0, 30_000, 60_000, 300_000, 900_000].map((onDelayMs, i) => ({ onDelayMs, fires: Math.max(1, marks.length - i * 3) })), days, marks, marksNow,
      }
      tests = [test, ...tests]
      const job = setJob({ id: `backTest-${id}`, kind: 'backTest', state: 'running', progress: 0.4, doing: message('job.backTest.running', { done: 104, points: 260 }), startedAtMs, endedAtMs: null, failure: null })
      setTimeout(() => {
        tests = tests.map((each) => (each.id === id ? { ...each, state: 'done' as const, finishedAtMs: Date.now() } : each))
        setJob({ ...job, state: 'done', progress: 1, endedAtMs: Date.now(), doing: message('job.backTest.done', { points: 260, equipment: 3, fires: marks.length, firesNow: marksNow.length }) })
        push('detectionChanged', null)
      }, RUNS_MS)
      return ok({ job, backTestId: id })
    },
    getBackTest: ({ backTestId }) => {
      const test = tests.find(({ id }) => id === backTestId)
      return test === undefined ? failure('back-test-unknown', 'Gone.', { id: backTestId }) : ok(test)
    },
    listBackTests: () => ok(tests),
    startReprocessing: ({ pointIds, fromMs, toMs }) => {
      const version = runs.length + 1
      runs = [{ version, state: 'done', fromMs, toMs, startedAtMs: Date.now(), finishedAtMs: Date.now(), points: pointIds.length || 260, equipment: pointIds.length > 0 ? 0 : 3, pointIds, judgedBy: JUDGED_BY, failure: null, fires: 17 }, ...runs]
      push('detectionChanged', null)
      return ok({ version, job: setJob({ id: `reprocess-${version}`, kind: 'reprocess', state: 'done', progress: 1, doing: message('job.backTest.running', { done: 260, points: 260 }), startedAtMs: Date.now(), endedAtMs: Date.now(), failure: null }) })
    },
    listReprocessings: () => ok(runs),
    compareReprocessing: ({ version, before }) => {
      const run = runs.find((each) => each.version === version)
      if (run === undefined) return none()
      const { fromMs, toMs } = run
      const marks = marksOf(fromMs, toMs, 9)
      const differences = [...ruleMarksOf(fromMs, toMs).slice(0, 2), ...marks].map((alert, i) => ({ what: i < 3 ? ('new' as const) : i < 5 ? ('gone' as const) : ('same' as const), alert }))
      return ok({ version, before, fromMs, toMs, counts: { new: 3, gone: 2, same: 6 }, differences })
    },
    removeReprocessing: ({ version }) => {
      runs = runs.filter((each) => each.version !== version)
      push('detectionChanged', null)
      return ok(runs)
    },
    getReprocessing: none,
  }
}
