/** Objects of the chilled water and the hot water plant controllers. */
import { OBJECT } from '../bacnet/protocol.ts'
import type { PointList } from './point-list.ts'

const TEMPERATURE = { unit: 'degreesCelsius', noise: 0.04, resolution: 0.1 } as const
const SETPOINT = { unit: 'degreesCelsius', resolution: 0.1, steady: true } as const
const PERCENT = { unit: 'percent', resolution: 0.1, low: 0, high: 100, cov: 1 } as const
const KILOWATTS = { unit: 'kilowatts', noise: 0.05, resolution: 0.1, low: 0, cov: 1 } as const

export const addChilledPoints = (list: PointList): void => {
  const tag = 'CHW_PLANT'
  list.input(`${tag}.CHWS_T`, 'Chilled water supply temperature', 'chw.supply', TEMPERATURE)
  list.trendLog(`${tag}.CHWS_T_TL`, 'Trend of chilled water supply temperature')
  list.input(`${tag}.CHWR_T`, 'Chilled water return temperature', 'chw.return', TEMPERATURE)
  list.input(`${tag}.CHW_FLOW`, 'Chilled water flow', 'chw.flow', { unit: 'litersPerSecond', noise: 0.01, resolution: 0.01, low: 0, cov: 0.1 })
  list.input(`${tag}.CHW_DP`, 'Chilled water differential pressure', 'chw.pressure', { unit: 'kilopascals', noise: 0.6, resolution: 0.1, low: 0, cov: 2 })
  list.input(`${tag}.CWS_T`, 'Condenser water supply temperature', 'chw.condenserSupply', TEMPERATURE)
  list.input(`${tag}.CWR_T`, 'Condenser water return temperature', 'chw.condenserReturn', TEMPERATURE)
  for (const number of [1, 2] as const) {
    list.input(`${tag}.CH${number}_KW`, `Chiller ${number} power`, `chw.chiller${number}Kw`, KILOWATTS)
    list.input(`${tag}.CH${number}_LOAD`, `Chiller ${number} load`, `chw.chiller${number}Load`, PERCENT)
    list.binaryInput(`${tag}.CH${number}_STS`, `Chiller ${number} status`, `chw.chiller${number}Status`, ['Off', 'Running'])
    list.binaryInput(`${tag}.CH${number}_ALM`, `Chiller ${number} alarm`, `chw.chiller${number}Alarm`, ['Normal', 'Alarm'])
    list.binaryOutput(`${tag}.CH${number}_CMD`, `Chiller ${number} enable`, `chw.chiller${number}Command`, ['Disable', 'Enable'])
    list.binaryOutput(`${tag}.CHWP${number}_CMD`, `Chilled water pump ${number} command`, `chw.pump${number}Command`, ['Stop', 'Start'])
    list.binaryInput(`${tag}.CHWP${number}_STS`, `Chilled water pump ${number} status`, `chw.pump${number}Status`, ['Off', 'On'])
    list.output(`${tag}.CHWP${number}_SPD`, `Chilled water pump ${number} speed`, `chw.pump${number}Speed`, PERCENT)
  }
  list.output(`${tag}.CT1_SPD`, 'Cooling tower fan speed', 'chw.towerSpeed', PERCENT)
  list.binaryInput(`${tag}.CT1_STS`, 'Cooling tower fan status', 'chw.towerStatus', ['Off', 'On'])
  list.output(`${tag}.BYP_VLV`, 'Bypass valve', 'chw.bypass', PERCENT)
  list.value(`${tag}.CHWS_T_SP`, 'Chilled water supply temperature setpoint', 'chw.supplySp', SETPOINT, true)
  list.value(`${tag}.CHW_DP_SP`, 'Differential pressure setpoint', 'chw.pressureSp', { unit: 'kilopascals', resolution: 1, steady: true }, true)
  list.value(`${tag}.CHW_LOAD`, 'Cooling load', 'chw.loadKw', { unit: 'kilowatts', resolution: 0.1, low: 0, cov: 1 })
  list.binaryValue(`${tag}.ENABLE`, 'Plant enable', 'chw.enable', ['Disabled', 'Enabled'], true)
  list.states(OBJECT.multiStateInput, `${tag}.STAGE`, 'Chillers staged', 'chw.stage', ['One chiller', 'Two chillers'])
}

