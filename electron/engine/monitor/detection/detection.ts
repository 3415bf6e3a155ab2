/** How points of a site are judged, and what would have been: rules, back-tests, reprocessing and feedback, wired together. */
import type { Replayer } from '../../pipeline/replay-lane.ts'
import type { SiteContext } from '../site-context.ts'
import { MODELS_REACH_MS } from './back-test-facts.ts'
import { createBackTests, type BackTests } from './back-tests.ts'
import { createFeedback, type FeedbackKeeper } from './feedback.ts'
import { createReprocessings, type Reprocessings } from './reprocessings.ts'
import { createRulesKeeper, type RulesKeeper } from './rules-keeper.ts'

export interface Detection {
  readonly rules: RulesKeeper
  readonly backTests: BackTests
  readonly reprocessings: Reprocessings
  readonly feedback: FeedbackKeeper
}

/** `who` is the account on this machine, for the record of changes. */
export const createDetection = (site: SiteContext, plainReplayer: Replayer, who: string): Detection => {
  // Holidays are judged as live does.
  const replayer: Replayer = { start: (task) => plainReplayer.start({ ...task, holidays: site.pipeline.knownHolidays(task.fromMs - MODELS_REACH_MS, task.toMs) }) }
  const rules = createRulesKeeper(site, who)
  return { rules, backTests: createBackTests(site, rules, replayer), reprocessings: createReprocessings(site, rules, replayer), feedback: createFeedback(site, rules, replayer) }
}
