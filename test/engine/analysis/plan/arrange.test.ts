/** Levels and zones by name, and the first arrangement that follows from them. */
import { describe, expect, it } from 'vitest'
import { arrangeByNames, SHEET_HEIGHT, type Arrangeable } from '../../../../electron/engine/analysis/plan/arrange.ts'
import { levelByName, zoneByName } from '../../../../electron/engine/analysis/plan/level-by-name.ts'
import { PLAN_SIDE } from '../../../../shared/domain/plan.ts'

describe('the level a name speaks of', () => {
  it.each([
    ['VAV-2-04', 2],
    ['VAV_L03_12', 3],
    ['VAV boxes level 1', 1],
    ['Floor 12 FCU 3', 12],
    ['2nd floor corridor', 2],
    ['3.OG Nord', 3],
    ['OG1 Büro', 1],
    ['EG Foyer', 0],
    ['Ground floor lobby', 0],
    ['UG Technik', -1],
    ['B2 Car park fan', -2],
    ['Basement', -1],
    ['Roof plant room', 'roof'],
    ['FCU-412', 4],
    ['RM 305', 3],
    ['AHU-1', null],
    ['CHW-PLANT', null],
    ['BL5-204', null],
    ['PXC4.E16', null],
  ] as const)('%s: %s', (name, level) => {
    expect(levelByName([name])).toBe(level)
  })
  it('is that of the nearest name that speaks of one', () => {
    expect(levelByName(['VAV-7', 'VAV-L2', 'Level 5 riser'])).toBe(2)
  })
})

describe('the zone a name speaks of', () => {
  it.each([['L2 North VAV 3', 'North'], ['VAV_SOUTH_EAST_1', 'SOUTH EAST'], ['Zone 3 temperature', 'Zone 3'], ['VAV-2-04', null], ['Northern Lights Ltd', null]] as const)('%s: %s', (name, zone) => {
    expect(zoneByName([name])).toBe(zone)
  })
})

const thing = (id: number, name: string): Arrangeable => ({ subject: { what: 'point', pointId: id }, name, names: [name] })

describe('the first arrangement', () => {
  it('makes a sheet for each level from below, what has no level last', () => {
    const levels = arrangeByNames([thing(1, 'Roof fan'), thing(2, 'VAV-2-1'), thing(3, 'AHU'), thing(4, 'UG pump'), thing(5, 'VAV-1-1')])
    expect(levels.map(({ level }) => level)).toEqual([-1, 1, 2, 'roof', null])
  })
  it('puts a level in the order of names, ten after nine, row by row, none on another', () => {
    const names = Array.from({ length: 30 }, (_, at) => `VAV-2-${at + 1}`)
    const [level] = arrangeByNames(names.toReversed().map((name) => thing(Number(name.slice(6)), name)))
    const items = level?.items ?? []
    expect(items.map(({ subject }) => (subject.what === 'point' ? subject.pointId : 0))).toEqual(names.map((_, at) => at + 1))
    for (const [at, item] of items.entries()) for (const other of items.slice(at + 1)) expect(Math.abs(item.x - other.x) >= 150 || Math.abs(item.y - other.y) >= 60).toBe(true)
    for (const { x, y } of items) expect(x % 10 === 0 && y % 10 === 0 && x > 0 && y > 0 && x < PLAN_SIDE && y < SHEET_HEIGHT).toBe(true)
  })
  it('draws an area around each zone with all that is in it', () => {
    const [level] = arrangeByNames([1, 2, 3, 4].map((id) => thing(id, `L1 North ${id}`)).concat([5, 6].map((id) => thing(id, `L1 South ${id}`))))
    const areas = (level?.items ?? []).flatMap(({ subject, x, y, label }) => (subject.what === 'area' ? [{ x, y, label, right: x + subject.width, bottom: y + subject.height }] : []))
    expect(areas.map(({ label }) => label)).toEqual(['North 1', 'North 2', 'North 3', 'North 4', 'South 5', 'South 6'])
    for (const area of areas) expect(level?.items.some(({ subject, x, y }) => subject.what === 'point' && x > area.x && x < area.right && y > area.y && y < area.bottom)).toBe(true)
  })
})
