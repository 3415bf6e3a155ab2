/** Roles in a running engine: found after discovery, kept over a restart, decided, undone, taken from a file. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import { isSureRole } from '../../shared/domain/roles.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const home = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-roles-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

const rolesOf = async (engine: InlineEngine) => valueOf(await engine.handlers.listRoles({}))

describe('roles', () => {
  it('of a discovered building are found, corrected, undone, exported and read back, and are there at the next start', async () => {
    const simulator = createSimulator({ port: 0, devices: 2 })
    const { devices } = await simulator.start()
    onTestFinished(() => simulator.stop())
    const folder = home()
    const engine = await startInlineEngine({ home: folder })
    const told: number[] = []
    engine.subscribe((name, payload) => void (name === 'rolesChanged' && told.push(...(payload as readonly number[]))))
    const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
    const points = valueOf(await engine.handlers.listPoints({})).filter(({ kind }) => kind !== 'other')
    const found = await eventually('the role of every point', async () => {
      const roles = await rolesOf(engine)
      return roles.length === points.length && roles
    })
    expect(found.filter(isSureRole).length / found.length).toBeGreaterThan(0.5)
    // Told when all are kept, a moment after the last can be asked for.
    await eventually('the word of every device', () => points.every(({ deviceId }) => told.includes(deviceId)))

    const one = found.find(({ role }) => role !== null)
    const pointId = one?.pointId ?? 0
    const change = valueOf(await engine.handlers.setRoles({ pointIds: [pointId], role: 'load_shed' }))
    expect(change.changed).toMatchObject([{ pointId, role: 'load_shed', source: 'corrected' }])
    valueOf(await engine.handlers.undoRoles({ changeId: change.changeId }))
    await eventually('the role of before', async () => (await rolesOf(engine)).find((other) => other.pointId === pointId)?.role === one?.role)

    const file = valueOf(await engine.handlers.exportRoles({}))
    const text = new TextDecoder().decode(file.bytes)
    expect(valueOf(await engine.handlers.importRoles({ text }))).toMatchObject({ changed: [], rows: points.length, unusable: [] })
    valueOf(await engine.handlers.confirmRoles({ pointIds: [pointId] }))
    expect(await engine.handlers.setRoles({ pointIds: [9_999_999], role: 'alarm' })).toMatchObject({ ok: false, error: { code: 'role-point-unknown' } })
    expect(valueOf(await engine.handlers.listDataProblems({})).every(({ pointIds }) => pointIds.length > 0)).toBe(true)
    await engine.stop()

    const again = await startInlineEngine({ home: folder })
    onTestFinished(() => again.stop())
    const kept = await eventually('the kept roles', async () => {
      const roles = await rolesOf(again)
      return roles.length === points.length && roles
    })
    expect(kept.find((other) => other.pointId === pointId)).toMatchObject({ role: one?.role, source: 'confirmed', confidence: 1 })
  })
})
