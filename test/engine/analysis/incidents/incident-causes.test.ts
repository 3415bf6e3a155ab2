/** What is thought to be behind alerts of one equipment. */
import { describe, expect, it } from 'vitest'
import { incidentCauses } from '../../../../electron/engine/analysis/incidents/incident-causes.ts'
import type { Topology } from '../../../../electron/engine/analysis/incidents/topology.ts'
import { NEW_ALERT, type Alert } from '../../../../shared/domain/alert.ts'
import { message } from '../../../../shared/message.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

const alertOf = (id: number, value: number): Alert => ({
  id, kind: 'equipment', severity: 'medium', deviceId: 1, pointId: id, title: message('alert.analog.above', { point: `P${id}` }), explanation: [], checks: [], value, expected: 100, low: 80, high: 120,
  worstValue: value, evidence: [], startedAtMs: id, raisedAtMs: id, ...NEW_ALERT,
})
const ROLES: readonly PointRole[] = ['air_pressure', 'air_flow']
const topology: Topology = {
  placeOf: ({ pointId }) => ({ deviceName: 'D', router: null, network: null, equipment: { key: '1/AHU-2', name: 'AHU-2' }, role: ROLES[(pointId ?? 1) - 1] ?? null, supply: null }),
  devicesBehind: () => 0, localDevices: () => 1,
}
const first = (...values: readonly number[]): readonly string[] => {
  const [cause] = incidentCauses({ kind: 'equipment', name: 'AHU-2', alerts: values.map((value, i) => alertOf(i + 1, value)), topology })
  return [cause?.title.key ?? '', ...(cause?.checks ?? []).map(({ key }) => key)]
}

describe('pressure and flow of an air handler', () => {
  it('that fell are a fan that moves no air', () => expect(first(10, 5)).toEqual(['cause.fanStopped', 'cause.check.fanBelt', 'cause.check.fanStarter']))
  it('that both rose are a fan that runs as it should not: by hand, or by its schedule', () => expect(first(190, 300)).toEqual(['cause.handOperation', 'cause.check.overrides', 'cause.check.localSwitch']))
  it('of which one fell may be a belt', () => expect(first(190, 5)[0]).toBe('cause.fanStopped'))
})
