/** Small words for writing rules: numbers with units, and values that must be there. */
import type { InputName, InputValues } from './inputs.ts'
import type { Frame } from './frame.ts'
import type { Finding, RuleNumber } from './rule.ts'
import { CELSIUS, KELVINS, LITRES_PER_SECOND, PASCALS, PERCENT } from './rule-units.ts'

export const celsius = (value: number): RuleNumber => ({ value, units: CELSIUS })
export const kelvins = (value: number): RuleNumber => ({ value, units: KELVINS })
export const percent = (value: number): RuleNumber => ({ value, units: PERCENT })
export const pascals = (value: number): RuleNumber => ({ value, units: PASCALS })
export const flow = (value: number): RuleNumber => ({ value, units: LITRES_PER_SECOND })

/** A value that the rule's `needs` guarantee. NaN where it does not exist, so that a comparison with it is false. */
export const known = (values: InputValues, name: InputName): number => values[name] ?? Number.NaN

/** The first of these that exists; NaN when none does. */
const firstKnown = (values: InputValues, ...names: InputName[]): number => {
  const name = names.find((one) => values[one] !== undefined)
  return name === undefined ? Number.NaN : (values[name] as number)
}

/** Set-point of the supply air that cooling, or heating, works to. Units with one set-point use it for both. */
export const coolingSetpoint = ({ mean }: Frame): number => firstKnown(mean, 'supplyCoolingSetpoint', 'supplySetpoint')
export const heatingSetpoint = ({ mean }: Frame): number => firstKnown(mean, 'supplyHeatingSetpoint', 'supplySetpoint')

/** null where a number that it needs does not exist. */
export const finding = (excess: number, numbers: Finding['numbers']): Finding | null => (Number.isNaN(excess) ? null : { excess, numbers })
