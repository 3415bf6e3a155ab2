/** The fuzzer as a command: it knows every decoder, ends by itself, and says what it saw. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { adoptDecoders, DECODERS } from './decoders.ts'

const ROOT = join(import.meta.dirname, '../..')
const modules: Record<string, Record<string, unknown>> = import.meta.glob('../../electron/engine/bacnet/*.ts', { eager: true })
const folder = mkdtempSync(join(tmpdir(), 'plantroom-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fuzz = (...args: readonly string[]) => spawnSync(process.execPath, [join(ROOT, 'scripts/fuzz.ts'), ...args], { encoding: 'utf8', timeout: 200_000 })

describe('npm run fuzz', () => {
  it('knows how to call every decoder that there is; a new one with other parameters needs a place in decoders.ts', () => {
    expect(adoptDecoders(Object.values(modules))).toEqual([])
    expect(Object.keys(DECODERS).length).toBeGreaterThan(20)
  })

  it('runs the asked number of packets and finds no defect', () => {
    const { status, stdout, stderr } = fuzz('--packets', '3000', '--seed', '1')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/3,\d{3} packets .* blocks of code reached[\s\S]*no defect\n$/)
    expect(status).toBe(0)
  })

  it('shows a saved input again', () => {
    const file = join(folder, 'one.txt')
    writeFileSync(file, '0 810b000c0120ffff00ff1008\n')
    expect(fuzz('--replay', file).stdout).toBe(`${file}: no defect\n`)
  })

  it('refuses what is no number', () => {
    expect(fuzz('--packets', 'many')).toMatchObject({ status: 2, stderr: '--packets many is no whole number\n' })
  })
})
