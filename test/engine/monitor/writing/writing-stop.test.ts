/** A site is closed only when nothing is being written any more. */
import { expect, it } from 'vitest'
import type { SiteContext } from '../../../../electron/engine/monitor/site-context.ts'
import { createWriting } from '../../../../electron/engine/monitor/writing/writing.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

it('stop locks at once, and waits for what is written in turn and out of turn, failed or not', async () => {
  const site = { clock: createFakeClock(), store: { standingWrites: () => [] }, hub: { emit: () => {} } } as unknown as SiteContext
  const writing = createWriting(site)
  writing.unlock()
  const inTurn = Promise.withResolvers<undefined>()
  const outOfTurn = Promise.withResolvers<undefined>()
  const begun = Promise.withResolvers<undefined>()
  const order: string[] = []
  const writes = [
    writing.guarded(async () => {
      begun.resolve(undefined)
      await inTurn.promise
      order.push('in turn')
      return { ok: true, value: null }
    }),
    writing.outOfTurn(() => outOfTurn.promise).catch(() => order.push('out of turn failed')),
  ]
  await begun.promise
  const stopped = writing.stop().then(() => order.push('stopped'))
  expect(writing.use().ok).toBe(false)
  inTurn.resolve(undefined)
  await writes[0]
  outOfTurn.reject(new Error('the disk is full'))
  await Promise.all([stopped, ...writes])
  expect(order).toEqual(['in turn', 'out of turn failed', 'stopped'])
})
