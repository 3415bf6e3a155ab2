/** The air a box is judged against: that of its own air handler where it is known, the warmest of all where not. */
import { describe, expect, it } from 'vitest'
import type { Binding } from '../../../../electron/engine/analysis/rules/bind.ts'
import { equipmentValues } from '../../../../electron/engine/pipeline/rules/equipment-inputs.ts'
import { formEquipment, type FormedSite } from '../../../../electron/engine/pipeline/rules/form-equipment.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'

const facts = { objectType: 0, description: '', units: 62, stateTexts: [], pollIntervalMs: 60_000 } as const
const of = (deviceId: number, first: number, roles: readonly PointRole[]): readonly (readonly [Point, PointRole])[] =>
  roles.map((role, i) => [{ ...facts, id: first + i, objectInstance: first + i, deviceId, name: role, kind: role === 'fan_status' ? 'binary' : 'analog' }, role])

/** A warm unit (points 1 and 2), a cold one (11 and 12), and a box (21 to 23). */
const siteWith = (boxName: string): { readonly site: FormedSite; readonly box: Binding } => {
  const points = [...of(1, 1, ['supply_air_temp', 'fan_status']), ...of(2, 11, ['supply_air_temp', 'fan_status']), ...of(3, 21, ['zone_air_temp', 'supply_air_temp', 'damper_position'])]
  const roles = new Map(points.map(([{ id }, role]) => [id, role]))
  const forming = formEquipment(points.map(([point]) => point), (id) => roles.get(id) ?? null, (id) => ['', 'AHU-1', 'AHU-2', boxName][id] ?? '')
  for (;;) {
    const step = forming.next()
    if (step.done === true) return { site: step.value, box: step.value.bindings.find(({ equipment }) => equipment.kind === 'vav') as Binding }
  }
}

const NOW: Readonly<Record<number, number>> = { 1: 24, 2: 1, 11: 14, 12: 0, 21: 22, 22: 20, 23: 50 }
const valueOf = (id: number): number => NOW[id] ?? Number.NaN

describe('the air of a box', () => {
  it('is the warmest of all that run where nothing tells which serves it, nor only a number in its name', () => {
    for (const name of ['Room 7', 'VAV-2-07']) {
      const { site, box } = siteWith(name)
      expect(equipmentValues(box, site, valueOf, () => null)).toMatchObject({ airSupplied: 1, warmestSupplyAir: 24 })
    }
  })
  it('is that of the unit it was learnt to follow, which may stand still while another runs', () => {
    const { site, box } = siteWith('Room 7')
    const learnt = (id: number): number | null => (id === 22 ? 11 : null)
    expect(equipmentValues(box, site, valueOf, learnt)).toMatchObject({ airSupplied: 0 })
    expect(equipmentValues(box, site, (id) => (id === 12 ? 1 : valueOf(id)), learnt)).toMatchObject({ airSupplied: 1, warmestSupplyAir: 14 })
  })
  it('is that of the unit whose name it has', () => {
    const { site, box } = siteWith('AHU-2 VAV-1')
    expect(equipmentValues(box, site, (id) => (id === 12 ? 1 : valueOf(id)), () => null)).toMatchObject({ airSupplied: 1, warmestSupplyAir: 14 })
  })
})
