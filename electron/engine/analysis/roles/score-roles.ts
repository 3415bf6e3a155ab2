/**
 * How well each role explains the words, the unit and the object of a point: what a role explains of them counts for it, what it leaves unexplained against it.
 * Ambiguous words take the meaning that suits the role best, at the price of how unusual that meaning is.
 */
import type { PointKind } from '../../../../shared/domain/object-type.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { unitQuantity, NO_UNITS, type QuantityKind } from '../../../../shared/units.ts'
import { isFunction, isQuantity, loudnessOf, type Concept } from './concepts.ts'
import type { NameWord } from './read-name.ts'
import { ANY_UNIT, ROLE_FACTS } from './role-facts.ts'
import { ROLE_FORMS, type RoleForm } from './role-forms.ts'

/** A word with how much it counts: the name fully, a path before it or a description less. */
export interface Said {
  readonly word: NameWord
  /** What it gives to a role that explains it. */
  readonly gain: number
  /** What it takes from a role that does not. */
  readonly loss: number
}

export interface Scored {
  readonly role: PointRole
  readonly score: number
  /** Words that the role explains, the loudest first. */
  readonly words: readonly string[]
  /** How loud what it leaves unexplained is. */
  readonly lost: number
  /** Whether a needed quantity was told by the unit only. */
  readonly unitOnly: boolean
}

/** What an object is beside its words. */
export interface ObjectSigns {
  /** BACnet object type; null where it is not known. */
  readonly objectType: number | null
  readonly kind: PointKind | null
  readonly units: number | null
}

/** The unit that stands for a quantity which the name leaves out. */
const TOLD_BY_UNIT: Readonly<Record<Concept, readonly QuantityKind[]>> = {
  temp: ['temperature'],
  tempDiff: ['temperatureDifference'],
  hum: ['relativeHumidity'],
  co2: ['concentration'],
  pressure: ['pressure'],
  flow: ['flow'],
  lux: ['light'],
  power: ['power'],
  energy: ['energy'],
  current: ['current'],
  voltage: ['voltage'],
  powerFactor: ['powerFactor'],
  reactive: ['reactivePower', 'energyReactive', 'apparentPower', 'energyApparent'],
  volume: ['volume'],
  enthalpy: ['enthalpy'],
  runTime: ['time'],
}
const UNIT_GAIN = 1.2

const UNIT_FITS = 1.2
const UNIT_STRANGE = -3
/** Units that contradict every role are a fault of the point: they must not decide between roles. */
const NONSENSE: ReadonlySet<QuantityKind> = new Set(['area', 'mass', 'density', 'sound', 'degreeDays', 'acidity'])

const unitScore = (role: PointRole, units: number | null): number => {
  const quantity = unitQuantity(units)
  if (units === null || units === NO_UNITS || quantity === 'none' || quantity === 'other' || NONSENSE.has(quantity) || ANY_UNIT.has(role)) return 0
  return ROLE_FACTS[role].quantities.includes(quantity) ? UNIT_FITS : UNIT_STRANGE
}

const OUTPUTS: ReadonlySet<number> = new Set([1, 4, 14])
const INPUTS: ReadonlySet<number> = new Set([0, 3, 13, 23, 24])
const WRONG_KIND = -4
const WRONG_WAY = -1.5
const RIGHT_WAY = 0.6

const objectScore = (role: PointRole, { objectType, kind }: ObjectSigns): number => {
  if (objectType === null || kind === null) return 0
  const { kinds, way } = ROLE_FACTS[role]
  if (!kinds.includes(kind)) return WRONG_KIND
  const is = OUTPUTS.has(objectType) ? 'out' : INPUTS.has(objectType) ? 'in' : 'value'
  if (way === 'any' || is === 'value') return 0
  if (way === 'set') return is === 'in' ? WRONG_WAY : -0.5
  return way === is ? RIGHT_WAY : WRONG_WAY
}

interface Read {
  /** Concepts met, with the word that met each and how strongly. */
  readonly met: Map<Concept, { readonly text: string; readonly strength: number }>
  score: number
  lost: number
}

