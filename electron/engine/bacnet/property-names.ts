/** Standard names of properties, in kebab case as the standard prints them in lower case; the numbers of proprietary ones. */
import { PropertyIdentifier } from '@bacnet-js/client/dist/lib/enum.js'

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(PropertyIdentifier).flatMap(([name, number]) => (typeof number === 'number' ? [[number, name.toLowerCase().replaceAll('_', '-')] as const] : [])),
)
const NUMBERS: ReadonlyMap<string, number> = new Map([...NAMES].map(([number, name]) => [name, number]))

/** `present-value`, or `proprietary 512`, or the bare number of one the standard added later. */
export const propertyName = (property: number): string => NAMES.get(property) ?? (property >= 512 ? `proprietary ${property}` : `${property}`)

/** The number of a standard name, or of a number written as text; undefined for neither. */
export const propertyNumber = (name: string): number | undefined => {
  const known = NUMBERS.get(name.trim().toLowerCase().replaceAll('_', '-'))
  if (known !== undefined) return known
  const number = Number(name)
  return /^\d{1,7}$/.test(name.trim()) && number <= 4_194_303 ? number : undefined
}
