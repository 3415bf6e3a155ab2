/** Objects of an air handler controller. */
import { OBJECT } from '../bacnet/protocol.ts'
import type { PointList } from './point-list.ts'

const TEMPERATURE = { unit: 'degreesCelsius', noise: 0.05, resolution: 0.1 } as const
const PERCENT = { unit: 'percent', resolution: 0.1, low: 0, high: 100, cov: 1 } as const
const SETPOINT = { unit: 'degreesCelsius', resolution: 0.1, cov: 0.1 } as const

/** `tag`: prefix of the names, e.g. `AHU1`; `index`: number of the handler in the model. */
export const addAhuPoints = (list: PointList, tag: string, index: number): void => {
  const signal = (name: string): string => `ahu.${index}.${name}`
  list.input(`${tag}.SAT`, 'Supply air temperature', signal('sat'), TEMPERATURE)
  list.trendLog(`${tag}.SAT_TL`, 'Trend of supply air temperature')
  list.input(`${tag}.MAT`, 'Mixed air temperature', signal('mat'), TEMPERATURE)
  list.input(`${tag}.RAT`, 'Return air temperature', signal('rat'), TEMPERATURE)
  list.trendLog(`${tag}.RAT_TL`, 'Trend of return air temperature')
  list.input(`${tag}.OAT`, 'Outdoor air temperature at intake', 'weather.oat', { ...TEMPERATURE, noise: 0.08 })
  list.input(`${tag}.RAH`, 'Return air relative humidity', signal('rah'), { unit: 'percentRelativeHumidity', noise: 0.3, resolution: 0.1, low: 0, high: 100, cov: 1 })
  list.input(`${tag}.RA_CO2`, 'Return air CO2', signal('co2'), { unit: 'partsPerMillion', noise: 6, resolution: 1, low: 0, cov: 20 })
  list.input(`${tag}.SA_SP`, 'Supply duct static pressure', signal('staticPressure'), { unit: 'pascals', noise: 2.5, resolution: 1, low: 0, cov: 10 })
  list.input(`${tag}.SA_FLOW`, 'Supply airflow', signal('airflow'), { unit: 'litersPerSecond', noise: 6, resolution: 1, low: 0, cov: 25 })
  list.input(`${tag}.FLT_DP`, 'Filter differential pressure', signal('filterPressure'), { unit: 'pascals', noise: 1, resolution: 1, low: 0, cov: 5 })
  list.input(`${tag}.SF_KW`, 'Supply fan power', signal('fanKw'), { unit: 'kilowatts', noise: 0.01, resolution: 0.01, low: 0, cov: 0.1 })
  list.output(`${tag}.SF_SPD`, 'Supply fan speed command', signal('fanSpeed'), PERCENT)
  list.output(`${tag}.RF_SPD`, 'Return fan speed command', signal('returnFanSpeed'), PERCENT)
  list.output(`${tag}.OAD`, 'Outdoor air damper', signal('damper'), PERCENT)
  list.output(`${tag}.CHWV`, 'Chilled water valve', signal('coolValve'), PERCENT)
  list.output(`${tag}.HWV`, 'Hot water valve', signal('heatValve'), PERCENT)
  list.value(`${tag}.SAT_SP`, 'Supply air temperature setpoint', signal('satSp'), SETPOINT, true)
  list.value(`${tag}.SA_SP_SP`, 'Duct static pressure setpoint', signal('staticSp'), { unit: 'pascals', resolution: 1, steady: true }, true)
  list.value(`${tag}.MIN_OA`, 'Minimum outdoor air damper position', signal('minOutdoor'), { ...PERCENT, steady: true }, true)
  list.value(`${tag}.ECON_HL`, 'Economiser high limit', signal('economiserLimit'), { ...SETPOINT, steady: true }, true)
  list.value(`${tag}.CLG_KW`, 'Cooling coil load', signal('coolKw'), { unit: 'kilowatts', resolution: 0.1, low: 0, cov: 1 })
  list.value(`${tag}.HTG_KW`, 'Heating coil load', signal('heatKw'), { unit: 'kilowatts', resolution: 0.1, low: 0, cov: 1 })
  list.binaryInput(`${tag}.SF_STS`, 'Supply fan status', signal('fanStatus'), ['Off', 'On'])
  list.binaryInput(`${tag}.RF_STS`, 'Return fan status', signal('returnFanStatus'), ['Off', 'On'])
  list.binaryInput(`${tag}.FRZ_ALM`, 'Freeze stat', signal('frost'), ['Normal', 'Alarm'])
  list.binaryInput(`${tag}.FLT_ALM`, 'Filter alarm', signal('filterDirty'), ['Clean', 'Dirty'])
  list.binaryOutput(`${tag}.SF_CMD`, 'Supply fan start/stop', signal('fanCommand'), ['Stop', 'Start'])
  list.binaryOutput(`${tag}.RF_CMD`, 'Return fan start/stop', signal('returnFanCommand'), ['Stop', 'Start'])
  list.binaryValue(`${tag}.OCC`, 'Occupancy from schedule', `schedule.${index}.open`, ['Unoccupied', 'Occupied'], true)
  list.binaryValue(`${tag}.ECON`, 'Economiser active', signal('economiser'), ['Inactive', 'Active'], true)
  list.states(OBJECT.multiStateValue, `${tag}.MODE`, 'Operating mode', signal('mode'), ['Off', 'Warm-up', 'Heating', 'Free cooling', 'Cooling', 'Override'])
  list.schedule(`${tag}.OCC_SCH`, 'Occupancy schedule', index)
}
