/** Calls about meters and what they measured: energy and demand. */
import * as v from 'valibot'
import type { TextFile } from '../domain/ede.ts'
import { DELIVERED, MEDIA, type EnergyCarpet, type EnergyFigures, type EnergyOverview, type EnergySeries, type Meter, type MeterChange, type MeterCorrection, type MeterPatch, type MeterSource, type NewMeter, type RunHours } from '../domain/energy.ts'
import { call, id, ids, timeMs } from './call.ts'

/** Sites have tens of meters, campuses some thousands. */
const MOST_METERS = 5_000
const period = { fromMs: timeMs, toMs: timeMs }
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const area = v.pipe(v.string(), v.trim(), v.maxLength(200))
const medium = v.picklist(MEDIA)
const units = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)))
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(1e12))
const factor = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6))
const signal = v.picklist(['counter', 'rate', 'pulse'])

const source = v.variant('what', [
  v.strictObject({ what: v.literal('point'), pointId: id, signal }),
  v.strictObject({ what: v.literal('sum'), terms: v.pipe(v.array(v.strictObject({ meterId: id, factor })), v.minLength(1), v.maxLength(200), v.readonly()) }),
  v.strictObject({ what: v.literal('thermal'), flowPointId: id, supplyPointId: id, returnPointId: id }),
  v.strictObject({ what: v.literal('runTime'), pointId: id, ratedKw: positive, speedPointId: v.nullable(id) }),
]) satisfies v.GenericSchema<unknown, MeterSource>

const newMeter = v.strictObject({ name, medium, measure: v.picklist(['energy', 'volume']), source, area }) satisfies v.GenericSchema<unknown, NewMeter>

const patch = v.strictObject({
  name: v.optional(name),
  medium: v.optional(medium),
  signal: v.optional(signal),
  units: v.optional(units),
  scale: v.optional(positive),
  rolloverAt: v.optional(v.nullable(positive)),
  area: v.optional(area),
  floorAreaM2: v.optional(v.nullable(positive)),
  parentId: v.optional(v.nullable(id)),
  demandLimitKw: v.optional(v.nullable(positive)),
  delivered: v.optional(v.picklist(DELIVERED)),
  ignored: v.optional(v.boolean()),
}) satisfies v.GenericSchema<unknown, MeterPatch>

const step = v.picklist(['hour', 'day', 'month'])

export const ENERGY_CALLS = {
  listMeters: call({}).returns<readonly Meter[]>(),
  /** Changes meters; what they measured is worked out anew where that follows. Unused fields stay. */
  changeMeters: call({ meterIds: ids(MOST_METERS), patch }).returns<readonly Meter[]>(),
  /** A person says that what was found is right. */
  confirmMeters: call({ meterIds: ids(MOST_METERS) }).returns<readonly Meter[]>(),
  makeMeter: call({ meter: newMeter }).returns<Meter>(),
  /** A meter that a person made; found ones are ignored instead. */
  removeMeter: call({ meterId: id }).returns<null>(),
  /** Newest first. */
  listMeterChanges: call({}).returns<readonly MeterChange[]>(),
  /** Brings back what stood before. */
  undoMeterChange: call({ changeId: id }).returns<readonly Meter[]>(),
  /** What was corrected, newest first, at most 5,000. */
  listMeterCorrections: call({ meterId: v.optional(id), ...period }).returns<readonly MeterCorrection[]>(),
  /** Takes a correction back, or puts it in force again; the period is worked out anew. */
  setMeterCorrection: call({ correctionId: id, inForce: v.boolean() }).returns<MeterCorrection>(),

  getEnergyOverview: call({}).returns<EnergyOverview>(),
  /** At most 50,000 periods a meter. */
  getEnergySeries: call({ meterIds: ids(64), ...period, step }).returns<readonly EnergySeries[]>(),
  getEnergyFigures: call({ meterIds: ids(MOST_METERS), ...period }).returns<readonly EnergyFigures[]>(),
  getEnergyCarpet: call({ meterId: id, ...period }).returns<EnergyCarpet>(),
  /** Mean demand of every hour, the highest first, kW or m3/h: at most 2,000 steps. */
  getLoadDuration: call({ meterId: id, ...period }).returns<{ readonly share: Float64Array; readonly demand: Float64Array }>(),
  /** Run-time of fans, pumps and other equipment by day. */
  getRunHours: call({ pointIds: ids(200), ...period }).returns<readonly RunHours[]>(),
  /** The series of meters as CSV, as shown: times in the site's zone, units in the header. */
  exportEnergy: call({ meterIds: ids(MOST_METERS), ...period, step }).returns<TextFile>(),
} as const
