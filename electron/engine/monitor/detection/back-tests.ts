/** Back-tests: what would have fired over stored history, run in a worker as a job that can be watched and cancelled. */
import type { BackTest, BackTestPlan } from '../../../../shared/domain/detection.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { PackedSum, Replay, Replayer } from '../../pipeline/replay-lane.ts'
import type { SiteContext } from '../site-context.ts'
import { emptyFacts, factsOf, taskOf } from './back-test-facts.ts'
import { askSum, checkPeriod, runTurns } from './replay-turns.ts'
import type { RulesKeeper } from './rules-keeper.ts'

export interface BackTests {
  /** Fails with `back-test-running`, `period-empty`, `point-unknown`. */
  start(plan: BackTestPlan): Result<{ readonly job: Job; readonly backTestId: number }>
  get(id: number): Result<BackTest>
  list(): readonly BackTest[]
}

type Context = Pick<SiteContext, 'clock' | 'store' | 'jobs' | 'points' | 'hub'>

export const createBackTests = (site: Context, keeper: RulesKeeper, replayer: Replayer): BackTests => {
  const { clock, store, jobs, hub } = site
  store.detection.backTests.failRunning(clock.nowMs())

  const run = async (id: number, plan: BackTestPlan, replay: Replay, handle: Parameters<Parameters<typeof jobs.start>[2]>[0]) => {
    const rules = keeper.rules()
    let facts = emptyFacts(plan)
    const finish = (state: BackTest['state'], packed: Pick<PackedSum, 'marks' | 'marksNow'>): void => {
      store.detection.backTests.finish(id, state, clock.nowMs(), facts, packed)
      hub.emit('detectionChanged', null)
    }
    try {
      const ran = await runTurns(replay, handle, 'job.backTest.running')
      if (!ran.ok) {
        finish('failed', NO_MARKS)
        return ran
      }
      const sum = await askSum(replay)
      if (!sum.ok) {
        finish('failed', NO_MARKS)
        return sum
      }
      const { counts, ...packed } = sum.value
      facts = factsOf(plan, counts, store.settings(), rules)
      finish(handle.signal.aborted ? 'cancelled' : 'done', packed)
      return ok(message('job.backTest.done', { fires: facts.fires, firesNow: facts.firesNow, points: facts.points, equipment: facts.equipment }))
    } finally {
      await replay.end()
    }
  }

  /** A row that says it runs without a job of this run: its end could not be kept. */
  const honest = (test: BackTest): BackTest => (test.state === 'running' && jobs.running('backTest') === undefined ? { ...test, state: 'failed' } : test)

  return {
    start: (plan) => {
      if (jobs.running('backTest') !== undefined) return failure('back-test-running', 'Another back-test is under way. Wait for its end or cancel it.')
      const allowed = checkPeriod(plan, site.points)
      if (!allowed.ok) return allowed
      const backTestId = store.detection.backTests.insert(clock.nowMs(), emptyFacts(plan))
      const job = jobs.start('backTest', message('job.backTest.starting'), (handle) => run(backTestId, plan, replayer.start(taskOf(plan, store.settings(), keeper.rules())), handle))
      return ok({ job, backTestId })
    },
    get: (id) => {
      const test = store.detection.backTests.get(id)
      return test === undefined ? failure('back-test-unknown', `There is no back-test ${id} any more; the newest 30 are kept.`, { id }) : ok(honest(test))
    },
    list: () => store.detection.backTests.list().map(honest),
  }
}

const NO_MARKS = { marks: '[]', marksNow: '[]' }
