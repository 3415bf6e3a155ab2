/** Feedback on alerts: what would follow is shown before it holds, given once, taken back exactly. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { DetectionException, Feedback, FeedbackEffect, FeedbackPreview, FeedbackVerdict } from '../../../../shared/domain/detection.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { exceptionFor, widthsToTry, widthThatSpares } from '../../pipeline/feedback-effect.ts'
import type { Replayer } from '../../pipeline/replay-lane.ts'
import type { ReplayTrial, ReplayTurn } from '../../pipeline/replay-job.ts'
import { createTuningBook, type DetectionRules } from '../../pipeline/tuning.ts'
import type { FeedbackUndo } from '../../store/tables/feedback-table.ts'
import type { SiteContext } from '../site-context.ts'
import { replayWhole } from './replay-turns.ts'
import type { RulesKeeper } from './rules-keeper.ts'

const DAY_MS = 86_400_000
/** How far back an effect is shown; further when the alert is older, but never longer than that. */
const SHOWN_MS = 14 * DAY_MS
const LONGEST_MS = 60 * DAY_MS
const MOST_LISTED = 1_000
const MOST_MARKS = 1_000

export interface FeedbackKeeper {
  preview(alertId: number, verdict: FeedbackVerdict, effect: FeedbackEffect | undefined): Promise<Result<FeedbackPreview>>
  /** Fails with `alert-unknown`, `feedback-given`, `feedback-no-effect`, `point-unknown`. */
  give(alertId: number, verdict: FeedbackVerdict, because: string, effect: FeedbackEffect): Result<Feedback>
  list(filter: { readonly alertId?: number | undefined; readonly pointId?: number | undefined }): readonly Feedback[]
  /** Fails with `feedback-unknown`, `feedback-undone`, `feedback-not-last`, `feedback-changed-since`. */
  undo(id: number): Result<Feedback>
}

type Context = Pick<SiteContext, 'clock' | 'store' | 'points' | 'hub'>

/** An alert whose point judges equipment, with the point. */
interface Judged {
  readonly alert: Alert
  readonly pointId: number
  readonly deviceId: number
}

