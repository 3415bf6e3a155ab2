/** Which level and zone of a building a name speaks of: `VAV-2-04`, `L03`, `2nd floor`, `3.OG`, `UG`, `North wing`. */

/** 0 = ground, 1 ... above it, -1 ... below; `roof`. */
export type Level = number | 'roof'

const START = '(?<![a-z0-9])'
const END = '(?![a-z0-9])'

interface LevelPattern {
  readonly pattern: RegExp
  readonly level: (number: number) => Level
}

const above = (number: number): Level => number
const below = (number: number): Level => -Math.max(1, number)
const pattern = (text: string, level: LevelPattern['level']): LevelPattern => ({ pattern: new RegExp(text, 'i'), level })

/** The surer first. A number counts up to 99: longer ones are those of rooms and devices. */
const PATTERNS: readonly LevelPattern[] = [
  pattern(`${START}(?:basement|keller|cellar|ug|b)[ ._-]?(\\d)${END}`, below),
  pattern(`${START}(\\d)\\.? ?ug${END}`, below),
  pattern(`${START}(?:level|floor|storey|etage|geschoss|lvl|flr|fl|l|f|og)[ ._-]*(\\d{1,2})${END}`, above),
  pattern(`${START}(\\d{1,2})\\.? ?og${END}`, above),
  pattern(`${START}(\\d{1,2})(?:st|nd|rd|th)[ ._-]*(?:floor|level)${END}`, above),
  pattern(`${START}(?:basement|keller|cellar|ug)${END}`, below),
  pattern(`${START}(?:ground|erdgeschoss|eg|gf)${END}`, () => 0),
  pattern(`${START}(?:roof|rooftop|dach|penthouse)${END}`, () => 'roof'),
  pattern(`${START}(?:vav|fcu|fpb|ftu|tu|room|rm|zone|zn)[ ._-]*(\\d{1,2})[ ._-]\\d{1,3}${END}`, above),
  pattern(`${START}(?:vav|fcu|fpb|ftu|tu|room|rm)[ ._-]*(\\d)\\d{2}${END}`, above),
]

/** The level of the first name that speaks of one; null where none does. */
export const levelByName = (names: readonly string[]): Level | null => {
  for (const name of names)
    for (const { pattern: each, level } of PATTERNS) {
      const match = each.exec(name)
      if (match !== null) return level(Number(match[1] ?? 0))
    }
  return null
}

const ZONE = new RegExp(`${START}((?:north|south|east|west|nord|süd|ost|core|perimeter|wing|atrium|lobby)(?:[ ._-]?(?:east|west|wing|[a-d]|\\d{1,2}))?)${END}`, 'i')
const NUMBERED = new RegExp(`${START}(zone[ ._-]?[a-z0-9]{1,3})${END}`, 'i')

/** The part of a level that a name speaks of, in its own words; null where none does. */
export const zoneByName = (names: readonly string[]): string | null => {
  for (const name of names) {
    const found = ZONE.exec(name)?.[1] ?? NUMBERED.exec(name)?.[1]
    if (found !== undefined) return found.replaceAll(/[._-]/g, ' ').trim()
  }
  return null
}
