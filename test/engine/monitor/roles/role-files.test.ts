/** Roles as CSV: written for spreadsheets, read back as decisions about the rows that were changed. */
import { describe, expect, it } from 'vitest'
import { readRoles, writeRoles, type ListedPoint } from '../../../../electron/engine/monitor/roles/role-files.ts'
import { readCsv } from '../../../../shared/plain-csv.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

const listed = (id: number, name: string, role: PointRole | null): ListedPoint => ({
  deviceInstance: 1_001,
  point: { id, deviceId: 1, objectType: 0, objectInstance: id, name, description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 0 },
  assignment: { pointId: id, role, confidence: 0.9, source: 'found', pattern: 'p', reasons: [], problems: [], foundRole: role, foundConfidence: 0.9, decidedAtMs: null },
})
const POINTS = [listed(1, 'Room, north "A"', 'zone_air_temp'), listed(2, '=cmd()', null), listed(3, 'Supply', 'supply_air_temp')]

describe('roles as a file', () => {
  it('hold every point and stay literal where a spreadsheet would see a formula or a separator', () => {
    const rows = readCsv(writeRoles(POINTS))
    expect(rows).toHaveLength(4)
    expect(rows[1]?.slice(0, 7)).toEqual(['1001', 'analogInput', '1', 'Room, north "A"', '', '°C', 'zone_air_temp'])
    expect(rows[2]?.[3]).toBe("'=cmd()")
  })

  it('read back unchanged decide nothing', () => {
    expect(readRoles(writeRoles(POINTS), POINTS, 5)).toEqual({ rows: 3, decisions: new Map(), unusable: [] })
  })

  it('read back with changes correct what differs and confirm what is marked so, also with semicolons', () => {
    const text = writeRoles(POINTS).replace('supply_air_temp,0.90,found', 'return_air_temp,0.90,found').replace('zone_air_temp,0.90,found', 'zone_air_temp,0.90,confirmed')
    const expected = new Map([[1, { source: 'confirmed', role: 'zone_air_temp', atMs: 5 }], [3, { source: 'corrected', role: 'return_air_temp', atMs: 5 }]])
    expect(readRoles(text, POINTS, 5).decisions).toEqual(expected)
    expect(readRoles('device;object_type;instance;role\n1001;analogInput;3;', POINTS, 5).decisions).toEqual(new Map([[3, { source: 'corrected', role: null, atMs: 5 }]]))
  })

  it('name the rows that cannot be used', () => {
    const { decisions, unusable } = readRoles('device,object_type,instance,role\n1001,analogInput,9,alarm\n1001,analogInput,1,nonsense\n', POINTS, 5)
    expect(decisions.size).toBe(0)
    expect(unusable).toEqual([{ row: 2, why: { key: 'role.import.noPoint' } }, { row: 3, why: { key: 'role.import.noRole', params: { role: 'nonsense' } } }])
  })
})
