/** Calls about tariffs, and what energy costs and emits. */
import * as v from 'valibot'
import { MEDIA } from '../domain/energy.ts'
import type { CostReport, Tariff, TariffChange, TariffPeriod, TariffVersion } from '../domain/tariff.ts'
import { call, id, ids, timeMs } from './call.ts'

const MOST_PERIODS = 48
const MOST_VERSIONS = 100
const MOST_METERS = 5_000
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
/** May be below zero: energy is sold at such prices. */
const price = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6))
const charge = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9))
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440), v.multipleOf(15))
const numbers = (least: number, most: number) => v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))), v.maxLength(most - least + 1), v.readonly())

const period = v.strictObject({ name, price, weekdays: numbers(0, 6), months: numbers(1, 12), fromMinute: minute, toMinute: minute }) satisfies v.GenericSchema<unknown, TariffPeriod>

const version = v.strictObject({
  validFrom: v.pipe(v.string(), v.isoDate()),
  price,
  periods: v.pipe(v.array(period), v.maxLength(MOST_PERIODS), v.readonly()),
  holidaysAsSundays: v.boolean(),
  demandCharge: charge,
  standingCharge: charge,
  kwhPerM3: v.nullable(v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(1_000))),
  co2KgPerUnit: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000))),
  co2Source: v.pipe(v.string(), v.trim(), v.maxLength(500)),
}) satisfies v.GenericSchema<unknown, TariffVersion>

const tariff = v.strictObject({
  /** 0 = a new one. */
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  name,
  medium: v.picklist(MEDIA),
  measure: v.picklist(['energy', 'volume']),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  meterIds: v.pipe(v.array(id), v.maxLength(MOST_METERS), v.readonly()),
  versions: v.pipe(v.array(version), v.minLength(1), v.maxLength(MOST_VERSIONS), v.readonly()),
}) satisfies v.GenericSchema<unknown, Tariff>

export const TARIFF_CALLS = {
  listTariffs: call({}).returns<readonly Tariff[]>(),
  /** Keeps a new tariff or a changed one; refused in words where it contradicts itself or another one. */
  saveTariff: call({ tariff }).returns<Tariff>(),
  removeTariff: call({ tariffId: id }).returns<null>(),
  /** Newest first. */
  listTariffChanges: call({}).returns<readonly TariffChange[]>(),
  /** Brings back what stood before. */
  undoTariffChange: call({ changeId: id }).returns<readonly Tariff[]>(),
  /** What meters cost and emitted over a period, line by line; meters without a tariff are left out. At most 50,000 hours each. */
  getCosts: call({ meterIds: ids(64), fromMs: timeMs, toMs: timeMs }).returns<readonly CostReport[]>(),
} as const