export const createFeedback = (site: Context, keeper: RulesKeeper, replayer: Replayer): FeedbackKeeper => {
  const { clock, store, hub } = site
  const table = store.detection.feedback

  const alertOf = (id: number): Result<Alert> => {
    const alert = store.alert(id)
    return alert === undefined ? failure('alert-unknown', `Alert ${id} does not exist.`, { id }) : ok(alert)
  }
  const judgedOf = (alert: Alert): Judged | null => {
    const point = alert.kind === 'equipment' ? site.points.all().find(({ id }) => id === alert.pointId) : undefined
    return point === undefined ? null : { alert, pointId: point.id, deviceId: point.deviceId }
  }
  const widthOf = ({ pointId, deviceId }: Judged): number => createTuningBook(store.settings(), keeper.rules()).of({ id: pointId, deviceId }).bandWidth

  const replay = ({ pointId }: Judged, fromMs: number, toMs: number, trials: readonly ReplayTrial[]): Promise<Result<ReplayTurn['fires']>> =>
    replayWhole(replayer.start({ pointIds: [pointId], fromMs, toMs, settings: store.settings(), rules: keeper.rules(), trials, readingsOnly: true }))

  const propose = async (judged: Judged, verdict: FeedbackVerdict, fromMs: number, toMs: number): Promise<Result<FeedbackEffect>> => {
    if (verdict === 'useful') return ok({ what: 'none' })
    const widths = verdict === 'notUseful' ? widthsToTry(widthOf(judged)) : []
    const ran = await replay(judged, fromMs, toMs, widths.map((bandWidth) => ({ rules: keeper.rules(), tuning: { bandWidth }, only: [] })))
    if (!ran.ok) return ran
    const [now = [], ...wider] = ran.value
    const width = widthThatSpares(judged.alert, now, widths, wider, toMs)
    if (width !== null) return ok({ what: 'sensitivity', bandWidth: width })
    return ok({ what: 'exception', exception: exceptionFor(judged.alert, now, createCalendar(store.settings().timeZone), toMs, '') })
  }

  const preview: FeedbackKeeper['preview'] = async (alertId, verdict, wanted) => {
    const found = alertOf(alertId)
    if (!found.ok) return found
    const alert = found.value
    const judged = judgedOf(alert)
    const { fromMs, toMs } = shownPeriod(alert, clock.nowMs())
    const nothing: FeedbackPreview = { alertId, effect: { what: 'none' }, fromMs, toMs, firesNow: 0, firesThen: 0, marksNow: [], marksThen: [] }
    if (judged === null) return wanted === undefined || wanted.what === 'none' ? ok(nothing) : noEffect(alert)
    const effect = wanted === undefined ? await propose(judged, verdict, fromMs, toMs) : ok(wanted)
    if (!effect.ok) return effect
    const ran = await replay(judged, fromMs, toMs, effect.value.what === 'none' ? [] : [{ rules: withEffect(keeper.rules(), judged.pointId, effect.value), tuning: {}, only: [] }])
    if (!ran.ok) return ran
    const now = ran.value[0] ?? []
    const then = ran.value.at(-1) ?? []
    return ok({ alertId, effect: effect.value, fromMs, toMs, firesNow: now.length, firesThen: then.length, marksNow: now.slice(-MOST_MARKS), marksThen: then.slice(-MOST_MARKS) })
  }

  /** Writes the effect; says how it is taken back. */
  const apply = (pointId: number, effect: FeedbackEffect, because: string): Result<FeedbackUndo> => {
    if (effect.what === 'none') return ok({ what: 'none' })
    if (effect.what === 'exception') {
      const added = keeper.addException({ ...effect.exception, pointId }, because)
      return added.ok ? ok({ what: 'exception', exceptionId: added.value.id }) : added
    }
    const own = keeper.rules().points.get(pointId) ?? {}
    const set = keeper.setTuning({ what: 'point', pointId }, { ...own, bandWidth: effect.bandWidth }, because)
    return set.ok ? ok({ what: 'bandWidth', bandWidth: own.bandWidth ?? null }) : set
  }

  /** On the alert's record, and to whoever looks at it. */
  const tellAlert = (alertId: number, note: string): void => {
    const alert = store.alert(alertId)
    if (alert === undefined) return
    store.updateAlert(alert, { atMs: clock.nowMs(), what: 'feedback', note })
    hub.emit('alertsChanged', [alert])
  }

  return {
    preview,
    give: (alertId, verdict, because, effect) => {
      const found = alertOf(alertId)
      if (!found.ok) return found
      const judged = judgedOf(found.value)
      if (judged === null && effect.what !== 'none') return noEffect(found.value)
      const before = table.list({ alertId }, MOST_LISTED).find(({ undoneAtMs }) => undoneAtMs === null)
      if (before !== undefined) return failure('feedback-given', `Alert ${alertId} has feedback already. Take that back first.`, { id: alertId })
      const given = inOne(store, keeper, () => {
        const undo = apply(judged?.pointId ?? 0, effect, because)
        if (!undo.ok) return undo
        const feedback: Omit<Feedback, 'id'> = { alertId, pointId: found.value.pointId, verdict, because, effect, givenAtMs: clock.nowMs(), undoneAtMs: null }
        const id = table.insert(feedback, undo.value)
        tellAlert(alertId, noteOf(verdict, because))
        return ok({ ...feedback, id })
      })
      if (given.ok) hub.emit('detectionChanged', null)
      return given
    },
    list: (filter) => table.list(filter, MOST_LISTED),
    undo: (id) => {
      const found = table.get(id)
      if (found === undefined) return failure('feedback-unknown', `There is no feedback ${id} any more.`, { id })
      const { feedback, undo } = found
      if (feedback.undoneAtMs !== null) return failure('feedback-undone', `Feedback ${id} was taken back already.`, { id })
      const standing = stands(feedback, keeper.rules(), table.list({ pointId: feedback.pointId ?? 0 }, MOST_LISTED))
      if (!standing.ok) return standing
      const undoneAtMs = clock.nowMs()
      const done = inOne(store, keeper, () => {
        const taken = takeBack(keeper, feedback, undo)
        if (!taken.ok) return taken
        table.setUndone(id, undoneAtMs)
        tellAlert(feedback.alertId, `undone: ${feedback.verdict}`)
        return ok({ ...feedback, undoneAtMs })
      })
      if (done.ok) hub.emit('detectionChanged', null)
      return done
    },
  }
}

