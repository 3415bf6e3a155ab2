/** Which rules can judge a piece of equipment, from which points, and what the others lack. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { EQUIPMENT_KINDS, type EquipmentKind } from '../../../../shared/domain/rules.ts'
import type { FormedEquipment, RolePoint } from './equipment.ts'
import { INPUT_NAMES, inputSpec, type InputName } from './inputs.ts'
import { spokenName } from './name-tokens.ts'
import type { Rule } from './rule.ts'
import { conversionOf, isFahrenheit, type Conversion } from './rule-units.ts'
import { RULES } from './rule-list.ts'

/** Where an input comes from: one point, or several of which the highest counts. */
export interface BoundInput {
  readonly points: readonly { readonly pointId: number; readonly conversion: Conversion; /** Multi-state: the states that count as on; null = the value itself. */ readonly onStates: readonly number[] | null }[]
}

export interface Unusable {
  readonly pointIds: readonly number[]
  readonly why: 'units' | 'ambiguous'
}

export interface LackingRule {
  readonly rule: Rule
  /** One of each of these roles is missing. */
  readonly missing: readonly (readonly PointRole[])[]
  readonly unusable: readonly Unusable[]
}

export interface Binding {
  readonly equipment: FormedEquipment
  readonly inputs: ReadonlyMap<InputName, BoundInput>
  readonly rules: readonly Rule[]
  readonly unbound: readonly LackingRule[]
  /** People of this site read °F. */
  readonly fahrenheit: boolean
}

const ON = /\b(occ\w*|on|run\w*|start\w*|active|belegt|ein|betrieb)\b/i
const OFF = /\b(un ?occ\w*|not|off|stop\w*|inactive|stand ?by|unbelegt|aus)\b/i

/** The numbers of the states that mean on; null for points that are on or off themselves. */
const onStatesOf = ({ kind, stateTexts }: RolePoint): readonly number[] | null => {
  if (kind !== 'multiState') return null
  return stateTexts.flatMap((text, i) => (ON.test(text) && !OFF.test(text) ? [i + 1] : []))
}

const boundPoint = (point: RolePoint, name: InputName): BoundInput['points'][number] | null => {
  const conversion = conversionOf(point.units, inputSpec(name).quantity)
  const onStates = inputSpec(name).quantity === 'state' ? onStatesOf(point) : null
  return conversion === null || onStates?.length === 0 ? null : { pointId: point.pointId, conversion, onStates }
}

interface Found {
  readonly input: BoundInput | null
  readonly unusable: Unusable | null
}

const NOTHING: Found = { input: null, unusable: null }

const find = (name: InputName, points: readonly RolePoint[]): Found => {
  const { roles, prefer, not, several } = inputSpec(name)
  const withRole = points.filter(({ role, name: own }) => roles.includes(role) && not?.test(spokenName(own)) !== true)
  const usable = withRole.flatMap((point) => {
    const bound = boundPoint(point, name)
    return bound === null ? [] : [{ point, bound }]
  })
  if (usable.length === 0) return withRole.length === 0 ? NOTHING : { input: null, unusable: { pointIds: withRole.map(({ pointId }) => pointId), why: 'units' } }
  if (several === true || usable.length === 1) return { input: { points: usable.map(({ bound }) => bound) }, unusable: null }
  const preferred = prefer === undefined ? [] : usable.filter(({ point }) => prefer.test(spokenName(point.name)))
  const [only] = preferred
  return preferred.length === 1 && only !== undefined ? { input: { points: [only.bound] }, unusable: null } : { input: null, unusable: { pointIds: usable.map(({ point }) => point.pointId), why: 'ambiguous' } }
}

/** What the site gives to equipment that has no such point itself. */
export interface SiteInputs {
  readonly inputs: ReadonlyMap<InputName, BoundInput>
  /** Air handlers whose fans and supply air are known: what boxes are judged against. */
  readonly hasAirHandlers: boolean
}

