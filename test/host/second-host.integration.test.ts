/** The whole second host as a process of its own, with a forked engine process: what a kill, a stop and a dead host do. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EngineStatus } from '../../shared/domain/engine-status.ts'
import { connectToHost, type HostClient } from '../support/host-client.ts'
import { ask, enter as redeem, until } from './raw-client.ts'

const RUNNER = join(import.meta.dirname, 'fake-host-child.ts')

/** On Windows a signal from another process ends its target at once; Ctrl+C in its window does what SIGINT does here. */
const NO_SIGNALS = process.platform === 'win32'

interface Host {
  readonly process: ChildProcess
  readonly address: string
  readonly exited: Promise<number | null>
  log(): string
}

let folder: string
const hosts: Host[] = []
const clients: HostClient[] = []

const startHost = async (dataFolder: string, ...args: readonly string[]): Promise<Host> => {
  const child = spawn(process.execPath, [RUNNER, dataFolder, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.on('data', (text) => (log += String(text)))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void exited.then(() => resolve(''))
  })
  const host = { process: child, address, exited, log: () => log }
  hosts.push(host)
  return host
}
const enter = async (host: Host, address = host.address): Promise<HostClient> => {
  const client = await connectToHost(address)
  clients.push(client)
  return client
}
/** Two pages: the printed address lets one in, which gets addresses for others. */
const enterTwice = async (host: Host): Promise<[HostClient, HostClient]> => {
  const port = Number(new URL(host.address).port)
  const cookie = await redeem(host.address)
  const another = async (): Promise<string> => (await ask(port, '/new', { cookie })).body.split('\n')[0] ?? ''
  return [await enter(host, await another()), await enter(host, await another())]
}
/** The fake engine gives its process id as its version. */
const enginePid = async (client: HostClient): Promise<number> => {
  const status = await client.engine().getStatus({})
  return status.ok ? Number((status.value satisfies EngineStatus).version) : 0
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const journal = (dataFolder: string): string[] => readFileSync(join(dataFolder, 'journal.txt'), 'utf8').trim().split('\n')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-host-'))
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  for (const host of hosts.splice(0)) {
    host.process.kill('SIGKILL')
    await host.exited
  }
  rmSync(folder, { recursive: true, force: true })
})

describe('the second host', () => {
  it('prints its address alone as the first line, and serves the contract there', async () => {
    const host = await startHost(folder)
    expect(host.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?t=[\w-]{43}$/)
    const client = await enter(host)
    expect(await client.engine().listDevices({})).toMatchObject({ ok: true, value: [{ name: 'AHU-1' }] })
    const series = await client.engine().getSeries({ pointIds: [1], fromMs: 0, toMs: 1, maxPoints: 10_000 })
    expect(series.ok && series.value[0]?.values.at(-1)).toBe(999.9)
  })

  it('has a new engine soon whenever the former one is killed, with every page connected to it', async () => {
    const host = await startHost(folder)
    const [one, other] = await enterTwice(host)
    for (let kill = 0; kill < 5; kill += 1) {
      const pid = await enginePid(one)
      expect(pid).toBeGreaterThan(0)
      process.kill(pid, 'SIGKILL')
      // A second or two; five at most on a quiet machine.
      const endMs = performance.now() + 30_000
      let found: number[] = []
      while (performance.now() < endMs && !(found.length === 2 && found[0] === found[1] && found[0] !== pid && found[0] !== 0)) {
        found = await Promise.all([enginePid(one), enginePid(other)])
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      expect(found).not.toContain(pid)
      expect(found[0]).toBe(found[1])
    }
    expect(one.links()).toBe(6)
  })

  it.skipIf(NO_SIGNALS)('fails calls that were under way when the engine died, instead of letting them hang', async () => {
    const host = await startHost(folder)
    const client = await enter(host)
    const pid = await enginePid(client)
    process.kill(pid, 'SIGSTOP')
    const call = client.engine().listDevices({})
    process.kill(pid, 'SIGKILL')
    expect(await call).toMatchObject({ ok: false, error: { code: 'disconnected' } })
  })

  it.skipIf(NO_SIGNALS)('says on Ctrl+C what was written from here and still stands', async () => {
    const host = await startHost(join(folder, 'standing'))
    const client = await enter(host)
    expect(await client.engine().getStatus({})).toMatchObject({ ok: true })
    host.process.kill('SIGINT')
    expect(await host.exited).toBe(0)
    expect(host.log()).toContain('1 value that was written from here still stands')
    expect(host.log()).toContain('AO 1 “Valve”: 42 % at priority 8')
  })

  it.skipIf(NO_SIGNALS).each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops on %s with code 0, after the last batch', async (signal) => {
    const host = await startHost(folder)
    const pid = await enginePid(await enter(host))
    host.process.kill(signal)
    expect(await host.exited).toBe(0)
    expect(journal(folder)).toEqual([`${pid} start`, `${pid} last batch written`])
    expect(isAlive(pid)).toBe(false)
  })

  it('that is killed leaves no engine behind, and the engine writes its last batch', async () => {
    const host = await startHost(folder)
    const pid = await enginePid(await enter(host))
    host.process.kill('SIGKILL')
    await host.exited
    await until('the engine ended', () => !isAlive(pid))
    expect(journal(folder).at(-1)).toBe(`${pid} last batch written`)
  })

  it('says why the engine cannot run and tries no more', async () => {
    const data = join(folder, 'newer')
    const host = await startHost(data)
    const client = await enter(host)
    await until('the state came', () => client.state()?.state === 'failed')
    expect(client.state()).toMatchObject({ state: 'failed', failure: { code: 'store-newer' } })
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(journal(data)).toHaveLength(1)
    expect(host.log()).toContain('written by a newer Plantroom')
  })

  it('says in one line that its port is taken and ends with code 1', async () => {
    const first = await startHost(folder)
    const { port } = new URL(first.address)
    const second = await startHost(join(folder, 'second'), port)
    expect(await second.exited).toBe(1)
    expect(second.address).toBe('')
    expect(second.log().trim()).toBe(`TCP port ${port} is in use by another program; choose another one.`)
  })
})