const noteOf = (verdict: FeedbackVerdict, because: string): string => (because === '' ? verdict : `${verdict}: ${because}`)

const noEffect = (alert: Alert): Result<never> => failure('feedback-no-effect', `Alert ${alert.id} is not about how one point behaves; sensitivity and exceptions do not apply to it.`, { id: alert.id })

/** Either all that `work` writes is kept or nothing; what the keeper holds in memory follows what is kept. */
const inOne = <T>(store: Context['store'], keeper: RulesKeeper, work: () => Result<T>): Result<T> => {
  try {
    return store.detection.atOnce(() => {
      const result = work()
      if (!result.ok) throw new Refused(result)
      return result
    })
  } catch (error) {
    keeper.reload()
    if (error instanceof Refused) return error.result
    throw error
  }
}

/** Carries a refusal out of a transaction, which is rolled back by it. */
class Refused extends Error {
  readonly result: Result<never>
  constructor(result: Result<unknown>) {
    super('refused')
    this.result = result as Result<never>
  }
}

const shownPeriod = ({ startedAtMs }: Alert, nowMs: number): { readonly fromMs: number; readonly toMs: number } => {
  const fromMs = Math.min(nowMs - SHOWN_MS, startedAtMs - DAY_MS)
  return { fromMs, toMs: Math.min(nowMs, fromMs + LONGEST_MS) }
}

const withEffect = (rules: DetectionRules, pointId: number, effect: FeedbackEffect): DetectionRules => {
  if (effect.what === 'sensitivity') return { ...rules, points: new Map([...rules.points, [pointId, { ...rules.points.get(pointId), bandWidth: effect.bandWidth }]]) }
  if (effect.what === 'none') return rules
  const exception: DetectionException = { ...effect.exception, pointId, id: 0 }
  return { ...rules, exceptions: [...rules.exceptions, exception] }
}

/** Whether the effect still stands as it was given. */
const stands = ({ id, pointId, effect }: Feedback, rules: DetectionRules, others: readonly Feedback[]): Result<null> => {
  if (effect.what !== 'sensitivity') return ok(null)
  const later = others.find((other) => other.id > id && other.undoneAtMs === null && other.effect.what === 'sensitivity')
  if (later !== undefined) return failure('feedback-not-last', `Later feedback (on alert ${later.alertId}) changed the sensitivity of this point again. Take that back first.`, { id: later.alertId })
  if (rules.points.get(pointId ?? 0)?.bandWidth !== effect.bandWidth) return failure('feedback-changed-since', 'The sensitivity of this point was changed by hand since. Change it there; this feedback stays on record.')
  return ok(null)
}

const takeBack = (keeper: RulesKeeper, { pointId, because }: Feedback, undo: FeedbackUndo): Result<unknown> => {
  if (undo.what === 'none' || pointId === null) return ok(null)
  if (undo.what === 'exception') {
    const isThere = keeper.rules().exceptions.some(({ id }) => id === undo.exceptionId)
    return isThere ? keeper.removeException(undo.exceptionId, because, 'feedbackUndone') : ok(null)
  }
  const { bandWidth: _, ...rest } = keeper.rules().points.get(pointId) ?? {}
  return keeper.setTuning({ what: 'point', pointId }, undo.bandWidth === null ? rest : { ...rest, bandWidth: undo.bandWidth }, because, 'feedbackUndone')
}