/** Outdoor air of the site's own sensor if there is one, else of the first unit; water of the only plant of its kind. */
export const siteInputsOf = (all: readonly FormedEquipment[], points: readonly RolePoint[]): SiteInputs => {
  const inputs = new Map<InputName, BoundInput>()
  const ofEquipment = new Set(all.flatMap((own) => own.points.map(({ pointId }) => pointId)))
  const outdoor = points.filter(({ role }) => role === 'outside_air_temp')
  const chosen = outdoor.find(({ pointId }) => !ofEquipment.has(pointId)) ?? outdoor[0]
  const bound = chosen === undefined ? null : boundPoint(chosen, 'outdoorAir')
  if (bound !== null) inputs.set('outdoorAir', { points: [bound] })
  const plants = all.filter(({ kind }) => kind === 'chilledPlant')
  for (const name of ['chilledSupply', 'chilledReturn'] as const) {
    const { input } = plants.length === 1 ? find(name, plants[0]?.points ?? []) : NOTHING
    if (input !== null) inputs.set(name, input)
  }
  return { inputs, hasAirHandlers: all.some(({ kind, points: own }) => kind === 'ahu' && find('supplyAir', own).input !== null) }
}

const rulesOfKind = (kind: EquipmentKind): readonly Rule[] => RULES.filter(({ kinds }) => kinds.includes(kind))

/** What tells that equipment runs is read although no rule names it. */
const TELLS_MOTION: readonly InputName[] = ['fanStatus', 'fanCommand', 'fanSpeed', 'pumpRuns']

const inputsByKind: ReadonlyMap<EquipmentKind, readonly InputName[]> = new Map(
  EQUIPMENT_KINDS.map((kind) => {
    const named = new Set([...rulesOfKind(kind).flatMap(({ needs, needsOneOf, uses }) => [...needs, ...(needsOneOf ?? []).flat(), ...(uses ?? [])]), ...(kind === 'vav' || kind === 'motor' ? [] : TELLS_MOTION)])
    return [kind, INPUT_NAMES.filter((name) => named.has(name))]
  }),
)

/** Binds every rule for its kind. Pure. */
export const bindRules = (equipment: FormedEquipment, site: SiteInputs): Binding => {
  const inputs = new Map<InputName, BoundInput>()
  const unusable = new Map<InputName, Unusable>()
  for (const name of inputsByKind.get(equipment.kind) ?? []) {
    const own = find(name, equipment.points)
    const input = own.input ?? (inputSpec(name).fromSite === 'once' ? site.inputs.get(name) : undefined)
    if (input !== undefined) inputs.set(name, input)
    else if (own.unusable !== null) unusable.set(name, own.unusable)
  }
  const has = (name: InputName): boolean => inputs.has(name) || (inputSpec(name).fromSite === 'airHandlers' && equipment.kind === 'vav' && site.hasAirHandlers)
  const rules: Rule[] = []
  const unbound: LackingRule[] = []
  for (const rule of rulesOfKind(equipment.kind)) {
    const wanted = [...rule.needs.map((name) => [name]), ...(rule.needsOneOf ?? [])].filter((group) => !group.some(has))
    const unusableUses = (rule.uses ?? []).filter((name) => unusable.has(name))
    if (wanted.length === 0 && unusableUses.length === 0) rules.push(rule)
    else unbound.push({ rule, missing: wanted.filter((group) => !group.some((name) => unusable.has(name))).map(rolesOf), unusable: [...new Set([...wanted.flat(), ...unusableUses])].flatMap((name) => unusable.get(name) ?? []) })
  }
  return { equipment, inputs, rules, unbound, fahrenheit: equipment.points.some(({ units }) => isFahrenheit(units)) }
}

/** Roles that give one of these inputs. */
export const rolesOf = (group: readonly InputName[]): readonly PointRole[] => {
  const roles = group.flatMap((name) => (inputSpec(name).fromSite === 'airHandlers' ? (['supply_air_temp', 'fan_status'] as const) : inputSpec(name).roles))
  return [...new Set(roles)]
}
