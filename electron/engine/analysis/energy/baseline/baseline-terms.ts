/** A fitted baseline in words and numbers, and as a line over temperature. */
import type { BaselineTerm } from '../../../../../shared/domain/energy-baseline.ts'
import { message } from '../../../../../shared/message.ts'
import { predictChangePoint, type Estimate } from './change-point.ts'
import type { FittedBaseline } from './fitted-baseline.ts'

type Term = BaselineTerm

/** `unit`: of the meter's energy, kWh or m3. Models of months are of energy a day. */
export const baselineTerms = ({ model, step }: FittedBaseline, unit: string): Term[] => {
  const per = `${unit}/${step === 'hour' ? 'h' : 'd'}`
  const term = (name: Term['name'], estimate: Estimate | null, of: string): Term[] => (estimate === null ? [] : [{ name, value: estimate.value, standardError: Number.isFinite(estimate.standardError) ? estimate.standardError : null, unit: of }])
  if (model.kind === 'changePoint') {
    const { fit } = model
    return [
      ...term(fit.model === '2p' ? message('baseline.term.atZero') : message('baseline.term.base'), fit.base, per),
      ...term(message('baseline.term.heatingSlope'), fit.heatingSlope, `${per}/K`),
      ...term(message('baseline.term.heatingPoint'), fit.heatingPoint, '°C'),
      ...term(message('baseline.term.coolingSlope'), fit.coolingSlope, `${per}/K`),
      ...term(message('baseline.term.coolingPoint'), fit.model === '4p' ? null : fit.coolingPoint, '°C'),
    ]
  }
  const { knots, slopes, slopeErrors, inUse } = model.fit
  const bounds = [Number.NEGATIVE_INFINITY, ...knots, Infinity]
  return ([0, 1] as const).flatMap((mode) => {
    if (!inUse.includes(mode === 0)) return []
    return [...slopes[mode]].flatMap((value, s) => {
      const [from, to] = [bounds[s] as number, bounds[s + 1] as number]
      return term(segmentName(mode === 0, from, to), { value, standardError: slopeErrors[mode][s] as number }, `${per}/K`)
    })
  })
}

const segmentName = (inUse: boolean, from: number, to: number): Term['name'] => {
  const params = { from, to }
  if (from === Number.NEGATIVE_INFINITY) return inUse ? message('baseline.term.inUseBelow', { to }) : message('baseline.term.notInUseBelow', { to })
  if (to === Infinity) return inUse ? message('baseline.term.inUseAbove', { from }) : message('baseline.term.notInUseAbove', { from })
  return inUse ? message('baseline.term.inUseBetween', params) : message('baseline.term.notInUseBetween', params)
}

const LINE_STEPS = 120

/** The model over its temperatures, energy per hour or day; null for models in which the time of the week counts too. */
export const baselineLine = ({ model, temperatureLow, temperatureHigh }: FittedBaseline): { readonly temperature: Float64Array; readonly energy: Float64Array } | null => {
  if (model.kind !== 'changePoint' || temperatureLow === null || temperatureHigh === null) return null
  const temperature = Float64Array.from({ length: LINE_STEPS + 1 }, (_, i) => temperatureLow + ((temperatureHigh - temperatureLow) * i) / LINE_STEPS)
  return { temperature, energy: temperature.map((each) => predictChangePoint(model.fit, each)) }
}
