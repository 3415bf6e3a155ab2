/** The meters of the open site: found by what points mean, changed by people, every change kept and undoable. */
import type { Meter, MeterChange, MeterCorrection, MeterPatch, NewMeter } from '../../../../shared/domain/energy.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { readUnit, unitProblem } from '../../analysis/energy/meters/meter-units.ts'
import { correctionKey } from '../../analysis/energy/meters/meter-readings.ts'
import type { SiteContext } from '../site-context.ts'
import { inOrder, reachesItself } from './meter-tree.ts'

export interface MeterKeeper {
  /** By medium, main meters first. */
  list(): readonly Meter[]
  /** Fails with `meter-unknown`, `meter-in-circle`. */
  change(meterIds: readonly number[], patch: MeterPatch): Result<readonly Meter[]>
  confirm(meterIds: readonly number[]): Result<readonly Meter[]>
  /** Fails with `meter-unknown`, `point-unknown`, `meter-point-taken`. */
  make(meter: NewMeter): Result<Meter>
  /** Fails with `meter-unknown`, `meter-not-made`, `meter-in-use`. */
  remove(meterId: number): Result<null>
  /** Newest first. */
  changes(): readonly MeterChange[]
  /** Fails with `meter-change-unknown`, `meter-change-later`. */
  undo(changeId: number): Result<readonly Meter[]>
  /** Newest first. */
  corrections(meterId: number | undefined, fromMs: number, toMs: number): readonly MeterCorrection[]
  /** Fails with `correction-unknown`, `correction-final`. */
  setCorrection(correctionId: number, inForce: boolean): Result<MeterCorrection>
  /** Keys of the corrections that a person took back. */
  undone(): readonly { readonly meterId: number; readonly key: string }[]
}

type Parts = Pick<SiteContext, 'clock' | 'store' | 'points'>

const MOST_CHANGES = 1_000
const MOST_CORRECTIONS = 5_000
const NOT_NUMBERED = 0

/** `changed` hears of meters whose facts changed, with those that must be worked out anew from a moment on. `who` is the account on this machine. */
export const createMeterKeeper = ({ clock, store, points }: Parts, who: string, changed: (meterIds: readonly number[]) => void): MeterKeeper => {
  const { energy } = store
  const unknown = (id: number): Result<never> => failure('meter-unknown', `There is no meter ${id}; it may have been removed.`, { id })

  const all = (meterIds: readonly number[]): Result<readonly Meter[]> => {
    const found: Meter[] = []
    for (const id of new Set(meterIds)) {
      const meter = energy.meters.get(id)
      if (meter === undefined) return unknown(id)
      found.push(meter)
    }
    return ok(found)
  }

  const note = (what: MeterChange['what'], before: Meter | null, after: Meter | null): void => {
    energy.changes.insert({ atMs: clock.nowMs(), who, meterId: (after ?? before)?.id ?? NOT_NUMBERED, what, before, after })
  }

  const write = (what: MeterChange['what'], before: Meter, after: Meter): void => {
    energy.meters.update(after)
    if (countsOtherwise(before, after)) energy.periods.addDue(after.id, 0, false)
    note(what, before, after)
  }

  const tell = <T>(meterIds: readonly number[], value: T): Result<T> => {
    changed(meterIds)
    return ok(value)
  }

  const knownSources = ({ source }: NewMeter): Result<null> => {
    const ids = source.what === 'point' ? [source.pointId] : source.what === 'thermal' ? [source.flowPointId, source.supplyPointId, source.returnPointId] : source.what === 'runTime' ? [source.pointId, source.speedPointId] : []
    const known = new Set(points.all().map(({ id }) => id))
    for (const id of ids) if (id !== null && !known.has(id)) return failure('point-unknown', `There is no point ${id}; it may have been removed.`, { id })
    if (source.what === 'point' && energy.meters.all().some((other) => other.source.what === 'point' && other.source.pointId === source.pointId)) {
      return failure('meter-point-taken', 'This point has a meter already. Change that one instead.', {})
    }
    if (source.what !== 'sum') return ok(null)
    const terms = all(source.terms.map(({ meterId }) => meterId))
    return terms.ok ? ok(null) : terms
  }

  return {
    list: () => inOrder(energy.meters.all()),
    change: (meterIds, patch) => {
      const meters = all(meterIds)
      if (!meters.ok) return meters
      const parent = patch.parentId
      if (parent !== undefined && parent !== null) {
        if (energy.meters.get(parent) === undefined) return unknown(parent)
        const every = energy.meters.all().map((meter) => (meterIds.includes(meter.id) ? { ...meter, parentId: parent } : meter))
        if (every.some((meter) => reachesItself(meter.id, every))) return failure('meter-in-circle', 'A meter cannot be below itself. Choose a meter that is not one of its sub-meters.', {})
      }
      const after = meters.value.map((meter) => patched(meter, patch))
      energy.atOnce(() => {
        for (const [i, before] of meters.value.entries()) write('changed', before, after[i] as Meter)
      })
      return tell(meterIds, after)
    },
    confirm: (meterIds) => {
      const meters = all(meterIds)
      if (!meters.ok) return meters
      const after = meters.value.map((meter): Meter => (meter.origin === 'found' ? { ...meter, origin: 'confirmed', confidence: 1 } : meter))
      energy.atOnce(() => {
        for (const [i, before] of meters.value.entries()) if (before.origin === 'found') write('confirmed', before, after[i] as Meter)
      })
      return tell(meterIds, after)
    },
    make: (made) => {
      const sources = knownSources(made)
      if (!sources.ok) return sources
      const meter = madeMeter(made, points)
      const after = energy.atOnce(() => {
        const whole: Meter = { id: energy.meters.insert(meter), ...meter }
        energy.periods.addDue(whole.id, 0, false)
        note('made', null, whole)
        return whole
      })
      return tell([after.id], after)
    },
    remove: (meterId) => {
      const meter = energy.meters.get(meterId)
      if (meter === undefined) return unknown(meterId)
      if (meter.origin !== 'made') return failure('meter-not-made', `${meter.name} was found among the points and would be found again. Ignore it instead.`, { name: meter.name })
      const user = energy.meters.all().find(({ source }) => source.what === 'sum' && source.terms.some((term) => term.meterId === meterId))
      if (user !== undefined) return failure('meter-in-use', `${meter.name} is part of ${user.name}. Remove that meter first.`, { name: meter.name, user: user.name })
      energy.atOnce(() => {
        energy.meters.remove(meterId)
        note('removed', meter, null)
      })
      return tell([meterId], null)
    },
    changes: () => energy.changes.list(MOST_CHANGES),
    undo: (changeId) => {
      const change = energy.changes.get(changeId)
      if (change === undefined || change.undone || change.what === 'correctionUndone' || change.what === 'correctionRedone') return failure('meter-change-unknown', 'This change cannot be undone, or was undone already.', {})
      if (energy.changes.hasLater(changeId, change.meterId)) return failure('meter-change-later', 'This meter was changed again later. Undo the newer change first.', {})
      const { before, after } = change
      const now = energy.meters.get(change.meterId)
      energy.atOnce(() => {
        if (before === null) energy.meters.remove(change.meterId)
        else if (now === undefined) energy.meters.restore({ ...before, known: null })
        else energy.meters.update({ ...before, known: now.known })
        if (before !== null && (after === null || countsOtherwise(before, after))) energy.periods.addDue(before.id, 0, false)
        energy.changes.setUndone(changeId)
      })
      const restored = energy.meters.get(change.meterId)
      return tell([change.meterId], restored === undefined ? [] : [restored])
    },
    corrections: (meterId, fromMs, toMs) => energy.corrections.list(meterId === undefined ? energy.meters.all().map(({ id }) => id) : [meterId], fromMs, toMs, MOST_CORRECTIONS),
    setCorrection: (correctionId, inForce) => {
      const correction = energy.corrections.get(correctionId)
      const meter = correction && energy.meters.get(correction.meterId)
      if (correction === undefined || meter === undefined) return failure('correction-unknown', `There is no correction ${correctionId}; it may have been worked out anew.`, { id: correctionId })
      if (correction.kind === 'late') return failure('correction-final', 'Readings that came late cannot be taken back: they are what the meter showed.', {})
      const after: MeterCorrection = { ...correction, undoneAtMs: inForce ? null : (correction.undoneAtMs ?? clock.nowMs()) }
      energy.atOnce(() => {
        energy.corrections.setUndone(correctionId, after.undoneAtMs)
        energy.periods.addDue(meter.id, correction.fromMs, false)
        note(inForce ? 'correctionRedone' : 'correctionUndone', meter, meter)
      })
      return tell([meter.id], after)
    },
    undone: () => energy.corrections.undone().map((one) => ({ meterId: one.meterId, key: correctionKey(one) })),
  }
}

