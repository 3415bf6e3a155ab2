/** The page's road to the engine in the desktop host, over real message ports: the first one, its successor, and what was asked in between. */
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CALL_NAMES, type Handlers } from '../../shared/contract.ts'
import type { EngineState, PlantroomHost } from '../../shared/host-link.ts'
import { ok } from '../../shared/result.ts'
import { serveEngine } from '../../shared/rpc.ts'
import { createEngineSession, type EngineSession } from '../../renderer/engine/engine-session.ts'
import { createPortLink } from '../../renderer/engine/port-link.ts'

const status = (version: string) => ({ version, startedAtMs: 0, siteName: 's', siteFolder: '/s', demo: false, firstRun: false, transport: { open: true, port: 1, problem: null }, storeBytes: 0, readings: 0, notices: [] })

interface EngineLife {
  readonly push: ReturnType<typeof serveEngine>
  /** The process is gone, and its end of the port with it. */
  die(): void
}

/** The desktop as the preload script shows it: ports come as messages of the window, each from an engine with a version of its own. */
const openDesktop = () => {
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  const listeners: ((state: EngineState) => void)[] = []
  let lives = 0
  const asked: string[] = []
  const serve = (port: NodePort, version: string): EngineLife => {
    const never = () => new Promise<never>(() => {})
    const answers = Object.fromEntries(CALL_NAMES.map((name) => [name, () => (asked.push(`${version} ${name}`), name === 'listJobs' ? never() : ok(name === 'getStatus' ? status(version) : []))]))
    const push = serveEngine(answers as unknown as Handlers, { post: (data) => port.postMessage(data), onMessage: (listen) => void port.on('message', listen), onClose: (listen) => void port.on('close', listen), close: () => port.close() })
    return { push, die: () => port.close() }
  }
  const deliver = (from: unknown = page): EngineLife => {
    const { port1, port2 } = new MessageChannel()
    lives += 1
    const life = serve(port1, `engine ${lives}`)
    page.dispatchEvent(Object.assign(new Event('message'), { source: from, data: { type: 'engine-port' }, ports: [port2] }))
    return life
  }
  let requests = 0
  const host: PlantroomHost = {
    kind: 'electron',
    requestPort: () => void (requests += 1),
    onEngineState: (listen) => void listeners.push(listen),
    onNavigate: () => {},
    retryEngine: () => {},
  }

  return { host, deliver, tell: (state: EngineState): void => listeners.forEach((listen) => listen(state)), requests: () => requests, asked }
}

/** A second is not long on a busy machine. */
const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 20_000 })

describe('the road to the engine in the desktop', () => {
  let desktop: ReturnType<typeof openDesktop>
  let session: EngineSession
  const version = async (): Promise<string | null> => {
    const answer = await session.client.getStatus({})
    return answer.ok ? answer.value.version : null
  }
  const connected = () => eventually(() => expect(session.connection().kind).toBe('connected'))

  beforeEach(() => {
    desktop = openDesktop()
    session = createEngineSession({ link: createPortLink(desktop.host) })
  })
  afterEach(() => {
    session.close()
    vi.unstubAllGlobals()
  })

  it('asks for a port and passes calls and events over the one that comes', async () => {
    expect(desktop.requests()).toBe(1)
    const engine = desktop.deliver()
    await connected()
    expect(await version()).toBe('engine 1')
    const heard = vi.fn<(job: unknown) => void>()
    session.on('statusChanged', heard)
    engine.push('statusChanged', status('engine 1'))
    await eventually(() => expect(heard).toHaveBeenCalledOnce())
  })

  it('takes no port from another frame', async () => {
    desktop.deliver({})
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(session.connection().kind).toBe('connecting')
    expect(desktop.asked).toEqual([])
  })

  it('goes over to the newest port, and ends what was asked over the former one', async () => {
    desktop.deliver()
    await connected()
    const pending = session.client.listJobs({})
    await eventually(() => expect(desktop.asked).toContain('engine 1 listJobs'))
    desktop.deliver()
    expect(await pending).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    await eventually(async () => expect(await version()).toBe('engine 2'))
  })

  it('says so while the engine is being started again, and works with the next one', async () => {
    const first = desktop.deliver()
    await connected()
    const pending = session.client.listJobs({})
    await eventually(() => expect(desktop.asked).toContain('engine 1 listJobs'))
    first.die()
    desktop.tell({ state: 'restarting', reason: 'crashed', restarts: 1 })
    expect(await pending).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    await eventually(() => expect(session.connection()).toMatchObject({ kind: 'reconnecting' }))
    expect(await session.client.getStatus({})).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    desktop.tell({ state: 'running', life: 2 })
    desktop.deliver()
    await connected()
    expect(await version()).toBe('engine 2')
  })

  it('notices an engine whose end of the port is gone before anybody says so', async () => {
    const engine = desktop.deliver()
    await connected()
    engine.die()
    await eventually(() => expect(session.connection().kind).toBe('reconnecting'))
  })
})
