/** Objects of the meter gateway and of the site controller. */
import { OBJECT } from '../bacnet/protocol.ts'
import type { PointList } from './point-list.ts'

const POWER = { unit: 'kilowatts', noise: 0.06, resolution: 0.1, low: 0, cov: 1 } as const
const ENERGY = { unit: 'kilowattHours', resolution: 0.1, low: 0, cov: 1 } as const

export const addMeterPoints = (list: PointList): void => {
  for (const [tag, words, signal] of [
    ['MSB-MAIN', 'Main switchboard', 'main'],
    ['MSB-LTG', 'Lighting', 'lighting'],
    ['MSB-PLUG', 'Small power', 'plug'],
    ['MSB-MECH', 'Mechanical services', 'mechanical'],
    ['MSB-CHLR', 'Chiller plant', 'chiller'],
    ['BTU-CHW', 'Chilled water thermal', 'chilledHeat'],
    ['BTU-HHW', 'Hot water thermal', 'hotHeat'],
  ] as const) {
    list.input(`${tag}.kW`, `${words} meter: active power`, `meter.${signal}.rate`, POWER)
    if (signal === 'main') list.trendLog(`${tag}.kW LOG`, 'Trend of total active power')
    list.input(`${tag}.kWh`, `${words} meter: energy`, `meter.${signal}.count`, ENERGY)
  }
  list.input('MSB-MAIN.PF', 'Power factor', 'meter.powerFactor', { unit: 'powerFactor', noise: 0.002, resolution: 0.001, low: 0, high: 1, cov: 0.01 })
  list.input('MSB-MAIN.Hz', 'Mains frequency', 'meter.frequency', { unit: 'hertz', resolution: 0.01, cov: 0.05 })
  for (const phase of [1, 2, 3]) {
    list.input(`MSB-MAIN.V L${phase}-N`, `Voltage phase ${phase}`, `meter.voltage${phase}`, { unit: 'volts', noise: 0.15, resolution: 0.1, cov: 1 })
    list.input(`MSB-MAIN.A L${phase}`, `Current phase ${phase}`, `meter.current${phase}`, { unit: 'amperes', noise: 0.2, resolution: 0.1, low: 0, cov: 2 })
  }
  list.input('GAS-1.VOL', 'Gas meter: volume', 'meter.gas.count', { unit: 'cubicMeters', resolution: 0.01, low: 0, cov: 1 })
  list.input('GAS-1.FLOW', 'Gas meter: flow', 'meter.gas.rate', { unit: 'cubicMetersPerHour', noise: 0.01, resolution: 0.01, low: 0, cov: 0.1 })
  list.input('WTR-1.VOL', 'Water meter: volume', 'meter.water.count', { unit: 'cubicMeters', resolution: 0.001, low: 0, cov: 0.1 })
  list.input('WTR-1.FLOW', 'Water meter: flow', 'meter.water.rate', { unit: 'litersPerMinute', noise: 0.05, resolution: 0.1, low: 0, cov: 1 })
}

export const addSitePoints = (list: PointList): void => {
  list.input('SITE OAT', 'Outdoor air temperature', 'weather.oat', { unit: 'degreesCelsius', noise: 0.05, resolution: 0.1 })
  list.trendLog('SITE OAT Trend', 'Trend of outdoor air temperature')
  list.input('SITE OAH', 'Outdoor air relative humidity', 'weather.rh', { unit: 'percentRelativeHumidity', noise: 0.4, resolution: 0.1, low: 0, high: 100, cov: 1 })
  list.value('SITE OA-WB', 'Outdoor wet bulb temperature', 'weather.wetBulb', { unit: 'degreesCelsius', resolution: 0.1 })
  list.value('SITE OA-DP', 'Outdoor dew point', 'weather.dewPoint', { unit: 'degreesCelsius', resolution: 0.1 })
  list.input('SITE SOLAR', 'Global horizontal irradiance', 'weather.solar', { unit: 'wattsPerSquareMeter', noise: 1.5, resolution: 1, low: 0, cov: 10 })
  list.input('SITE WIND', 'Wind speed', 'weather.wind', { unit: 'metersPerSecond', noise: 0.15, resolution: 0.1, low: 0, cov: 0.5 })
  list.value('SITE PEOPLE', 'People in the building', 'occupancy.people', { unit: 'noUnits', resolution: 1, low: 0, cov: 2 })
  list.value('LTG LEVEL', 'Lighting level', 'lights.level', { unit: 'percent', resolution: 0.1, low: 0, high: 100, cov: 1 })
  list.binaryOutput('LTG ENABLE', 'Lighting enable', 'lights.command')
  list.binaryOutput('EF-1 CMD', 'Toilet exhaust fan command', 'exhaust.command', ['Stop', 'Start'])
  list.binaryInput('EF-1 STS', 'Toilet exhaust fan status', 'exhaust.status', ['Off', 'On'])
  list.binaryValue('SITE HOLIDAY', 'Holiday today', 'occupancy.holiday', ['No', 'Yes'])
  list.binaryInput('FIRE ALARM', 'Fire alarm panel', 'site.fireAlarm', ['Normal', 'Alarm'])
  list.binaryInput('GEN RUN', 'Standby generator status', 'site.generator', ['Stopped', 'Running'])
  list.states(OBJECT.multiStateOutput, 'SITE MODE', 'Season mode', 'site.mode', ['Auto', 'Summer', 'Winter', 'Shutdown'], true)
  list.states(OBJECT.multiStateInput, 'GEN SELECTOR', 'Standby generator selector', 'site.selector', ['Off', 'Manual', 'Auto'])
  list.value('DEMAND LIMIT', 'Electrical demand limit', 'site.demandLimit', { unit: 'kilowatts', resolution: 1, steady: true }, true)
  list.calendar('SITE CAL HOLIDAYS', 'Public holidays', 'occupancy.holiday')
  list.schedule('SITE SCH LEVEL 1', 'Opening hours level 1', 0)
  list.schedule('SITE SCH LEVEL 2', 'Opening hours level 2', 1)
}