/** What a form makes of one meaning of a word. */
const senseValue = (concepts: readonly Concept[], form: RoleForm, needed: ReadonlySet<Concept>, { gain: full, loss, word: { part } }: Said): number => {
  let value = 0
  // What a numbered piece of plant seems to measure is a chance of its letters: `RAH02`.
  const chance = part === 'label' && concepts.some(isQuantity)
  const gain = chance ? full * 0.3 : full
  for (const concept of concepts) {
    const loudness = loudnessOf(concept)
    if (needed.has(concept)) value += loudness * gain
    else if (form.takes.has(concept)) value += loudness * gain * (isFunction(concept) ? 0.5 : 0.6)
    else if (!form.takesAll) value -= loudness * (part === 'context' && !isQuantity(concept) && !isFunction(concept) ? loss * 0.25 : loss)
  }
  return value
}

const readWith = (form: RoleForm, needed: ReadonlySet<Concept>, said: readonly Said[]): Read => {
  const read: Read = { met: new Map(), score: form.bonus, lost: 0 }
  for (const one of said) {
    let best: { value: number; concepts: readonly Concept[]; weight: number } | undefined
    for (const sense of one.word.senses) {
      let value = senseValue(sense.concepts, form, needed, one) + Math.log(sense.weight) * 1.2
      // Nobody says the same twice where the word may mean something else.
      if (one.word.senses.length > 1 && value > 0 && sense.concepts.some((concept) => isQuantity(concept) && read.met.has(concept))) value = -0.8
      if (best === undefined || value > best.value) best = { value, concepts: sense.concepts, weight: sense.weight }
    }
    if (best === undefined) continue
    if (best.value < 0) read.lost -= best.value
    // The same thing said twice is said once.
    const repeated = best.value > 0 && best.concepts.every((concept) => read.met.has(concept))
    read.score += repeated ? best.value * 0.15 : best.value
    for (const concept of best.concepts) if (!read.met.has(concept)) read.met.set(concept, { text: one.word.text, strength: loudnessOf(concept) * one.gain * best.weight })
  }
  return read
}

const NEEDED: ReadonlyMap<RoleForm, ReadonlySet<Concept>> = new Map(ROLE_FORMS.map((form) => [form, new Set(form.needs.flat())]))

const scoreForm = (form: RoleForm, said: readonly Said[], quantity: QuantityKind): Scored | null => {
  const needed = NEEDED.get(form) as ReadonlySet<Concept>
  const read = readWith(form, needed, said)
  let score = read.score
  let [unitOnly, byWords] = [false, 0]
  for (const need of form.needs) {
    if (need.some((concept) => read.met.has(concept))) {
      byWords += 1
      continue
    }
    if (!need.some((concept) => TOLD_BY_UNIT[concept]?.includes(quantity))) return null
    score += UNIT_GAIN
    unitOnly = true
  }
  // The unit alone says what is measured, never where: some word must.
  if (byWords === 0 && ![...read.met.keys()].some((concept) => form.takes.has(concept) && loudnessOf(concept) > 1)) return null
  const words = [...read.met].filter(([concept]) => needed.has(concept) || form.takes.has(concept)).sort(([, a], [, b]) => b.strength - a.strength)
  return { role: form.role, score, lost: read.lost, words: [...new Set(words.map(([, { text }]) => text))], unitOnly }
}

const FORMS_BY_ROLE = Map.groupBy(ROLE_FORMS, ({ role }) => role)

/** Every role that the words allow, the best first. About 100 µs a point. */
export const scoreRoles = (said: readonly Said[], signs: ObjectSigns): Scored[] => {
  const quantity = unitQuantity(signs.units)
  const scored: Scored[] = []
  for (const [role, forms] of FORMS_BY_ROLE) {
    let best: Scored | null = null
    for (const form of forms) {
      const one = scoreForm(form, said, quantity)
      if (one !== null && (best === null || one.score > best.score)) best = one
    }
    if (best !== null) scored.push({ ...best, score: best.score + unitScore(role, signs.units) + objectScore(role, signs) })
  }
  return scored.sort((a, b) => b.score - a.score)
}
