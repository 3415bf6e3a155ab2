/** The web host lets in whom it printed its address for, and nobody else; what comes over its socket cannot hurt it. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWebHost, type WebHost } from '../../electron/host/web-host.ts'
import { superviseEngine, type EngineSupervisor } from '../../electron/supervision/engine-supervisor.ts'
import { systemClock } from '../../shared/clock.ts'
import { MOST_CALL_BYTES, MOST_FILE_BYTES } from '../../shared/file-limits.ts'
import { encodeFrame } from '../../shared/wire.ts'
import { createFakeLauncher, type FakeLauncher } from '../supervision/fake-launcher.ts'
import { ask, connect, enter, until, type RawSocket } from './raw-client.ts'

const WORDS = { askForAddress: 'ask for an address', newAddress: 'one more', notBuilt: 'not built' }

let folder: string
let launcher: FakeLauncher
let supervisor: EngineSupervisor
let host: WebHost
let cookie: string
let own: Record<string, string>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-screens-'))
  mkdirSync(join(folder, 'screens/assets'), { recursive: true })
  writeFileSync(join(folder, 'screens/index.html'), '<!doctype html><title>screens</title>')
  writeFileSync(join(folder, 'screens/assets/a-1.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  launcher = createFakeLauncher()
  supervisor = superviseEngine({ launch: launcher.launch, clock: systemClock, init: { dataFolder: folder, demo: false, appVersion: '1' }, log: () => {} })
  supervisor.start()
  launcher.process().say({ type: 'ready' })
  const started = await startWebHost({ supervisor, folder: join(folder, 'screens'), port: 0, words: WORDS })
  if (!started.ok) throw new Error(started.error.message)
  host = started.value
  cookie = await enter(host.newAddress())
  own = { cookie, origin: `http://127.0.0.1:${host.port}` }
})

afterAll(async () => {
  await host.close()
  launcher.process().exit(0)
  await supervisor.stop()
  rmSync(folder, { recursive: true })
})

const openSocket = async (): Promise<RawSocket> => {
  const opened = await connect(host.port, own)
  if (typeof opened === 'number') throw new Error(`refused with ${opened}`)
  return opened
}

describe('an address', () => {
  it('lets one browser in, once', async () => {
    const { pathname, search } = new URL(host.newAddress())
    const first = await ask(host.port, pathname + search)
    expect(first).toMatchObject({ code: 302, headers: { location: '/' } })
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await ask(host.port, pathname + search)).code).toBe(401)
  })

  it('opened again by the browser that it let in leads to the screens', async () => {
    const address = new URL(host.newAddress())
    const mine = await enter(address.href)
    expect((await ask(host.port, `/${address.search}`, { cookie: mine })).code).toBe(302)
  })

  it('that was made up lets nobody in', async () => {
    expect(await ask(host.port, '/?t=made-up')).toMatchObject({ code: 401, body: WORDS.askForAddress })
    expect((await ask(host.port, '/?t=')).code).toBe(401)
  })

  it('for another browser is given to a browser that is in, and to no other', async () => {
    expect((await ask(host.port, '/new')).code).toBe(401)
    const { body } = await ask(host.port, '/new', { cookie })
    expect(await enter(body.split('\n')[0] ?? '')).toBe(cookie)
  })
})

describe('a request', () => {
  it('without a session gets nothing but a hint', async () => {
    for (const path of ['/', '/index.html', '/assets/a-1.js', '/missing']) {
      expect(await ask(host.port, path)).toMatchObject({ code: 401, body: WORDS.askForAddress })
    }
    expect((await ask(host.port, '/', { cookie: `plantroom-${host.port}=guess` })).code).toBe(401)
  })

  it('with a session gets the screens, again and again', async () => {
    for (let reload = 0; reload < 3; reload += 1) {
      const page = await ask(host.port, '/', { cookie })
      expect(page).toMatchObject({ code: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } })
      expect(page.body).toContain('screens')
    }
    const script = await ask(host.port, '/assets/a-1.js', { cookie })
    expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable' })
  })

  it('is answered with headers that confine the page', async () => {
    for (const answer of [await ask(host.port, '/', { cookie }), await ask(host.port, '/')]) {
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' })
    }
  })

  it.each(['evil.example', 'evil.example:80', 'localhost', '127.0.0.1', '127.0.0.1:1'])('to host "%s" is refused', async (name) => {
    expect((await ask(host.port, '/', { cookie, host: name })).code).toBe(421)
  })

  it('to localhost is for us', async () => {
    expect((await ask(host.port, '/', { cookie, host: `localhost:${host.port}` })).code).toBe(200)
  })

  it.each(['cross-site', 'same-site'])('that a %s page makes is refused', async (site) => {
    expect((await ask(host.port, '/', { cookie, 'sec-fetch-site': site })).code).toBe(403)
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('with method %s is refused', async (method) => {
    expect(await ask(host.port, '/', { cookie }, method)).toMatchObject({ code: 405, headers: { allow: 'GET' } })
  })

  it.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/%00', '/missing.js', '/assets'])(
    'for %s finds nothing',
    async (path) => {
      const answer = await ask(host.port, path, { cookie })
      expect(answer.body).not.toContain('secret')
      expect(answer.code).toBe(404)
    },
  )

  it.each(['//evil.example/', 'http://evil.example/', '*'])('for target %s is refused', async (path) => {
    expect((await ask(host.port, path, { cookie })).code).toBe(400)
  })

  it('for what cannot be decoded finds nothing', async () => {
    expect((await ask(host.port, '/%E0%A4%A', { cookie })).code).toBe(404)
  })
})

describe('a socket', () => {
  it.each([
    { what: 'without a session', headers: { cookie: '' } },
    { what: 'with a wrong session', headers: { cookie: 'plantroom=x' } },
    { what: 'of another page', headers: { origin: 'http://evil.example' } },
    { what: 'of another port of this machine', headers: { origin: 'http://127.0.0.1:1' } },
    { what: 'without an origin', headers: { origin: '' } },
    { what: 'to another host', headers: { host: 'evil.example', origin: 'http://evil.example' } },
  ])('$what is refused', async ({ headers }) => {
    expect(await connect(host.port, { ...own, ...headers })).toBe(403)
  })

  it('to another path is refused', async () => {
    expect(await connect(host.port, own, '/other')).toBe(403)
  })

  it('is told at once how the engine is', async () => {
    const { frames, socket } = await openSocket()
    await until('the state came', () => frames[0])
    expect(frames[0]).toEqual({ host: { engine: { state: 'running', life: 1 } } })
    socket.close()
  })

  it.each([
    { what: 'bytes that are no frame', data: Buffer.from([1, 2]) },
    { what: 'a frame that is cut short', data: encodeFrame({ hello: 'world' }).subarray(0, 9) },
    { what: 'a frame that is no JSON', data: Buffer.from([2, 0, 0, 0, 0x7b, 0x7b, 0, 0]) },
    { what: 'a frame with no object', data: encodeFrame('hello') },
    { what: 'a frame of null', data: encodeFrame(null) },
    { what: 'an array that is larger than its frame', data: encodeFrame({ a: { $array: ['Float64Array', 0, 1_000_000_000] } }) },
    { what: 'JSON as deep as a well', data: Buffer.concat([Buffer.from([0xa0, 0x86, 1, 0]), Buffer.alloc(100_000, '['), Buffer.alloc(8)]) },
  ])('that sends $what is closed with 1007', async ({ data }) => {
    const { socket, closed } = await openSocket()
    socket.send(data, { binary: true })
    expect(await closed).toBe(1007)
  })

  it('that sends text is closed with 1003', async () => {
    const { socket, closed } = await openSocket()
    socket.send('{}')
    expect(await closed).toBe(1003)
  })

  it('that sends more than the largest file at once is closed with 1009', async () => {
    const { socket, closed } = await openSocket()
    socket.send(Buffer.alloc(MOST_CALL_BYTES + 1))
    expect(await closed).toBe(1009)
  })

  /** What the engine got of a call; the newest. */
  const askedOf = (call: string) => launcher.process().sent.flatMap((message) => (message.type === 'client-data' && (message.data as { readonly i?: string }).i === call ? [message] : [])).at(-1)

  it('hands a file of the largest size over to the engine', async () => {
    const { socket } = await openSocket()
    socket.send(encodeFrame({ t: 'q', i: 'call-file', bytes: new Uint8Array(MOST_FILE_BYTES).fill(7) }), { binary: true })
    const asked = await until('the engine was asked', () => askedOf('call-file'))
    expect((asked.data as { readonly bytes: Uint8Array }).bytes.byteLength).toBe(MOST_FILE_BYTES)
    socket.close()
  })

  it('carries frames to the engine and back, typed arrays included', async () => {
    const { socket, frames } = await openSocket()
    socket.send(encodeFrame({ t: 'q', i: 'call-1' }), { binary: true })
    const asked = await until('the engine was asked', () => askedOf('call-1'))
    expect(asked).toMatchObject({ data: { t: 'q', i: 'call-1' } })
    launcher.process().say({ type: 'client-data', client: asked.client, data: { t: 's', r: Float64Array.of(1.5, 2) } })
    await until('the answer came', () => frames.length === 2)
    expect(frames[1]).toEqual({ t: 's', r: Float64Array.of(1.5, 2) })
    socket.close()
    await until('the engine was told', () => launcher.process().sent.findLast((message) => message.type === 'client-close')?.client === asked.client)
  })

  it('that takes nothing makes the engine hold back, and is given up before memory fills', async () => {
    const { socket, closed } = await openSocket()
    socket.pause()
    const opened = await until('it was attached', () => launcher.process().sent.findLast((message) => message.type === 'client-open'))
    const megabyte = new Float64Array(131_072)
    let sent = 0
    const slow = (): boolean => launcher.process().sent.some((message) => message.type === 'client-pace' && message.client === opened.client && message.slow)
    const gone = (): boolean => launcher.process().sent.some((message) => message.type === 'client-close' && message.client === opened.client)
    let slowAfter = 0
    while (!gone() && sent < 300) {
      launcher.process().say({ type: 'client-data', client: opened.client, data: { megabyte } })
      sent += 1
      if (slowAfter === 0 && slow()) slowAfter = sent
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(slowAfter).toBeGreaterThan(0)
    expect(slowAfter).toBeLessThan(30)
    expect(sent).toBeLessThan(150)
    socket.resume()
    await closed
  })

  it('that has caught up gets everything again', async () => {
    const { socket, frames } = await openSocket()
    const opened = await until('it was attached', () => launcher.process().sent.findLast((message) => message.type === 'client-open'))
    const paces = (): boolean[] => launcher.process().sent.flatMap((message) => (message.type === 'client-pace' && message.client === opened.client ? [message.slow] : []))
    socket.pause()
    let sent = 0
    while (paces().length === 0) {
      sent += 1
      launcher.process().say({ type: 'client-data', client: opened.client, data: { megabyte: new Float64Array(131_072) } })
      await new Promise((resolve) => setImmediate(resolve))
    }
    socket.resume()
    await until('the pace changed back', () => paces().length === 2)
    expect(paces()).toEqual([true, false])
    // The state came first.
    await until('every frame came', () => frames.length === sent + 1)
    socket.close()
  })
})

