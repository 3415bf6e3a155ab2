/** What every call on the open site has in common: a disk that refuses is told as such, a bug stays one. */
import { describe, expect, it } from 'vitest'
import { createHandlers } from '../../../../electron/engine/monitor/handlers/handlers.ts'
import type { SiteSwitch } from '../../../../electron/engine/monitor/handlers/site-handlers.ts'
import { StoreWriteError } from '../../../../electron/engine/store/store-failure.ts'
import { failure, ok } from '../../../../shared/result.ts'

const full = new StoreWriteError({ code: 'disk-full', message: 'The disk is full.' }, null)

const handlersThat = (drop: () => unknown) => createHandlers({ session: () => ok({ tasks: { drop } }) } as unknown as SiteSwitch)

describe('a call on the open site', () => {
  it.each([
    ['at once', () => { throw full }],
    ['later', () => Promise.reject(full)],
  ])('tells of a disk that refuses %s', async (_, drop) => {
    expect(await handlersThat(drop).dropTask({ taskId: 1, note: '' })).toMatchObject({ ok: false, error: { code: 'disk-full' } })
  })

  it('lets a bug through, so that it is seen', () => {
    expect(() => handlersThat(() => { throw new Error('bug') }).dropTask({ taskId: 1, note: '' })).toThrow('bug')
  })

  it('is refused while no site is open', async () => {
    const handlers = createHandlers({ session: () => failure('store-locked', 'Another Plantroom has it open.') } as unknown as SiteSwitch)
    expect(await handlers.listTasks({})).toMatchObject({ ok: false, error: { code: 'store-locked' } })
  })
})
