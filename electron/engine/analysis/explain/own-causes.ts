/** Causes of alerts that are not about the level of a point: data problems by what the gate found, and devices that do not answer. */
import type { LikelyCause } from '../../../../shared/domain/incident.ts'
import type { Message } from '../../../../shared/message.ts'
import { rankCauses } from '../incidents/incident-causes.ts'

interface Own {
  readonly key: string
  readonly weight: number
  readonly checks: readonly string[]
}

/** By the cause of `gate.CAUSE`. */
const DATA_CAUSES: Readonly<Record<string, readonly Own[]>> = {
  flat: [{ key: 'sensorStuck', weight: 3, checks: ['handReading', 'terminals'] }, { key: 'valueFrozen', weight: 2, checks: ['controllerModules', 'overrides'] }],
  zero: [{ key: 'notConnected', weight: 5, checks: ['terminals', 'inputType'] }, { key: 'inputUnused', weight: 2, checks: ['pointUnused'] }],
  outOfRange: [{ key: 'wiringFault', weight: 4, checks: ['terminals', 'inputType'] }, { key: 'wrongUnit', weight: 2, checks: ['unitInController'] }],
  notANumber: [{ key: 'controllerFault', weight: 3, checks: ['controllerModules'] }, { key: 'wiringFault', weight: 2, checks: ['terminals'] }],
  fault: [{ key: 'deviceSaysFault', weight: 4, checks: ['reliability', 'terminals'] }],
  outOfService: [{ key: 'leftOutOfService', weight: 5, checks: ['outOfService'] }],
}

const DATA_UNKNOWN: readonly Own[] = [{ key: 'sensorWrong', weight: 2, checks: ['handReading', 'terminals'] }]

const silentCauses = (problems: readonly Message[]): readonly Own[] => [
  { key: 'addressConflict', weight: problems.some(({ key }) => key === 'device.duplicate') ? 6 : 0, checks: ['addressConflict'] },
  { key: 'deviceNoPower', weight: 4, checks: ['controllerSupply'] },
  { key: 'deviceCable', weight: 3, checks: ['deviceCable'] },
  { key: 'deviceHung', weight: 2, checks: ['deviceRestart'] },
]

const rank = (owns: readonly Own[]): readonly LikelyCause[] => rankCauses(owns.map((own) => ({ ...own, because: [] })))

export const dataCauses = (detector: string): readonly LikelyCause[] => rank(DATA_CAUSES[detector.replace(/^gate\./, '')] ?? DATA_UNKNOWN)

/** `problems`: what is known to be wrong with the device. */
export const deviceCauses = (problems: readonly Message[]): readonly LikelyCause[] => rank(silentCauses(problems))
