/** The role finder on names of many habits and languages: right in nearly all cases, and never sure of a wrong role. */
import { describe, expect, it } from 'vitest'
import { findRoles } from '../../../../electron/engine/analysis/roles/find-roles.ts'
import type { RolePoint } from '../../../../electron/engine/analysis/roles/point-signs.ts'
import type { FoundRole } from '../../../../shared/domain/roles.ts'
import { NAMED_POINTS } from './named-points.ts'

const point = (id: number, name: string, change: Partial<RolePoint> = {}): RolePoint => ({ id, deviceId: 1, name, description: '', objectType: null, kind: null, units: null, stateTexts: [], ...change })

const found = (points: readonly RolePoint[]): FoundRole[] => {
  const work = findRoles(points)
  for (;;) {
    const step = work.next()
    if (step.done === true) return points.map(({ id }) => step.value.get(id) as FoundRole)
  }
}

const casesOf = (lines: string): { name: string; role: string }[] =>
  lines.trim().split('\n').map((line) => {
    const [name = '', role = ''] = line.split(' | ')
    return { name, role }
  })

describe.each(Object.entries(NAMED_POINTS))('names in %s', (_habit, lines) => {
  it.each(casesOf(lines))('$name is $role', ({ name, role }) => {
    expect(found([point(1, name)])[0]).toMatchObject({ role })
  })
})

describe('the role finder', () => {
  it('says how sure it is: on all these names together it is right in at least 96 of 100 where it says 0.8 or more, and it says so for most', () => {
    const cases = Object.values(NAMED_POINTS).flatMap(casesOf)
    // Each on a device of its own, so that no name helps another.
    const judged = found(cases.map(({ name }, id) => point(id, name, { deviceId: id }))).map((one, i) => ({ ...one, right: one.role === cases[i]?.role }))
    const sure = judged.filter(({ confidence }) => confidence >= 0.8)
    expect(sure.filter(({ right }) => right).length / sure.length).toBeGreaterThanOrEqual(0.96)
    expect(sure.length / judged.length).toBeGreaterThan(0.7)
  })

  it('takes from the description which water an abbreviation means, also in a plant of another', () => {
    const roleOf = (name: string, description: string) => found([point(1, name, { description, units: 62, objectType: 0, kind: 'analog' })])[0]
    expect(roleOf('CHW_PLANT.CWS_T', 'Condenser water supply temperature')).toMatchObject({ role: 'other_water_temp' })
    expect(roleOf('CHW_PLANT.CWS_T', 'Condenser water supply temperature')?.confidence).toBeGreaterThan(0.8)
    expect(roleOf('CWR_T', 'Chilled water return temperature')).toMatchObject({ role: 'chilled_water_return_temp' })
    expect(roleOf('CWR_T', '')?.confidence).toBeLessThan(0.8)
    expect(found([point(1, 'CHW_PLANT.CH1_KW', { description: 'Chiller 1 power', units: 48, objectType: 0, kind: 'analog' })])[0]).toMatchObject({ role: 'elec_power', confidence: 0.99 })
  })

  it('leaves blank what no name, unit or neighbour tells', () => {
    for (const name of ['XQZ-17', 'Object 4', 'AV_102', 'Percent_VAVs_Below_SP', 'Serial No', '', '日本語', '   ']) expect(found([point(1, name)])[0], name).toMatchObject({ role: null, confidence: 0 })
  })

  it('asks the unit where the name leaves out what is measured', () => {
    expect(found([point(1, 'Supply Air', { objectType: 0, kind: 'analog', units: 62 })])[0]).toMatchObject({ role: 'supply_air_temp', reasons: [{ key: 'role.reason.words' }, { key: 'role.reason.unit' }] })
    expect(found([point(1, 'Supply Air', { objectType: 0, kind: 'analog', units: 29 })])[0]).toMatchObject({ role: 'air_humidity' })
  })

  it('tells command from status by the object where the name says neither', () => {
    expect(found([point(1, 'Supply Fan', { objectType: 4, kind: 'binary' })])[0]).toMatchObject({ role: 'fan_cmd' })
    expect(found([point(1, 'Supply Fan', { objectType: 3, kind: 'binary' })])[0]).toMatchObject({ role: 'fan_status' })
  })

  it('reads the description where the name is a number', () => {
    expect(found([point(1, 'AI 12', { description: 'Return air temperature', objectType: 0, kind: 'analog', units: 62 })])[0]).toMatchObject({ role: 'return_air_temp' })
  })

  it('is surer where name and description say the same, each alone, and no surer where they differ or the description says less', () => {
    const sureness = (description: string): number => found([point(1, 'AHU-1.CHWV', { description, objectType: 1, kind: 'analog', units: 98 })])[0]?.confidence ?? 0
    const alone = sureness('')
    expect(sureness('Chilled water valve')).toBeGreaterThan(alone + 0.05)
    expect(sureness('Hot water valve')).toBeLessThan(sureness('Chilled water valve') - 0.1)
    expect(sureness('Output of room 12')).toBeLessThan(alone + 0.05)
  })

  it('knows a valve among the points of a terminal box as its reheat valve, and says that the company told', () => {
    const box = ['S2-05:ROOM TEMP', 'S2-05:CTL STPT', 'S2-05:DMPR POS', 'S2-05:AIR VOLUME', 'S2-05:VLV POS'].map((name, id) => point(id, name))
    const valve = found(box)[4]
    expect(valve?.role).toBe('heating_valve')
    expect(valve?.reasons.map(({ key }) => key)).toContain('role.reason.company')
    expect(found([point(1, 'S2-05:VLV POS')])[0]?.role).toBe('other_valve')
  })

  it('takes many temperatures of one pattern on a device for rooms, not two of them', () => {
    const many = (count: number) => found(Array.from({ length: count }, (_, i) => point(i, `WNG_${i}_N_TEMP`, { objectType: 0, kind: 'analog', units: 62 })))
    expect(many(12).every(({ role, confidence }) => role === 'zone_air_temp' && confidence >= 0.8)).toBe(true)
    expect(many(2)[0]?.confidence ?? 0).toBeLessThan(0.6)
  })

  it('names units that cannot be and units that are missing, on sure roles only', () => {
    const keys = (name: string, units: number) => found([point(1, name, { objectType: 0, kind: 'analog', units })])[0]?.problems.map(({ key }) => key)
    expect(keys('HHW Meter Energy', 0)).toEqual(['role.problem.unit'])
    expect(keys('Room Temperature', 95)).toEqual(['role.problem.noUnit'])
    expect(keys('Room Temperature', 62)).toEqual([])
    expect(keys('XQZ-17', 0)).toEqual([])
  })

  it('gives a role by the number of points, not by their order', () => {
    const names = Object.values(NAMED_POINTS).flatMap(casesOf).map(({ name }) => name)
    const points = names.map((name, id) => point(id, name))
    const there = found(points)
    const back = found([...points].toReversed()).toReversed()
    expect(back).toEqual(there)
  })
})
