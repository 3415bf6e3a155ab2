/** What readings say to roles, measured on generated series whose meaning is known. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { behaviourTable, measureBehaviour } from '../../electron/evaluate/role-behaviour.ts'
import { seededRandom } from '../../shared/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantroom-behaviour-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HOUR_MS = 3_600_000
const random = seededRandom(3)
const noise = (): number => random() - 0.5
const timeOf = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ')
const air = (i: number): number => 8 + 6 * Math.sin((i / 24) * 2 * Math.PI) + 3 * Math.sin(i / 90) + 0.3 * noise()

const write = (name: string, header: string, rowAt: (i: number) => readonly number[]): void =>
  writeFileSync(join(folder, name), [`timestamp,${header}`, ...Array.from({ length: 1_500 }, (_, i) => [timeOf(i), ...rowAt(i).map((value) => value.toFixed(3))].join(','))].join('\n'))

describe('readings that are told right and wrong roles', () => {
  mkdirSync(join(folder, 'drift'))
  mkdirSync(join(folder, 'forecast'))
  write('drift/oat_1.csv', 'value,peer1', (i) => [air(i) + 0.2 * noise(), air(i)])
  write('forecast/meter.csv', 'value,temp_c,rh', (i) => [40 + 20 * Math.sin((i / 24) * 2 * Math.PI) + 3 * noise(), air(i), 60 + 20 * noise()])
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ drift: [{ id: 'oat_1', family: 'oat_long' }], forecast: [{ id: 'meter', kind: 'electricity' }] }))
  const rows = measureBehaviour(folder) ?? []
  const of = (role: string) => rows.find((row) => row.role === role)

  it('confirm outdoor air beside outdoor air, and a register', () => {
    expect(of('outside_air_temp')).toMatchObject({ looked: 12, right: { confirmed: 6, silent: 6, contradicted: 0 } })
    expect(of('elec_energy')?.right).toEqual({ confirmed: 6, silent: 0, contradicted: 0 })
  })

  it('contradict a room that is outdoor air, and power that is a register', () => {
    expect(of('outside_air_temp')?.wrong.contradicted).toBeGreaterThan(6 * 4)
    expect(of('elec_energy')?.wrong.contradicted).toBeGreaterThan(0)
    expect(rows.every(({ misled }) => misled.size === 0)).toBe(true)
  })

  it('are told as a table, with a line for each role and one for all', () => {
    const lines = behaviourTable(rows)
    expect(lines).toHaveLength(rows.length + 3)
    expect(lines.at(-1)).toMatch(/^all +30 +40 % +0 %/)
  })

  it('are not there where nothing was brought', () => {
    expect(measureBehaviour(join(folder, 'nowhere'))).toBeNull()
  })
})
