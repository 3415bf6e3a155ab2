/** The simulator as a program: says where its devices are, refuses what it does not know. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../../electron/simulator/main.ts')

/** Runs until it ends or has written `lines` lines, then ends it. */
const run = async (args: readonly string[], lines: number): Promise<{ out: string; err: string; code: number | null }> => {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    if (out.split('\n').length > lines) child.kill('SIGTERM')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { out, err, code }
}

test('prints one line a device and stops when told to', async () => {
  const { out, err, code } = await run(['--port', '0', '--devices', '3', '--fault', 'chilledSupplyBias'], 3)
  expect(err).toContain('no device 3001')
  // Windows has no signals: there the process is ended from outside.
  if (process.platform !== 'win32') expect(code).toBe(0)
  expect(out).toMatch(/^device 1001 at 127\.0\.0\.1:\d+\ndevice 1002 at 127\.0\.0\.1:\d+\ndevice 2001 at 127\.0\.0\.1:\d+\n$/)
})

test.each([
  [['--bogus'], '--bogus'],
  [['--fault', 'gremlins'], 'gremlins'],
  [['--site', 'nowhere.json'], 'nowhere.json'],
])('%j is refused in words, with a code', async (args, words) => {
  const { out, err, code } = await run(args, 1)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(words)
})

test('lists its faults', async () => {
  const { out, code } = await run(['--fault', 'list'], 1_000)
  expect(code).toBe(0)
  expect(out).toContain('chilledSupplyBias')
  expect(out).toContain('Chilled water supply temperature sensor')
})
