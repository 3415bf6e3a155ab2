/** Answers about past moments: which can be asked for, and why not. Everything long is read by a reader's thread. */
import type { AlertStop, PastState, PastStates, Timeline } from '../../../../shared/domain/past-state.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { SiteContext } from '../site-context.ts'

export type PastSite = Pick<SiteContext, 'clock' | 'readers'> & { readonly store: Pick<SiteContext['store'], 'settings'> }

/** `2026-11-28 13:05` in the site's time zone. */
const sayTime = (timeMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(timeMs)

const nothingThen = async ({ readers, store }: PastSite): Promise<Result<never>> => {
  const firstMs = await readers.firstReadingMs()
  if (firstMs === null) return failure('past-nothing-kept', 'This site has no readings yet.')
  const time = sayTime(firstMs, store.settings().timeZone)
  return failure('past-before-first', `Nothing was recorded then; the first reading is from ${time}.`, { time, firstMs })
}

/** The states at these moments, in this order. Fails with `past-in-future`, `past-before-first`, `past-nothing-kept`. */
export const pastStates = async (site: PastSite, timesMs: readonly number[]): Promise<Result<PastStates>> => {
  const nowMs = site.clock.nowMs()
  if (timesMs.some((timeMs) => timeMs > nowMs)) return failure('past-in-future', 'A moment that is still to come was asked for.', { nowMs })
  const states = await site.readers.pastStates(timesMs.map(Math.floor))
  return states === null ? nothingThen(site) : ok(states)
}

export const pastState = async (site: PastSite, atMs: number): Promise<Result<PastState>> => {
  const states = await pastStates(site, [atMs])
  return states.ok ? ok(states.value.first) : states
}

/** Fails with `period-invalid`. */
export const timelineOf = async ({ readers }: PastSite, fromMs: number, toMs: number, steps: number): Promise<Result<Timeline>> =>
  toMs <= fromMs ? failure('period-invalid', 'The end of the period must be after its beginning.') : ok(await readers.timeline(Math.floor(fromMs), Math.ceil(toMs), steps))

export const alertStop = async ({ readers }: PastSite, fromMs: number, direction: 'next' | 'previous'): Promise<Result<AlertStop | null>> => ok(await readers.alertStop(Math.floor(fromMs), direction))
