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
