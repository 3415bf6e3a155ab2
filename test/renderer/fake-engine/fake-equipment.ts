/** Equipment of the made-up building: an air handler with a fault, one in order, a box that lacks points, a motor. */
import type { Handlers } from '../../../shared/contract.ts'
import type { RULE_CALLS } from '../../../shared/calls/rule-calls.ts'
import type { BoundRule, Equipment, EquipmentKind } from '../../../shared/domain/rules.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

const rule = (id: string, state: BoundRule['state']): BoundRule => ({
  ruleId: id, name: message(`rule.${id}.name`), equation: message(`rule.${id}.equation`), source: 'ASHRAE Guideline 36, 5.16.14', severity: 'medium', state, sinceMs: Date.now() - 42 * 60_000, numbers: null,
  alertId: state === 'fault' ? 1 : null,
})

const equipment = (name: string, kind: EquipmentKind, rules: readonly BoundRule[], unbound: Equipment['unbound'] = []): Equipment => ({
  id: `1/${kind}/${name}`, kind, name, deviceId: 1, rules, unbound,
  operation: kind === 'vav' || kind === 'motor' ? null : { motion: 'running', motionSinceMs: Date.now() - 5 * 3_600_000, operating: 4, operatingSinceMs: Date.now() - 70 * 60_000 },
  points: [{ pointId: 1, role: 'supply_air_temp' }, { pointId: 2, role: 'return_air_temp' }, { pointId: 3, role: 'fan_status' }],
})

/** @param scale 1 = four pieces; more for lists; 0 = none */
export const fakeEquipment = ({ scale, failing }: { readonly scale: number; readonly failing: boolean }): Pick<Handlers, keyof typeof RULE_CALLS> => {
  const lacking = { ruleId: 'ahu.fc3', name: message('rule.ahu.fc3.name'), source: 'ASHRAE Guideline 36, 5.16.14', missing: [['mixed_air_temp', 'outside_air_temp'] as const], unusable: [{ pointIds: [2], why: 'units' as const }] }
  const all = [
    equipment('AHU-10', 'ahu', [rule('ahu.fc1', 'ok'), rule('ahu.fc2', 'notApplicable')]),
    equipment('AHU-2', 'ahu', [rule('ahu.fc1', 'fault'), rule('ahu.fc2', 'pending')], [lacking]),
    equipment('Box 1.04', 'vav', [], [lacking]),
    equipment('Pump P-1', 'motor', [rule('ahu.fc1', 'waiting')]),
    ...Array.from({ length: scale > 1 ? scale * 20 : 0 }, (_, index) => equipment(`Box ${Math.floor(index / 20) + 2}.${String((index % 20) + 1).padStart(2, '0')}`, 'vav', [rule('ahu.fc1', 'ok')])),
  ]
  return { listEquipment: () => (failing ? failure('store-locked', 'The database is in use.', { file: 'plantroom.db' }) : ok(scale === 0 ? [] : all)) }
}
