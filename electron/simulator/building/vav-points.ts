/** Objects of VAV boxes, nine a box at most, most wanted first. */
import { OBJECT } from '../bacnet/protocol.ts'
import type { PointList } from './point-list.ts'

const PERCENT = { unit: 'percent', resolution: 0.1, low: 0, high: 100, cov: 1 } as const

/** `tag`: e.g. `VAV-2-03`; `zone`: number of the zone in the model. */
export const addVavPoints = (list: PointList, tag: string, zone: number, withCo2: boolean): void => {
  const signal = (name: string): string => `zone.${zone}.${name}`
  list.input(`${tag} ZN-T`, 'Zone temperature', signal('temp'), { unit: 'degreesCelsius', noise: 0.04, resolution: 0.1, cov: 0.2 })
  list.value(`${tag} ZN-SP`, 'Zone temperature setpoint', signal('setpoint'), { unit: 'degreesCelsius', resolution: 0.5, cov: 0.5, steady: true }, true)
  list.input(`${tag} DA-T`, 'Discharge air temperature', signal('dischargeTemp'), { unit: 'degreesCelsius', noise: 0.06, resolution: 0.1, cov: 0.3 })
  list.input(`${tag} FLOW`, 'Airflow', signal('airflow'), { unit: 'litersPerSecond', noise: 1.5, resolution: 1, low: 0, cov: 5 })
  list.value(`${tag} FLOW-SP`, 'Airflow setpoint', signal('airflowSp'), { unit: 'litersPerSecond', resolution: 1, low: 0, cov: 5 }, true)
  list.output(`${tag} DPR-POS`, 'Damper position', signal('damper'), PERCENT)
  list.output(`${tag} RHT-VLV`, 'Reheat valve position', signal('reheat'), PERCENT)
  list.states(OBJECT.multiStateValue, `${tag} MODE`, 'Box mode', signal('mode'), ['Dead band', 'Cooling', 'Heating', 'Unoccupied'])
  if (withCo2) list.input(`${tag} CO2`, 'Zone CO2', signal('co2'), { unit: 'partsPerMillion', noise: 8, resolution: 1, low: 0, cov: 25 })
}
