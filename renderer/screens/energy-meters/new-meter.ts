/** A meter in the making: what was typed so far, and the meter that follows from it or what is still missing. Pure. */
import type { CallInput } from '../../../shared/contract.ts'
import type { Measure, Medium, Meter, MeterSignal } from '../../../shared/domain/energy.ts'

export const METER_KINDS = ['sum', 'thermal', 'runTime', 'point'] as const
export type MeterKind = (typeof METER_KINDS)[number]

export interface SumTerm {
  /** null = not chosen yet. */
  readonly meterId: number | null
  /** -1 = taken off. */
  readonly factor: 1 | -1
}

export interface MeterDraft {
  readonly kind: MeterKind
  readonly name: string
  readonly medium: Medium
  readonly area: string
  readonly terms: readonly SumTerm[]
  /** Of a kind `point` or `runTime`. */
  readonly pointId: number | null
  readonly signal: MeterSignal
  readonly measure: Measure
  readonly flowPointId: number | null
  readonly supplyPointId: number | null
  readonly returnPointId: number | null
  readonly ratedKw: number | null
  readonly speedPointId: number | null
}

const NOTHING_CHOSEN = { pointId: null, flowPointId: null, supplyPointId: null, returnPointId: null, ratedKw: null, speedPointId: null } as const

/** A sum of these meters, or an empty one. */
export const emptyDraft = (meters: readonly Meter[]): MeterDraft => ({
  kind: 'sum', name: '', medium: meters[0]?.medium ?? 'electricity', area: '', measure: 'energy', signal: 'counter', ...NOTHING_CHOSEN,
  terms: meters.length === 0 ? [{ meterId: null, factor: 1 }, { meterId: null, factor: 1 }] : meters.map(({ id }) => ({ meterId: id, factor: 1 })),
})

/** Heat and cold are what flow and temperatures make; what runs draws electricity unless told. */
export const withKind = (draft: MeterDraft, kind: MeterKind): MeterDraft => {
  const medium = kind === 'thermal' && draft.medium !== 'cooling' ? 'heat' : kind === 'runTime' ? 'electricity' : draft.medium
  return { ...draft, kind, medium }
}

export const MEDIA_OF: Readonly<Record<MeterKind, readonly Medium[]>> = {
  sum: ['electricity', 'gas', 'heat', 'cooling', 'steam', 'water'], thermal: ['heat', 'cooling'], runTime: ['electricity', 'gas', 'heat', 'cooling', 'steam'], point: ['electricity', 'gas', 'heat', 'cooling', 'steam', 'water'],
}

/** What stands in the way, as the word of a sentence. */
export type Missing = 'name' | 'terms' | 'twice' | 'mixed' | 'point' | 'points' | 'samePoint' | 'ratedKw'

/** A meter as the engine takes it. */
export type NewMeter = CallInput<'makeMeter'>['meter']

export type Made = { readonly meter: NewMeter } | { readonly missing: Missing }

const sumOf = ({ terms }: MeterDraft, meters: ReadonlyMap<number, Meter>): { readonly measure: Measure; readonly source: NewMeter['source'] } | Missing => {
  const chosen = terms.filter((term): term is SumTerm & { readonly meterId: number } => term.meterId !== null)
  if (chosen.length === 0) return 'terms'
  if (new Set(chosen.map(({ meterId }) => meterId)).size < chosen.length) return 'twice'
  const measures = new Set(chosen.map(({ meterId }) => meters.get(meterId)?.measure))
  const [measure] = measures
  if (measures.size > 1 || measure === undefined) return 'mixed'
  return { measure, source: { what: 'sum', terms: chosen.map(({ meterId, factor }) => ({ meterId, factor })) } }
}

const sourceOf = (draft: MeterDraft, meters: ReadonlyMap<number, Meter>): { readonly measure: Measure; readonly source: NewMeter['source'] } | Missing => {
  const { kind, pointId, signal, measure, flowPointId, supplyPointId, returnPointId, ratedKw, speedPointId } = draft
  if (kind === 'sum') return sumOf(draft, meters)
  if (kind === 'thermal') {
    if (flowPointId === null || supplyPointId === null || returnPointId === null) return 'points'
    if (new Set([flowPointId, supplyPointId, returnPointId]).size < 3) return 'samePoint'
    return { measure: 'energy', source: { what: 'thermal', flowPointId, supplyPointId, returnPointId } }
  }
  if (pointId === null) return 'point'
  if (kind === 'point') return { measure, source: { what: 'point', pointId, signal } }
  return ratedKw === null || !(ratedKw > 0) ? 'ratedKw' : { measure: 'energy', source: { what: 'runTime', pointId, ratedKw, speedPointId } }
}

export const madeOf = (draft: MeterDraft, meters: ReadonlyMap<number, Meter>): Made => {
  const name = draft.name.trim()
  if (name === '') return { missing: 'name' }
  const own = sourceOf(draft, meters)
  return typeof own === 'string' ? { missing: own } : { meter: { name, medium: draft.medium, area: draft.area.trim(), ...own } }
}