export const addHotPoints = (list: PointList): void => {
  const tag = 'HHW'
  list.input(`${tag}/HWS Temp`, 'Hot water supply temperature', 'hw.supply', { ...TEMPERATURE, noise: 0.08 })
  list.trendLog(`${tag}/HWS Temp Log`, 'Trend of hot water supply temperature')
  list.input(`${tag}/HWR Temp`, 'Hot water return temperature', 'hw.return', { ...TEMPERATURE, noise: 0.08 })
  list.input(`${tag}/HW Flow`, 'Hot water flow', 'hw.flow', { unit: 'litersPerSecond', noise: 0.005, resolution: 0.01, low: 0, cov: 0.05 })
  list.input(`${tag}/HW DP`, 'Hot water differential pressure', 'hw.pressure', { unit: 'kilopascals', noise: 0.5, resolution: 0.1, low: 0, cov: 2 })
  list.input(`${tag}/System Pressure`, 'System fill pressure', 'hw.systemPressure', { unit: 'kilopascals', noise: 0.4, resolution: 1, low: 0, cov: 3 })
  list.input(`${tag}/DHW Temp`, 'Domestic hot water temperature', 'hw.domesticSupply', { ...TEMPERATURE, noise: 0.1 })
  for (const number of [1, 2] as const) {
    list.input(`${tag}/BLR${number} Firing Rate`, `Boiler ${number} firing rate`, `hw.boiler${number}Firing`, PERCENT)
    list.input(`${tag}/BLR${number} Flue Temp`, `Boiler ${number} flue gas temperature`, `hw.boiler${number}Flue`, { ...TEMPERATURE, noise: 0.3 })
    list.binaryInput(`${tag}/BLR${number} Status`, `Boiler ${number} status`, `hw.boiler${number}Status`, ['Off', 'On'])
    list.binaryInput(`${tag}/BLR${number} Alarm`, `Boiler ${number} lockout`, `hw.boiler${number}Alarm`, ['Normal', 'Lockout'])
    list.binaryOutput(`${tag}/BLR${number} Enable`, `Boiler ${number} enable`, `hw.boiler${number}Command`, ['Disable', 'Enable'])
    list.binaryOutput(`${tag}/HWP${number} Cmd`, `Hot water pump ${number} command`, `hw.pump${number}Command`, ['Stop', 'Start'])
    list.binaryInput(`${tag}/HWP${number} Status`, `Hot water pump ${number} status`, `hw.pump${number}Status`, ['Off', 'On'])
    list.output(`${tag}/HWP${number} Speed`, `Hot water pump ${number} speed`, `hw.pump${number}Speed`, PERCENT)
  }
  list.binaryOutput(`${tag}/DHW Pump`, 'Domestic hot water circulation pump', 'hw.domesticPump', ['Off', 'On'])
  list.value(`${tag}/HWS Setpoint`, 'Hot water supply temperature setpoint', 'hw.supplySp', { unit: 'degreesCelsius', resolution: 0.1, cov: 0.5 }, true)
  list.value(`${tag}/HW Load`, 'Heating load', 'hw.loadKw', { unit: 'kilowatts', resolution: 0.1, low: 0, cov: 1 })
  list.binaryValue(`${tag}/Enable`, 'Plant enable', 'hw.enable', ['Disabled', 'Enabled'], true)
  list.states(OBJECT.multiStateInput, `${tag}/Stage`, 'Boilers staged', 'hw.stage', ['One boiler', 'Two boilers'])
}
