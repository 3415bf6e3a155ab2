/** Calls about tariffs and what energy costs. */
import * as v from 'valibot'
import { MEDIA } from '../domain/energy.ts'
import type { CostReport, Tariff, TariffPeriod, TariffVersion } from '../domain/tariff.ts'
import { call, id, ids, timeMs } from './call.ts'

const amount = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440))
const whole = (least: number, most: number, items: number) => v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))), v.maxLength(items), v.readonly())
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

const tariffPeriod = v.strictObject({
  name,
  price: v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6)),
  weekdays: whole(0, 6, 7),
  months: whole(1, 12, 12),
  fromMinute: minute,
  toMinute: minute,
  holidays: v.boolean(),
}) satisfies v.GenericSchema<unknown, TariffPeriod>

const version = v.strictObject({
  validFromMs: timeMs,
  periods: v.pipe(v.array(tariffPeriod), v.maxLength(48), v.readonly()),
  price: v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6)),
  demandCharge: amount,
  demandRatchet: share,
  fixedCharge: amount,
  tax: share,
  co2KgPerUnit: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000)),
}) satisfies v.GenericSchema<unknown, TariffVersion>

const tariff = v.strictObject({
  /** 0 = a new one. */
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  name,
  medium: v.picklist(MEDIA),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  meterIds: v.pipe(v.array(id), v.maxLength(5_000), v.readonly()),
  versions: v.pipe(v.array(version), v.minLength(1), v.maxLength(100), v.readonly()),
}) satisfies v.GenericSchema<unknown, Tariff>

export const TARIFF_CALLS = {
  listTariffs: call({}).returns<readonly Tariff[]>(),
  /** Refused in words where periods contradict each other or a meter has two tariffs. */
  saveTariff: call({ tariff }).returns<Tariff>(),
  removeTariff: call({ tariffId: id }).returns<null>(),
  getCosts: call({ meterIds: ids(5_000), fromMs: timeMs, toMs: timeMs }).returns<readonly CostReport[]>(),
} as const
