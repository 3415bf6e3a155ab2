/** Reprocessing: history judged anew by everything as it is set now, kept under a new version. Alerts of before stay as they are. */
import type { BackTestPlan, Reprocessing, WouldFire } from '../../../../shared/domain/detection.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { Replayer } from '../../pipeline/replay-lane.ts'
import type { SiteContext } from '../site-context.ts'
import { checkPeriod, runTurns } from './replay-turns.ts'
import type { RulesKeeper } from './rules-keeper.ts'

const MOST_SHOWN = 5_000
/** Rows of one transaction: some milliseconds. */
const ROWS_AT_ONCE = 1_000

export interface Reprocessings {
  /** Fails with `reprocessing-running`, `period-empty`, `point-unknown`. */
  start(plan: Pick<BackTestPlan, 'pointIds' | 'fromMs' | 'toMs'>): Result<{ readonly job: Job; readonly version: number }>
  list(): readonly Reprocessing[]
  get(version: number, pointIds: readonly number[] | undefined): Result<{ readonly run: Reprocessing; readonly alerts: readonly WouldFire[] }>
}

export const createReprocessings = (site: Pick<SiteContext, 'clock' | 'store' | 'jobs' | 'points' | 'hub'>, keeper: RulesKeeper, replayer: Replayer): Reprocessings => {
  const { clock, store, jobs, hub } = site
  const rows = store.detection.reprocessings
  rows.failRunning(clock.nowMs())
  const honest = (run: Reprocessing): Reprocessing => (run.state === 'running' && jobs.running('reprocess') === undefined ? { ...run, state: 'failed' } : run)

  return {
    start: (plan) => {
      if (jobs.running('reprocess') !== undefined) return failure('reprocessing-running', 'History is being judged anew already. Wait for its end or cancel it.')
      const allowed = checkPeriod(plan, site.points)
      if (!allowed.ok) return allowed
      const { pointIds, fromMs, toMs } = plan
      const version = rows.insert({ fromMs, toMs, startedAtMs: clock.nowMs(), points: pointIds.length === 0 ? site.points.all().length : pointIds.length })
      const job = jobs.start('reprocess', message('job.reprocess.starting'), async (handle) => {
        const replay = replayer.start({ pointIds, fromMs, toMs, settings: store.settings(), rules: keeper.rules(), trials: [] })
        try {
          const ran = await runTurns(replay, handle, 'job.reprocess.running', ({ fires: [own = []] }) => {
            for (let from = 0; from < own.length; from += ROWS_AT_ONCE) rows.add(version, own.slice(from, from + ROWS_AT_ONCE))
          })
          rows.finish(version, !ran.ok ? 'failed' : handle.signal.aborted ? 'cancelled' : 'done', clock.nowMs())
          hub.emit('detectionChanged', null)
          return ran.ok ? ok(message('job.reprocess.done', { version, fires: rows.get(version)?.fires ?? 0 })) : ran
        } finally {
          await replay.end()
        }
      })
      return ok({ job, version })
    },
    list: () => rows.list().map(honest),
    get: (version, pointIds) => {
      const run = rows.get(version)
      if (run === undefined) return failure('reprocessing-unknown', `There is no version ${version} of the history.`, { version })
      return ok({ run: honest(run), alerts: rows.alerts(version, pointIds, MOST_SHOWN) })
    },
  }
}
