/** Reprocessing: history judged anew by everything as it is set now, kept under a new version. Alerts of before stay as they are; of a run that does not come to its end nothing stays. */
import type { BackTestPlan, Reprocessing, RunComparison, WouldFire } from '../../../../shared/domain/detection.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { fail, failure, ok, type Failure, type Result } from '../../../../shared/result.ts'
import type { Replayer } from '../../pipeline/replay-lane.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import type { JobHandle } from '../jobs.ts'
import type { SiteContext } from '../site-context.ts'
import { compareRuns, firedLive } from './compare-runs.ts'
import { JUDGED_BY } from './judged-by.ts'
import { askSum, checkPeriod, runTurns } from './replay-turns.ts'
import type { RulesKeeper } from './rules-keeper.ts'

const MOST_SHOWN = 5_000
/** Alerts of each side; comparing them takes some milliseconds. */
const MOST_COMPARED = 20_000
/** Rows of one transaction: some milliseconds. */
const ROWS_AT_ONCE = 1_000

const unknown = (version: number): Result<never> => failure('reprocessing-unknown', `There is no version ${version} of the history.`, { version })

/** The engine ended while it ran. */
const CUT_OFF: Failure = { code: 'reprocessing-cut-off', message: 'Plantroom ended before this run did. Nothing of it was kept; run it again.' }

type Plan = Pick<BackTestPlan, 'pointIds' | 'fromMs' | 'toMs'>

export interface Reprocessings {
  /** Fails with `reprocessing-running`, `period-empty`, `point-unknown`. */
  start(plan: Plan): Result<{ readonly job: Job; readonly version: number }>
  list(): readonly Reprocessing[]
  /** Fails with `reprocessing-unknown`, `reprocessing-unfinished`, `reprocessings-apart`. */
  compare(version: number, before: number | null): Result<RunComparison>
  /** Takes a run back: nothing of it stays. Fails with `reprocessing-unknown`, `reprocessing-running`. */
  remove(version: number): Result<readonly Reprocessing[]>
  get(version: number, pointIds: readonly number[] | undefined): Result<{ readonly run: Reprocessing; readonly alerts: readonly WouldFire[] }>
}

export const createReprocessings = (site: Pick<SiteContext, 'clock' | 'store' | 'jobs' | 'points' | 'hub'>, keeper: RulesKeeper, replayer: Replayer): Reprocessings => {
  const { clock, store, jobs, hub } = site
  const rows = store.detection.reprocessings
  rows.failRunning(clock.nowMs(), CUT_OFF)
  const honest = (run: Reprocessing): Reprocessing => (run.state === 'running' && jobs.running('reprocess') === undefined ? { ...run, state: 'failed', failure: CUT_OFF } : run)

  /** All or nothing: what a run wrote goes when it does not come to its end. */
  const giveUp = (version: number, reason: Failure | null): void => {
    try {
      rows.giveUp(version, clock.nowMs(), reason)
    } catch (error) {
      // Where not even this can be written, the next start does it.
      if (!(error instanceof StoreWriteError)) throw error
    }
    hub.emit('detectionChanged', null)
  }

  const judge = async (version: number, plan: Plan, handle: JobHandle): Promise<Result<Message>> => {
    const { pointIds, fromMs, toMs } = plan
    const replay = replayer.start({ pointIds, fromMs, toMs, settings: store.settings(), rules: keeper.rules(), trials: [] })
    try {
      const ran = await runTurns(replay, handle, 'job.reprocess.running', ({ fires: [own = []] }) => {
        for (let from = 0; from < own.length; from += ROWS_AT_ONCE) rows.add(version, own.slice(from, from + ROWS_AT_ONCE))
      })
      const sum = ran.ok && !handle.signal.aborted ? await askSum(replay) : null
      const failed = ran.ok ? (sum === null || sum.ok ? null : sum.error) : ran.error
      if (failed !== null) {
        giveUp(version, failed)
        return fail(failed)
      }
      if (sum?.ok !== true) giveUp(version, null)
      else rows.finish(version, clock.nowMs(), sum.value.counts)
      hub.emit('detectionChanged', null)
      return ok(message('job.reprocess.done', { version, fires: rows.get(version)?.fires ?? 0 }))
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error
      giveUp(version, error.failure)
      return fail(error.failure)
    } finally {
      await replay.end()
    }
  }

  const done = (version: number): Result<Reprocessing> => {
    const run = rows.get(version)
    if (run === undefined) return unknown(version)
    return run.state === 'done' ? ok(run) : failure('reprocessing-unfinished', `Version ${version} of the history did not come to its end: it has no alerts to compare.`, { version })
  }

  return {
    start: (plan) => {
      if (jobs.running('reprocess') !== undefined) return failure('reprocessing-running', 'History is being judged anew already. Wait for its end or cancel it.')
      const allowed = checkPeriod(plan, site.points)
      if (!allowed.ok) return allowed
      const { pointIds, fromMs, toMs } = plan
      const version = rows.insert({ fromMs, toMs, startedAtMs: clock.nowMs(), points: pointIds.length === 0 ? site.points.all().length : pointIds.length, pointIds, judgedBy: JUDGED_BY })
      const job = jobs.start('reprocess', message('job.reprocess.starting'), (handle) => judge(version, plan, handle))
      return ok({ job, version })
    },
    compare: (version, before) => {
      const run = done(version)
      if (!run.ok) return run
      const alerts = rows.alerts(version, undefined, MOST_COMPARED)
      const ofRun = ({ pointId }: WouldFire): boolean => run.value.pointIds.length === 0 || (pointId !== null && run.value.pointIds.includes(pointId))
      if (before === null) {
        const { fromMs, toMs } = run.value
        const live = store.alerts({ which: 'all', fromMs, toMs, limit: MOST_COMPARED }).flatMap((alert) => firedLive(alert) ?? [])
        return ok({ version, before, fromMs, toMs, ...compareRuns(alerts, live.filter(ofRun), { fromMs, toMs }) })
      }
      const other = done(before)
      if (!other.ok) return other
      const [fromMs, toMs] = [Math.max(run.value.fromMs, other.value.fromMs), Math.min(run.value.toMs, other.value.toMs)]
      if (fromMs >= toMs) return failure('reprocessings-apart', `Versions ${version} and ${before} judged different times.`, { version, before })
      const ofOther = ({ pointId }: WouldFire): boolean => other.value.pointIds.length === 0 || (pointId !== null && other.value.pointIds.includes(pointId))
      return ok({ version, before, fromMs, toMs, ...compareRuns(alerts.filter(ofOther), rows.alerts(before, undefined, MOST_COMPARED).filter(ofRun), { fromMs, toMs }) })
    },
    remove: (version) => {
      const run = rows.get(version)
      if (run === undefined) return unknown(version)
      if (honest(run).state === 'running') return failure('reprocessing-running', 'History is being judged anew already. Wait for its end or cancel it.')
      try {
        rows.remove(version)
      } catch (error) {
        if (error instanceof StoreWriteError) return fail(error.failure)
        throw error
      }
      hub.emit('detectionChanged', null)
      return ok(rows.list().map(honest))
    },
    list: () => rows.list().map(honest),
    get: (version, pointIds) => {
      const run = rows.get(version)
      if (run === undefined) return unknown(version)
      return ok({ run: honest(run), alerts: rows.alerts(version, pointIds, MOST_SHOWN) })
    },
  }
}