describe('when the engine ends', () => {
  it('pages are told, their sockets end, and calls to the next engine are held until it runs', async () => {
    const before = await openSocket()
    await until('it was attached', () => before.frames[0])
    launcher.process().exit(1)
    expect(await before.closed).toBe(1012)
    expect(before.frames.at(-1)).toMatchObject({ host: { engine: { state: 'restarting', reason: 'crashed' } } })

    const after = await openSocket()
    after.socket.send(encodeFrame({ t: 'q', i: 'early' }), { binary: true })
    await until('the next engine was launched', () => launcher.processes.length === 2)
    await until('the call had time to arrive', () => after.frames[0])
    expect(launcher.process().sent.map((message) => message.type)).toEqual(['init'])
    launcher.process().say({ type: 'ready' })
    const asked = await until('the held call came', () => launcher.process().sent.find((message) => message.type === 'client-data'))
    expect(asked.data).toEqual({ t: 'q', i: 'early' })
    await until('the page was told', () => after.frames.length === 2)
    expect(after.frames.at(-1)).toEqual({ host: { engine: { state: 'running', life: 2 } } })
    after.socket.close()
  })

  it('for good, a page may ask for another try', async () => {
    const failure = { code: 'disk-full', message: 'The disk is full.' }
    launcher.process().say({ type: 'fatal', failure })
    launcher.process().exit(1)
    const page = await openSocket()
    await until('the state came', () => page.frames[0])
    expect(page.frames[0]).toEqual({ host: { engine: { state: 'failed', failure } } })
    page.socket.send(encodeFrame({ host: { retry: true } }), { binary: true })
    await until('an engine was launched', () => launcher.processes.length === 3)
    launcher.process().say({ type: 'ready' })
    await until('the state came', () => page.frames.length === 3)
    expect(page.frames.at(-1)).toEqual({ host: { engine: { state: 'running', life: 3 } } })
    page.socket.close()
  })
})

describe('a port', () => {
  it('that is taken is refused with its number', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const started = await startWebHost({ supervisor, folder, port, words: WORDS })
    expect(started).toMatchObject({ ok: false, error: { code: 'web-port-taken', detail: { port } } })
    other.close()
  })
})
