/** What persons do with many alerts at once: checked as a whole, then done in slices, so that readings are taken meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { MOST_SHELF_MS, type AlertEvent } from '../pipeline/alert-states.ts'
import type { SiteContext } from './site-context.ts'

/** One transaction: about 5 ms. */
const SLICE = 100

type Context = Pick<SiteContext, 'clock' | 'store' | 'pipeline'>

/** The alerts, or which of them does not exist. */
const findAll = async ({ store }: Context, ids: readonly number[]): Promise<Result<readonly Alert[]>> => {
  const found: Alert[] = []
  for (const [i, id] of ids.entries()) {
    if (i % SLICE === SLICE - 1) await nextTurn()
    const alert = store.alert(id)
    if (alert === undefined) return failure('alert-unknown', `Alert ${id} does not exist.`, { id })
    found.push(alert)
  }
  return ok(found)
}

/**
 * Does the same with each of the alerts and gives them as they are then. Each slice is kept whole; when the disk fills up in between, what was done stays
 * done and the failure says so by the first alert that was not. Fails with `alert-unknown`, `alert-not-saved`.
 */
export const actOnAlerts = async (context: Context, alertIds: readonly number[], event: AlertEvent): Promise<Result<readonly Alert[]>> => {
  const ids = [...new Set(alertIds)]
  const found = await findAll(context, ids)
  if (!found.ok) return found
  const done: Alert[] = []
  for (let from = 0; from < ids.length; from += SLICE) {
    if (from > 0) await nextTurn()
    const slice = context.pipeline.act(ids.slice(from, from + SLICE), event)
    if (!slice.ok) return slice
    done.push(...slice.value)
  }
  return ok(done)
}

export interface ShelfWish {
  readonly reason: string
  readonly untilMs?: number | undefined
  readonly oneShot: boolean
}

/** Sets the active ones aside; those that have cleared meanwhile are given as they are. Fails also with `shelf-endless`, `shelf-past`, `shelf-too-long`, `alerts-not-active`. */
export const shelveAlerts = async (context: Context, alertIds: readonly number[], { reason, untilMs, oneShot }: ShelfWish): Promise<Result<readonly Alert[]>> => {
  const until = untilMs ?? null
  const nowMs = context.clock.nowMs()
  if (until === null && !oneShot) return failure('shelf-endless', 'Say until when, or that it ends when the alert clears.')
  if (until !== null && until <= nowMs) return failure('shelf-past', 'The end of the shelf has passed already; choose a time ahead.')
  if (until !== null && until - nowMs > MOST_SHELF_MS) return failure('shelf-too-long', 'An alert can be shelved for 30 days at most.')
  const found = await findAll(context, [...new Set(alertIds)])
  if (!found.ok) return found
  if (!found.value.some(isActive)) return failure('alerts-not-active', 'Only active alerts can be shelved; these have cleared.')
  return actOnAlerts(context, alertIds, { event: 'shelve', reason, untilMs: until, oneShot })
}
