/** The headless face against simulated devices over UDP on loopback: what it prints, and how it ends. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { SimulatedDevice, Simulator } from '../../electron/simulator/simulator-types.ts'

/** A valve of the air handler, which the building's program commands at priority 16. */
const OUTPUT = 'analog-output,4'
const CLI = join(import.meta.dirname, '../../electron/cli/main.ts')

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const cli = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PLANTROOM_LOOPBACK_ONLY: '1' } })
    let out = ''
    let err = ''
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (err += part.toString()))
    child.on('close', (code) => resolve({ code, out, err }))
  })

interface Found {
  readonly devices: readonly { readonly instance: number; readonly address: string; readonly name: string; readonly objects: readonly { readonly type: string; readonly instance: number; readonly units: string | null; readonly value: number | null }[] }[]
  readonly problems: readonly { readonly text: string }[]
}

describe('the headless face', () => {
  let simulator: Simulator
  let devices: readonly SimulatedDevice[]
  let home: string
  const address = (at: number): string => `${devices[at]!.ip}:${devices[at]!.port}`

  beforeAll(async () => {
    simulator = createSimulator({ devices: 3, points: 60, port: 0 })
    devices = (await simulator.start()).devices
    home = mkdtempSync(join(tmpdir(), 'plantroom-cli-'))
  })
  afterAll(async () => {
    await simulator.stop()
    rmSync(home, { recursive: true, force: true })
  })

  it('finds several devices on one host by port, with names, units and values', async () => {
    // The building goes on while it is read: what it said at any moment of that is right.
    const seen = devices.map(({ instance }) => Array.from({ length: 60 }, (_, object) => [simulator.reading(instance, 0, object) ?? Number.NaN]))
    const watching = setInterval(() => {
      for (const [at, objects] of seen.entries()) for (const [object, values] of objects.entries()) values.push(simulator.reading(devices[at]!.instance, 0, object) ?? Number.NaN)
    }, 50)
    const { code, out } = await cli('discover', '--interface', '127.0.0.1', '--target', address(0), '--target', address(1), '--json').finally(() => clearInterval(watching))
    const found = JSON.parse(out) as Found
    expect(code).toBe(0)
    expect(found.problems).toEqual([])
    expect(found.devices.map((device) => device.address)).toEqual([address(0), address(1)])
    for (const [at, device] of found.devices.entries()) {
      const analogs = device.objects.filter(({ type }) => type === 'analog-input')
      expect(analogs.length).toBeGreaterThan(3)
      for (const object of analogs) expect(seen[at]![object.instance]!.some((value) => Math.abs(value - (object.value ?? Number.NaN)) < 0.01), `${device.name} ${object.instance}: ${object.value}`).toBe(true)
    }
  })

  it('says which target is silent, and fails when all are', async () => {
    const some = await cli('discover', '--target', address(0), '--target', '127.0.0.1:9', '--json')
    expect([some.code, (JSON.parse(some.out) as Found).problems.map(({ text }) => text)]).toEqual([0, ['No device answered at 127.0.0.1:9.']])
    const none = await cli('discover', '--target', '127.0.0.1:9', '--json')
    expect(none.code).toBe(1)
    expect((JSON.parse(none.out) as Found).problems[0]?.text).toContain('127.0.0.1:9')
  })

  it('reads one property with its time and quality', async () => {
    const beforeMs = Date.now()
    const { code, out } = await cli('read', address(0), 'analog-input,1', 'present-value', '--json')
    const read = JSON.parse(out) as { value: number; time: string; quality: string; property: string }
    expect(code).toBe(0)
    expect(read.value).toBeCloseTo(simulator.reading(devices[0]!.instance, 0, 1)!, 0)
    expect(Date.parse(read.time)).toBeGreaterThanOrEqual(beforeMs)
    expect([read.property, read.quality]).toEqual(['present-value', 'good'])
  })

  it('reads texts, lists and elements of arrays', async () => {
    const name = await cli('read', address(0), 'device,4194303', 'object-name', '--json')
    expect([name.code, (JSON.parse(name.out || '{}') as { value?: string }).value]).toEqual([0, expect.stringMatching(/./)])
    const list = JSON.parse((await cli('read', address(0), `device,${devices[0]!.instance}`, 'object-list', '--json')).out) as { value: string[] }
    const length = JSON.parse((await cli('read', address(0), `8,${devices[0]!.instance}`, '76', '0', '--json')).out) as { value: number }
    expect(list.value.length).toBe(length.value)
    expect(list.value).toContain('AI 1')
  })

  it('says what could not be read and why', async () => {
    const { code, err } = await cli('read', address(0), 'analog-input,999', 'present-value')
    expect(code).toBe(1)
    expect(err).toContain('AI 999')
    expect(err).toContain('unknown object')
  })

  it.each([[['read', '127.0.0.1', 'nothing,1']], [['discover', '--target', 'x']], [['write', '127.0.0.1', 'analog-output,1', '50']]])('refuses %j with code 2', async (args) => {
    const { code, out, err } = await cli(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err.length).toBeGreaterThan(10)
  })

  it('records into a site folder that later exports every reading', async () => {
    const site = join(home, 'site')
    const recorded = await cli('record', '--site', site, '--target', address(2), '--for', '5', '--json')
    const summary = JSON.parse(recorded.out) as { devices: number; points: number; readings: number }
    expect(recorded.code).toBe(0)
    expect(summary.devices).toBe(1)
    expect(summary.readings).toBeGreaterThan(10)
    const out = join(home, 'out')
    const exported = await cli('export', '--site', site, '--what', 'readings', '--out', out, '--json')
    expect(exported.code).toBe(0)
    const [file = ''] = readdirSync(out)
    const lines = readFileSync(join(out, file), 'utf8').trimEnd().split('\n')
    expect(lines[0]).toBe('time,device,object,name,value,units,quality')
    expect(lines.length - 1).toBeGreaterThanOrEqual(summary.readings)
  })

  it('refuses to write without --yes, then writes with a priority, reads it back, and gives it back', async () => {
    const before = JSON.parse((await cli('read', address(0), OUTPUT, 'present-value', '--json')).out) as { value: number }
    const refused = await cli('write', address(0), OUTPUT, '33')
    expect([refused.code, refused.err.includes('--yes')]).toEqual([2, true])
    const written = await cli('write', address(0), OUTPUT, '33', '--priority', '8', '--yes', '--note', 'test', '--json')
    expect([written.code, JSON.parse(written.out)]).toEqual([0, expect.objectContaining({ action: 'write', priority: 8, after: expect.stringContaining('33') })])
    expect((JSON.parse((await cli('read', address(0), OUTPUT, 'present-value', '--json')).out) as { value: number }).value).toBe(33)
    const back = await cli('write', address(0), OUTPUT, '--relinquish', '--priority', '8', '--yes', '--json')
    expect(back.code).toBe(0)
    const after = JSON.parse((await cli('read', address(0), OUTPUT, 'priority-array', '8', '--json')).out) as { value: number | null }
    expect(after.value).toBeNull()
    expect(before.value).not.toBe(33)
  })

  it('keeps a snapshot of a site, and says that nothing changed since', async () => {
    const site = join(home, 'snapshots')
    const taken = await cli('snapshot', '--site', site, '--target', address(1), '--note', 'first', '--json')
    const info = JSON.parse(taken.out) as { id: number; note: string; devices: number }
    expect([taken.code, info.note, info.devices]).toEqual([0, 'first', 1])
    const diff = await cli('snapshot', '--site', site, '--diff', String(info.id), '--json')
    expect([diff.code, (JSON.parse(diff.out) as { changes: unknown[] }).changes]).toEqual([0, []])
  })

  it('checks a network up, in words, and fails below the wanted score', async () => {
    const { code, out } = await cli('check', '--target', address(0), '--for', '20', '--min', '100', '--json')
    const found = JSON.parse(out) as { score: number | null; passed: { text: string }[]; deductions: unknown[] }
    expect(found.passed.map(({ text }) => text)).toContain('No instance number is used twice.')
    expect(code).toBe(found.score === 100 ? 0 : 3)
  })

  it('exports a site as EDE files', async () => {
    const site = join(home, 'ede-site')
    const out = join(home, 'ede')
    expect((await cli('record', '--site', site, '--target', address(1), '--for', '1')).code).toBe(0)
    const exported = await cli('export', '--site', site, '--what', 'ede', '--out', out, '--json')
    expect(exported.code).toBe(0)
    const files = readdirSync(out)
    expect(files.length).toBe(4)
    const text = files.map((file) => readFileSync(join(out, file), 'utf8')).join('')
    expect(text).toContain(String(devices[1]!.instance))
  })
})
