/** A fitted baseline as text for the store, and back. */
import { BASELINE_VERSION, type FittedBaseline } from './fitted-baseline.ts'

const NOT_KNOWN = 'NaN'

/** JSON in which typed arrays are marked and NaN survives. */
export const baselineToJson = (baseline: FittedBaseline): string =>
  JSON.stringify(baseline, (_, value: unknown) => {
    if (value instanceof Float64Array) return { f64: [...value].map((each) => (Number.isNaN(each) ? NOT_KNOWN : each)) }
    return typeof value === 'number' && Number.isNaN(value) ? { nan: true } : value
  })

/** null when the text is of another version or is no baseline: it must be fitted anew. */
export const baselineFromJson = (text: string): FittedBaseline | null => {
  try {
    const read = JSON.parse(text, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null) return value
      if ('f64' in value && Array.isArray(value.f64)) return Float64Array.from(value.f64, (each) => (each === NOT_KNOWN ? Number.NaN : Number(each)))
      return 'nan' in value ? Number.NaN : value
    }) as FittedBaseline | null
    return read !== null && typeof read === 'object' && read.version === BASELINE_VERSION ? read : null
  } catch {
    return null
  }
}
