import { describe, expect, it, vi } from 'vitest'
import { CALL_NAMES, type Handlers } from '../../shared/contract.ts'
import { failure, ok } from '../../shared/result.ts'
import { connectEngine, runCall, serveEngine, type Channel } from '../../shared/rpc.ts'

/** Two ends of a link in memory. */
const link = (): { near: Channel; far: Channel } => {
  const end = () => ({ message: (_data: unknown): void => {}, close: (): void => {} })
  const [a, b] = [end(), end()]
  const channel = (own: typeof a, other: typeof a): Channel => ({
    post: (data) => queueMicrotask(() => other.message(structuredClone(data))),
    onMessage: (listen) => (own.message = listen),
    onClose: (listen) => (own.close = listen),
    close: () => {
      a.close()
      b.close()
    },
  })
  return { near: channel(a, b), far: channel(b, a) }
}

const handlers = (overrides: Partial<Handlers>): Handlers => {
  const all = Object.fromEntries(CALL_NAMES.map((name) => [name, () => failure('not-in-test', `${name} is not part of this test`)]))
  return { ...(all as unknown as Handlers), ...overrides }
}

describe('the contract over a link', () => {
  it('answers a call with its value', async () => {
    const { near, far } = link()
    serveEngine(handlers({ listDevices: () => ok([]) }), far)
    expect(await connectEngine(near, () => {}).listDevices({})).toEqual({ ok: true, value: [] })
  })

  it('refuses a name outside the table with an error value', async () => {
    for (const name of ['stop', '__proto__', 'constructor', 'toString', 42]) {
      expect(await runCall(handlers({}), name, {})).toMatchObject({ ok: false, error: { code: 'call-unknown' } })
    }
  })

  it('refuses wrong arguments before any handler runs, and says which', async () => {
    const getSeries = vi.fn(() => ok([]))
    const wrong = [undefined, null, 'text', {}, { pointIds: [], fromMs: 0, toMs: 1, maxPoints: 100 }, { pointIds: [1], fromMs: Number.NaN, toMs: 1, maxPoints: 100 }, { pointIds: [1], fromMs: 0, toMs: 1, maxPoints: 100, extra: true }]
    for (const args of wrong) {
      expect(await runCall(handlers({ getSeries }), 'getSeries', args)).toMatchObject({ ok: false, error: { code: 'arguments-invalid' } })
    }
    expect(getSeries).not.toHaveBeenCalled()
  })

  it('turns a bug in a handler into an error value', async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {})
    const result = await runCall(
      handlers({
        listDevices: () => {
          throw new TypeError('boom')
        },
      }),
      'listDevices',
      {},
    )
    expect(result).toMatchObject({ ok: false, error: { code: 'engine-bug' } })
    silence.mockRestore()
  })

  it('pushes events with typed arrays', async () => {
    const { near, far } = link()
    const push = serveEngine(handlers({}), far)
    const heard = new Promise((resolve) => connectEngine(near, (name, payload) => resolve([name, payload])))
    const values = { pointIds: new Int32Array([1]), values: new Float64Array([21.5]), timesMs: new Float64Array([5]), qualities: new Uint16Array([0]), states: new Uint8Array([1]) }
    push('liveValues', values)
    expect(await heard).toEqual(['liveValues', values])
  })

  it('answers pending calls with a failure when the link closes', async () => {
    const { near, far } = link()
    serveEngine(handlers({ listDevices: () => new Promise(() => {}) }), far)
    const pending = connectEngine(near, () => {}).listDevices({})
    await Promise.resolve()
    near.close()
    expect(await pending).toMatchObject({ ok: false, error: { code: 'disconnected' } })
  })

  it('cannot be made to run anything but a call', async () => {
    const { near, far } = link()
    serveEngine(handlers({ listDevices: () => ok([]) }), far)
    const client = connectEngine(near, () => {}) as unknown as Record<string, unknown>
    expect(client['stop']).toBeUndefined()
  })
})
