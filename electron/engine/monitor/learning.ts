/** Decides when models are fitted anew: soon and often on the first day, once a day later. */
import { message } from '../../../shared/message.ts'
import { ok } from '../../../shared/result.ts'
import { FIRST_FIT_MS, refitAfterMs } from '../pipeline/learning-pace.ts'
import type { SiteContext } from './site-context.ts'

const CHECK_EVERY_MS = 10 * 60_000
const LEARNT_KEY = 'learntAtMs'

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
      return ok(message('job.learn.done', { points: pointIds.length }))
    })
  }
  return site.clock.every(CHECK_EVERY_MS, learnIfDue)
}
