/** Back-tests of a site without its engine: the replay that the window runs in a worker, over a store that is only read. */
import type { BackTest, BackTestPlan, DetectorInfo } from '../../shared/domain/detection.ts'
import type { Point } from '../../shared/domain/point.ts'
import { fail, failure, ok, type Result } from '../../shared/result.ts'
import { createCalendar } from './analysis/calendar.ts'
import { silentLog } from './log.ts'
import { factsOf, MODELS_REACH_MS, taskOf } from './monitor/detection/back-test-facts.ts'
import { DETECTORS } from './monitor/detection/detector-list.ts'
import { loadRules } from './monitor/detection/load-rules.ts'
import { createHolidayKeeper } from './pipeline/holiday-keeper.ts'
import type { Binding } from './analysis/rules/bind.ts'
import type { KnownHolidays } from './pipeline/replay-holidays.ts'
import { createReplayJob } from './pipeline/replay-job.ts'
import { formSite } from './pipeline/replay-subjects.ts'
import { openSiteReader, type SiteReader } from './store/site-reader.ts'
import { sqliteFailure } from './store/store-failure.ts'

export { DETECTORS }

/** What a back-test found; nothing of it is kept. */
export type BackTestOutcome = Omit<BackTest, 'id' | 'startedAtMs' | 'finishedAtMs'>

export interface BackTestSite {
  readonly devices: SiteReader['devices']
  readonly points: readonly Point[]
  /** All there are; only those that are `replayed` can be tested. */
  readonly detectors: readonly DetectorInfo[]
  readonly timeZone: string
  /** What fault rules can judge. */
  equipment(): readonly Pick<Binding['equipment'], 'id' | 'kind' | 'name'>[]
  /**
   * `progress` hears the share done, 0..1. Ends early with state `cancelled` and what was found when `signal` aborts.
   * Fails with `replay-failed` or as the store does when history cannot be read.
   */
  run(plan: BackTestPlan, progress: (share: number) => void, signal: AbortSignal): Promise<Result<BackTestOutcome>>
  close(): void
}

const TURN_MS = 200

/** Holidays as entered and as the site learnt them: those that the engine would judge by. */
const holidaysOf = (site: SiteReader, fromMs: number, toMs: number): KnownHolidays => {
  const keeper = createHolidayKeeper({ meta: (name) => site.meta(name), setMeta: () => {} }, silentLog)
  keeper.enter(site.settings.holidays)
  const calendar = createCalendar(site.settings.timeZone)
  return keeper.known(calendar.dayOf(fromMs - MODELS_REACH_MS), calendar.dayOf(toMs))
}

const replay = async (site: SiteReader, plan: BackTestPlan, progress: (share: number) => void, signal: AbortSignal): Promise<BackTestOutcome> => {
  const rules = loadRules(site.rules)
  const task = { ...taskOf(plan, site.settings, rules), holidays: holidaysOf(site, plan.fromMs, plan.toMs) }
  const job = createReplayJob(task, site.history, () => performance.now())
  let isDone = false
  while (!isDone && !signal.aborted) {
    const turn = job.turn(TURN_MS)
    isDone = turn.done
    progress(turn.share)
    // Signals are heard between turns.
    await new Promise((next) => setImmediate(next))
  }
  const { marks, marksNow, ...counts } = job.sum()
  return { ...factsOf(plan, counts, site.settings, rules), state: isDone ? 'done' : 'cancelled', marks, marksNow }
}

/** Opens the site for reading only. Fails as `openSiteReader` does. */
export const openBackTestSite = (siteFolder: string): Result<BackTestSite> => {
  const opened = openSiteReader(siteFolder)
  if (!opened.ok) return opened
  const site = opened.value
  return ok({
    devices: site.devices,
    points: site.points,
    detectors: DETECTORS,
    timeZone: site.settings.timeZone,
    equipment: () => formSite(site.points, site.history).bindings.filter(({ rules }) => rules.length > 0).map(({ equipment: { id, kind, name } }) => ({ id, kind, name })),
    run: async (plan, progress, signal) => {
      try {
        return ok(await replay(site, plan, progress, signal))
      } catch (error) {
        const known = sqliteFailure(error, site.file)
        if (known !== undefined) return fail(known)
        const reason = error instanceof Error ? error.message : String(error)
        return failure('replay-failed', `History could not be judged to its end: ${reason}. Nothing was changed; try again.`, { reason })
      }
    },
    close: () => site.close(),
  })
}
