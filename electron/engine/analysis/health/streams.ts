/** Which stream of a heat exchange a temperature is of: by its role, and for condensers, towers and refrigerants, which no role tells apart, by the words of its name and description. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { readName } from '../roles/read-name.ts'

export type Stream =
  | 'chilledSupply' | 'chilledReturn' | 'hotSupply' | 'hotReturn' | 'supplyAir' | 'mixedAir'
  /** Water that comes from the tower into the condenser, and that goes back. */
  | 'condenserSupply' | 'condenserReturn'
  /** Saturated temperatures of the refrigerant. */
  | 'evaporating' | 'condensing'

const BY_ROLE: Partial<Record<PointRole, Stream>> = {
  chilled_water_supply_temp: 'chilledSupply', chilled_water_return_temp: 'chilledReturn', hot_water_supply_temp: 'hotSupply', hot_water_return_temp: 'hotReturn', supply_air_temp: 'supplyAir', mixed_air_temp: 'mixedAir',
}

/** Temperatures of the refrigerant that are no saturation. */
const NOT_SATURATED = /super.?heat|sub.?cool|discharge|liquid|hei(ß|ss)gas/i
const EVAPORATING = /evap|suct|verdampf|saug/i
const CONDENSING = /cond|verfl/i

/** null = none that is known, or not surely. */
export const streamOf = (role: PointRole | null, name: string, description: string): Stream | null => {
  if (role === 'other_water_temp') return condenserStream(name, description)
  if (role === 'refrigerant') return refrigerantStream(`${name} ${description}`)
  return role === null ? null : (BY_ROLE[role] ?? null)
}

const refrigerantStream = (text: string): Stream | null => {
  if (NOT_SATURATED.test(text) || EVAPORATING.test(text) === CONDENSING.test(text)) return null
  return EVAPORATING.test(text) ? 'evaporating' : 'condensing'
}

/** What enters a condenser left the tower. A name that could as well be of chilled water says nothing. */
const condenserStream = (name: string, description: string): Stream | null => {
  // A path names the plant: the condenser of `CHW_PLANT.CWS_T` is not chilled.
  const words = [name, description].flatMap(readName).filter(({ part, senses }) => part !== 'context' && senses.length === 1)
  const said = new Set(words.flatMap(({ senses }) => senses[0]?.concepts ?? []))
  if (!said.has('condenser') || said.has('chilled')) return null
  const isTower = said.has('tower') && !/cond/i.test(name + description)
  const cold = said.has('supply') || said.has(isTower ? 'leaving' : 'entering')
  const warm = said.has('return') || said.has(isTower ? 'entering' : 'leaving')
  return cold === warm ? null : cold ? 'condenserSupply' : 'condenserReturn'
}
