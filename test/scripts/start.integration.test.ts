/** `npm start` as a program: what it prints where, and how it ends. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectToHost } from '../support/host-client.ts'
import { runHost } from '../support/run-host.ts'

const START = join(import.meta.dirname, '../../scripts/start.ts')

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    // Without the variables of a display, so that no window is ever tried.
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
    const child = spawn(process.execPath, [START, ...args], { env: { ...rest, ...env } })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (text) => (stdout += String(text)))
    child.stderr.on('data', (text) => (stderr += String(text)))
    child.on('exit', (code) => resolve({ code, stdout, stderr }))
  })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-start-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('npm start', () => {
  it('refuses unknown flags with the usage and code 2', async () => {
    const { code, stdout, stderr } = await run(['--bogus'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain("Unknown option '--bogus'")
    expect(stderr).toContain('usage: npm start')
  })

  it('prints the usage when asked', async () => {
    const { code, stdout } = await run(['--help'])
    expect(code).toBe(0)
    for (const flag of ['--demo', '--host', '--data', '--port', '--no-open']) expect(stdout).toContain(flag)
  })

  it.skipIf(process.platform === 'win32' || process.platform === 'darwin')('says in one sentence why there is no desktop, with code 1', async () => {
    const { code, stdout, stderr } = await run(['--host', 'desktop', '--data', folder])
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain('The desktop application cannot run here because there is no display.')
  })

  it.skipIf(process.platform === 'win32')('ends with npm, which does not pass signals on', async () => {
    // A shell that waits for its command, as npm's does: killing it does not reach the command.
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${START}" --host web --no-open --data "${folder}"; exit 0`], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const address = await new Promise<string>((resolve) => shell.stdout.once('data', (text) => resolve(String(text).trim())))
    const client = await connectToHost(address)
    expect(await client.engine().getStatus({})).toMatchObject({ ok: true })
    client.close()
    shell.kill('SIGKILL')
    const answers = (): Promise<boolean> => fetch(address, { redirect: 'manual' }).then(() => true, () => false)
    const endMs = performance.now() + 60_000
    while ((await answers()) && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await answers()).toBe(false)
  })

  it('opens the web host on the product’s own engine: the address alone on stdout, a fresh site in the folder, a clean end', async () => {
    const host = await runHost(folder)
    try {
      expect(host.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?t=[\w-]+$/)
      const client = await connectToHost(host.address)
      const status = await client.engine().getStatus({})
      expect(status).toMatchObject({ ok: true, value: { siteFolder: join(folder, 'site'), demo: false, firstRun: true } })
      client.close()
    } finally {
      expect(await host.stop()).toBe(process.platform === 'win32' ? null : 0)
    }
  })
})
