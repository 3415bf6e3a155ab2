/** Decides when models are fitted anew, at the pace of `learning-pace.ts`, and judges slow faults once a local day. */
import { message } from '../../../shared/message.ts'
import { ok } from '../../../shared/result.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { DAYS_KNOWN_MS, FIRST_FIT_MS, refitAfterMs } from '../pipeline/learning-pace.ts'
import type { DeviceRow } from '../store/store-types.ts'
import type { SiteContext } from './site-context.ts'

const CHECK_EVERY_MS = 10 * 60_000
/** After slow faults could not be judged, they are tried again. */
const RETRY_MS = 3_600_000
const LEARNT_KEY = 'learntAtMs'
/** When points were learnt that came lately. */
const LATE_LEARNT_KEY = 'lateLearntAtMs'
/** The local day on which slow faults were judged last. */
const JUDGED_KEY = 'driftJudgedDay'

const localDay = (nowMs: number, site: SiteContext): number => createCalendar(site.store.settings().timeZone).dayOf(nowMs)

/** Points of devices that have long been known, but have no model (added or first read lately, or idle until now), are tried once a day. */
const LATE_POINTS_EVERY_MS = 86_400_000

/** The points whose models have served long enough: all, those that came lately, or none. */
const pointsDue = (site: SiteContext, devices: readonly DeviceRow[], nowMs: number): { readonly keys: readonly string[]; readonly pointIds: readonly number[] } => {
  const learntForMs = (key: string): number => nowMs - Number(site.store.meta(key) ?? 0)
  /** The pace counts from how long was known at the last fit. */
  const isDue = (key: string, knownForMs: number): boolean => knownForMs >= FIRST_FIT_MS && learntForMs(key) >= refitAfterMs(Math.max(0, knownForMs - learntForMs(key)))
  const knownForMs = devices.map((device) => nowMs - device.firstSeenMs)
  if (isDue(LEARNT_KEY, Math.max(...knownForMs))) return { keys: [LEARNT_KEY, LATE_LEARNT_KEY], pointIds: site.points.polledIds() }
  const late = devices.filter((device) => nowMs - device.firstSeenMs < DAYS_KNOWN_MS).map(({ id }) => id)
  if (!(late.length > 0 ? isDue(LATE_LEARNT_KEY, Math.min(...knownForMs)) : learntForMs(LATE_LEARNT_KEY) >= LATE_POINTS_EVERY_MS)) return { keys: [], pointIds: [] }
  const pointIds = [...new Set([...site.points.polledIdsOf(late), ...site.pipeline.unlearntIds()])]
  return { keys: [LATE_LEARNT_KEY], pointIds }
}

export const startLearning = (site: SiteContext): (() => void) => {
  let triedAtMs = Number.NEGATIVE_INFINITY
  const learnIfDue = (): void => {
    const nowMs = site.clock.nowMs()
    const devices = site.store.devices()
    if (devices.length === 0 || site.jobs.running('learn') || site.jobs.running('demo')) return
    const { keys, pointIds } = pointsDue(site, devices, nowMs)
    const learns = pointIds.length > 0
    if (!learns) for (const key of keys) site.store.setMeta(key, String(nowMs))
    const today = localDay(nowMs, site)
    const judgesToday = site.store.meta(LEARNT_KEY) !== undefined && site.store.meta(JUDGED_KEY) !== String(today) && nowMs - triedAtMs >= RETRY_MS
    if (!learns && !judgesToday) return
    site.jobs.start('learn', message('job.learn.running'), async (handle) => {
      if (learns) {
        const learnt = await site.pipeline.learn(pointIds, (share) => handle.report(share, message('job.learn.running')), handle.signal)
        if (!learnt.ok) return learnt
        if (!handle.signal.aborted) for (const key of keys) site.store.setMeta(key, String(nowMs))
      }
      const done = message('job.learn.done', { points: pointIds.length })
      if (handle.signal.aborted || site.store.meta(JUDGED_KEY) === String(today)) return ok(done)
      handle.report(1, message('job.judge.running'))
      triedAtMs = nowMs
      const judged = await site.pipeline.judgeDrift(handle.signal)
      if (!judged.ok) return judged
      if (handle.signal.aborted) return ok(done)
      site.store.setMeta(JUDGED_KEY, String(today))
      const { judged: count, shortHistory, noPeers } = judged.value
      const found = { judged: count, short: shortHistory, alone: noPeers }
      return ok(learns ? message('job.learn.judged', { points: pointIds.length, ...found }) : message('job.judge.done', found))
    })
  }
  return site.clock.every(CHECK_EVERY_MS, learnIfDue)
}