const countsOtherwise = (before: Meter, after: Meter): boolean =>
  before.scale !== after.scale || before.rolloverAt !== after.rolloverAt || before.measure !== after.measure || (before.ignored && !after.ignored) || before.medium !== after.medium ||
  JSON.stringify(before.source) !== JSON.stringify(after.source)

/** A person who changes a meter has looked at it. A unit brings its scale, unless a scale is said too. */
const patched = (meter: Meter, patch: MeterPatch): Meter => {
  const { signal, ...facts } = patch
  const defined = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Meter>
  const unit = patch.units === undefined ? null : readUnit(patch.units)
  const source = signal !== undefined && meter.source.what === 'point' ? { ...meter.source, signal } : unit !== null && meter.source.what === 'point' && meter.source.signal !== 'pulse' ? { ...meter.source, signal: unit.signal } : meter.source
  const after: Meter = { ...meter, ...(unit === null ? {} : { scale: unit.scale, measure: unit.measure }), ...defined, source, origin: meter.origin === 'found' ? 'confirmed' : meter.origin, confidence: 1 }
  if (after.source.what !== 'point') return after
  const problem = unitProblem(after.units, after.medium, after.measure, after.source.signal)
  return { ...after, problems: problem === null ? [] : [problem] }
}

const madeMeter = (made: NewMeter, points: SiteContext['points']): Omit<Meter, 'id'> => {
  const { source } = made
  const pointId = source.what === 'point' || source.what === 'runTime' ? source.pointId : source.what === 'thermal' ? source.flowPointId : null
  const point = points.all().find(({ id }) => id === pointId)
  const unit = source.what === 'point' ? readUnit(point?.units ?? null) : null
  const problem = source.what === 'point' ? unitProblem(point?.units ?? null, made.medium, made.measure, source.signal) : null
  return {
    ...made, origin: 'made', confidence: 1, units: source.what === 'point' ? (point?.units ?? null) : null, scale: source.what === 'point' && unit !== null ? unit.scale : 1, rolloverAt: null,
    deviceId: point?.deviceId ?? null, floorAreaM2: null, parentId: null, demandLimitKw: null, delivered: 'auto', estimated: source.what === 'runTime', ignored: false, problems: problem === null ? [] : [problem], known: null,
  }
}
