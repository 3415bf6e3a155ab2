/** Which input of the rules a column of an air handler's table is, by its words. */
import type { InputName } from '../engine/analysis/rules/inputs.ts'

interface Words {
  readonly input: InputName
  readonly all: readonly RegExp[]
  readonly none?: RegExp
}

const TEMPERATURE = /temp/i
const SETPOINT = /set ?-?point|\bsp\b/i
const SUPPLY = /supply|discharge|\bsa\b/i
const FAN = /\bfan\b/i
const OTHER_AIR = /return|exhaust|relief|mixed/i

/** The first line that fits counts. */
const WORDS: readonly Words[] = [
  { input: 'supplyHeatingSetpoint', all: [SUPPLY, TEMPERATURE, SETPOINT, /heat/i] },
  { input: 'supplyCoolingSetpoint', all: [SUPPLY, TEMPERATURE, SETPOINT, /cool/i] },
  { input: 'supplySetpoint', all: [SUPPLY, TEMPERATURE, SETPOINT] },
  { input: 'supplyAir', all: [SUPPLY, TEMPERATURE], none: SETPOINT },
  { input: 'mixedAir', all: [/mixed/i, TEMPERATURE], none: SETPOINT },
  { input: 'returnAir', all: [/return/i, TEMPERATURE], none: SETPOINT },
  { input: 'outdoorAir', all: [/outdoor|outside|ambient/i, TEMPERATURE], none: /wet|dew|set/i },
  { input: 'fanSpeed', all: [FAN, SUPPLY, /speed|vfd|frequency/i], none: OTHER_AIR },
  { input: 'fanStatus', all: [FAN, SUPPLY, /status|state|proof/i], none: OTHER_AIR },
  { input: 'fanCommand', all: [FAN, SUPPLY, /command|start|enable/i], none: OTHER_AIR },
  { input: 'outdoorDamper', all: [/outdoor|outside|economi[sz]er/i, /damper/i], none: /min|exhaust|return/i },
  { input: 'coolingValve', all: [/cool|chilled/i, /valve/i], none: /temp|flow/i },
  { input: 'heatingValve', all: [/heat|hot water/i, /valve/i], none: /temp|flow|pre-?heat/i },
  { input: 'ductPressureSetpoint', all: [/pressure/i, /static|duct/i, SETPOINT] },
  { input: 'ductPressure', all: [/pressure/i, /static|duct/i], none: SETPOINT },
  { input: 'occupied', all: [/occupan|occupied/i] },
]

/** Column by input; a column that fits nothing, or an input that another column before it has, is left out. */
export const inputColumns = (columns: readonly string[]): ReadonlyMap<InputName, string> => {
  const found = new Map<InputName, string>()
  for (const column of columns) {
    const words = WORDS.find(({ all, none }) => all.every((word) => word.test(column)) && none?.test(column) !== true)
    if (words !== undefined && !found.has(words.input)) found.set(words.input, column)
  }
  return found
}
