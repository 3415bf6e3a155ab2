/** Runs the built main bundle in a process where `electron` is the double, and gives the test its controls. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from '../../scripts/start/ensure-built.ts'
import type { Controls } from './electron-controls.ts'

const ROOT = join(import.meta.dirname, '../..')

type Remote = { readonly [K in keyof Controls]: (...args: Parameters<Controls[K]>) => Promise<Awaited<ReturnType<Controls[K]>>> }

export interface DesktopEnd {
  readonly code: number | null
  /** How the last engine had ended when the program ended; null = it had not, or there was none. */
  readonly engineExitCode: number | null
}

export interface RunningDesktop {
  readonly controls: Remote
  readonly ended: Promise<DesktopEnd>
  log(): string
  kill(): void
}

/** Builds what is missing or old first. */
export const buildDesktop = async (): Promise<void> => {
  const built = await ensureBuilt(ROOT, () => {})
  if (!built.ok) throw new Error(built.error.message)
}

export const runDesktop = (dataFolder: string, env: Readonly<Record<string, string>> = {}, ...args: readonly string[]): RunningDesktop => {
  const child = fork(join(ROOT, 'out/main/main.js'), ['--data', dataFolder, ...args], {
    execArgv: ['--import', new URL('./electron-controls.ts', import.meta.url).href],
    env: { ...process.env, ...env },
    cwd: dataFolder,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let log = ''
  child.stdout?.on('data', (text) => (log += String(text)))
  child.stderr?.on('data', (text) => (log += String(text)))
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let engineExitCode: number | null = null
  let lastId = 0
  child.on('message', (message: { id?: number; value?: unknown; error?: string; ended?: { engineExitCode: number | null } }) => {
    if (message.ended !== undefined) ({ engineExitCode } = message.ended)
    if (message.id === undefined) return
    const { resolve, reject } = waiting.get(message.id) ?? {}
    waiting.delete(message.id)
    if (message.error === undefined) resolve?.(message.value)
    else reject?.(new Error(message.error))
  })
  const ended = new Promise<DesktopEnd>((resolve) => {
    child.on('exit', (code) => {
      for (const { reject } of waiting.values()) reject(new Error(`the desktop ended with ${code}:\n${log}`))
      resolve({ code, engineExitCode })
    })
  })
  const call = (name: string, callArgs: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      child.send({ id: lastId, name, args: callArgs })
    })
  const controls = new Proxy({}, { get: (_target, name) => (...callArgs: unknown[]) => call(String(name), callArgs) }) as Remote
  return { controls, ended, log: () => log, kill: () => void child.kill('SIGKILL') }
}
