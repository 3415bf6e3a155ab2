/** Decides when models are fitted anew: soon and often on the first day, once a day later. */
import { message } from '../../../shared/message.ts'
import { ok } from '../../../shared/result.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { FIRST_FIT_MS, refitAfterMs } from '../pipeline/learning-pace.ts'
import type { SiteContext } from './site-context.ts'

const CHECK_EVERY_MS = 10 * 60_000
const LEARNT_KEY = 'learntAtMs'
/** The local day on which slow faults were judged last. */
const JUDGED_KEY = 'driftJudgedDay'

const localDay = (nowMs: number, site: SiteContext): number => createCalendar(site.store.settings().timeZone).dayOf(nowMs)

export const startLearning = (site: SiteContext): (() => void) => {
  const learnIfDue = (): void => {
    const nowMs = site.clock.nowMs()
    const learntAtMs = Number(site.store.meta(LEARNT_KEY) ?? 0)
    const devices = site.store.devices()
    if (devices.length === 0 || site.jobs.running('learn') || site.jobs.running('demo')) return
    const knownForMs = nowMs - Math.min(...devices.map((device) => device.firstSeenMs))
    if (knownForMs < FIRST_FIT_MS || nowMs - learntAtMs < refitAfterMs(knownForMs)) return
    site.jobs.start('learn', message('job.learn.running'), async (handle) => {
      const pointIds = site.points.polledIds()
      const learnt = await site.pipeline.learn(pointIds, (share) => handle.report(share, message('job.learn.running')), handle.signal)
      if (!learnt.ok) return learnt
      if (!handle.signal.aborted) site.store.setMeta(LEARNT_KEY, String(nowMs))
      const done = message('job.learn.done', { points: pointIds.length })
      const today = localDay(nowMs, site)
      if (handle.signal.aborted || site.store.meta(JUDGED_KEY) === String(today)) return ok(done)
      const judged = await site.pipeline.judgeDrift(handle.signal)
      if (!judged.ok) return judged
      if (handle.signal.aborted) return ok(done)
      site.store.setMeta(JUDGED_KEY, String(today))
      const { judged: count, shortHistory, noPeers } = judged.value
      return ok(message('job.learn.judged', { points: pointIds.length, judged: count, short: shortHistory, alone: noPeers }))
    })
  }
  return site.clock.every(CHECK_EVERY_MS, learnIfDue)
}
