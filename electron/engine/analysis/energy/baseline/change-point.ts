/**
 * Change-point models of energy over outdoor temperature (Kissock, Haberl and Claridge 2003, ASHRAE RP-1050; Guideline 14-2014, annex D):
 * 2P a line, 3P level and a slope on one side, 4P two slopes that meet, 5P a slope on each side of a level part.
 */
import { findHinges, type HingeRules, type Hinges } from './hinges.ts'
import { fitLeastSquares } from './least-squares.ts'

export const CHANGE_POINT_MODELS = ['mean', '2p', '3pHeating', '3pCooling', '4p', '5p'] as const
export type ChangePointModel = (typeof CHANGE_POINT_MODELS)[number]

/** A number with its standard error, in the same unit; null = not in the model. */
export interface Estimate {
  readonly value: number
  readonly standardError: number
}

export interface ChangePointFit {
  readonly model: ChangePointModel
  readonly parameters: number
  /** Energy per period at the change points (of a line: at 0 °C). */
  readonly base: Estimate
  /** Energy per period and kelvin below `heatingPoint`; of a line: per kelvin colder. */
  readonly heatingSlope: Estimate | null
  readonly heatingPoint: Estimate | null
  /** The same per kelvin warmer. */
  readonly coolingSlope: Estimate | null
  readonly coolingPoint: Estimate | null
}

const HINGE_RULES: Readonly<Record<'3pHeating' | '3pCooling' | '4p' | '5p', HingeRules>> = {
  '3pHeating': { heating: true, cooling: false, joined: false, rising: true },
  '3pCooling': { heating: false, cooling: true, joined: false, rising: true },
  '4p': { heating: true, cooling: true, joined: true, rising: false },
  '5p': { heating: true, cooling: true, joined: false, rising: true },
}

/** °C and energy per period, finite. null where the data do not carry the model: too few periods or temperatures, no slope with its sign. */
export const fitChangePoint = (model: ChangePointModel, temperature: Float64Array, energy: Float64Array): ChangePointFit | null => {
  if (energy.length < 2) return null
  const one = new Float64Array(energy.length).fill(1)
  if (model === 'mean') return built(model, [one], energy, null, ['base'])
  if (model === '2p') return built(model, [one, temperature.map((each) => -each)], energy, null, ['base', 'heatingSlope'])
  const rules = HINGE_RULES[model]
  const hinges = findHinges(temperature, energy, rules)
  return hinges === null ? null : withHinges(model, rules, hinges, one, temperature, energy)
}

/** What the model expects at a temperature, energy per period. */
export const predictChangePoint = (fit: ChangePointFit, temperature: number): number => {
  const heat = fit.heatingSlope?.value ?? 0
  if (fit.model === '2p') return fit.base.value - heat * temperature
  const cold = fit.heatingPoint === null ? 0 : Math.max(0, fit.heatingPoint.value - temperature)
  const warm = fit.coolingPoint === null ? 0 : Math.max(0, temperature - fit.coolingPoint.value)
  return fit.base.value + heat * cold + (fit.coolingSlope?.value ?? 0) * warm
}

type Term = 'base' | 'heatingSlope' | 'coolingSlope' | 'heatingPoint' | 'coolingPoint'

const withHinges = (model: ChangePointModel, rules: HingeRules, hinges: Hinges, one: Float64Array, temperature: Float64Array, energy: Float64Array): ChangePointFit | null => {
  const columns = [one]
  const names: Term[] = ['base']
  if (hinges.heating !== null) {
    const at = hinges.heating
    columns.push(temperature.map((each) => Math.max(0, at - each)))
    names.push('heatingSlope')
  }
  if (hinges.cooling !== null) {
    const at = hinges.cooling
    columns.push(temperature.map((each) => Math.max(0, each - at)))
    names.push('coolingSlope')
  }
  const slopes = fitLeastSquares(columns, energy).coefficients
  const heat = names.indexOf('heatingSlope')
  const cool = names.indexOf('coolingSlope')
  // Change points are parameters too: their derivatives join the columns, so that all standard errors know of them (Gauss-Newton at the optimum).
  const heatTurn = heat < 0 ? null : temperature.map((each) => (each < (hinges.heating as number) ? (slopes[heat] as number) : 0))
  const coolTurn = cool < 0 ? null : temperature.map((each) => (each > (hinges.cooling as number) ? -(slopes[cool] as number) : 0))
  const turns: [Term, Float64Array | null][] = rules.joined && heatTurn !== null && coolTurn !== null
    ? [['heatingPoint', heatTurn.map((each, i) => each + (coolTurn[i] as number))]]
    : [['heatingPoint', heatTurn], ['coolingPoint', coolTurn]]
  for (const [name, turn] of turns) {
    if (turn === null) continue
    columns.push(turn)
    names.push(name)
  }
  return built(model, columns, energy, { hinges, slopes }, names)
}

const built = (model: ChangePointModel, columns: readonly Float64Array[], energy: Float64Array, known: { readonly hinges: Hinges; readonly slopes: Float64Array } | null, names: readonly Term[]): ChangePointFit | null => {
  const fit = fitLeastSquares(columns, energy)
  if (fit.rank < (known === null ? columns.length : known.slopes.length)) return null
  const slopeOf = (term: Term): Estimate | null => {
    const at = names.indexOf(term)
    return at < 0 ? null : { value: (known?.slopes ?? fit.coefficients)[at] as number, standardError: fit.standardErrors[at] as number }
  }
  const pointOf = (term: Term, value: number | null | undefined): Estimate | null => {
    const at = names.indexOf(model === '4p' ? 'heatingPoint' : term)
    return value === null || value === undefined ? null : { value, standardError: fit.standardErrors[at] ?? Number.NaN }
  }
  return {
    model, parameters: columns.length, base: slopeOf('base') as Estimate,
    heatingSlope: slopeOf('heatingSlope'), coolingSlope: slopeOf('coolingSlope'),
    heatingPoint: pointOf('heatingPoint', known?.hinges.heating), coolingPoint: pointOf('coolingPoint', known?.hinges.cooling),
  }
}
