/** Calls about importing interval data and weather. */
import * as v from 'valibot'
import { MEDIA } from '../domain/energy.ts'
import type { EnergyImport, EnergyImportMapping, EnergyImportPreview, EnergyImportTarget } from '../domain/energy-import.ts'
import type { Job } from '../domain/job.ts'
import { call, file, id } from './call.ts'

const column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500))
const word = v.pipe(v.string(), v.trim(), v.maxLength(80))

const mapping = v.strictObject({
  separator: v.picklist([',', ';', 'tab', '|']),
  decimal: v.picklist(['.', ',']),
  skipLines: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)),
  header: v.boolean(),
  timeColumn: column,
  dateColumn: v.nullable(column),
  valueColumn: column,
  timeFormat: word,
  timeZone: word,
  stamp: v.picklist(['start', 'end']),
  intervalMinutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(44_640))),
  values: v.picklist(['energyPerInterval', 'power', 'counter', 'temperature']),
  unit: word,
}) satisfies v.GenericSchema<unknown, EnergyImportMapping>

const target = v.variant('what', [
  v.strictObject({ what: v.literal('meter'), meterId: id }),
  v.strictObject({ what: v.literal('newMeter'), name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), medium: v.picklist(MEDIA) }),
  v.strictObject({ what: v.literal('weather'), forecast: v.boolean() }),
]) satisfies v.GenericSchema<unknown, EnergyImportTarget>

export const ENERGY_IMPORT_CALLS = {
  /** What a file would bring; without `mapping` the product proposes one from its first rows. Nothing is kept. */
  previewEnergyImport: call({ file, mapping: v.optional(mapping), target: v.optional(target) }).returns<EnergyImportPreview>(),
  /** Takes the good rows in one piece, or nothing. A job. */
  startEnergyImport: call({ file, mapping, target }).returns<{ readonly job: Job }>(),
  /** Newest first. */
  listEnergyImports: call({}).returns<readonly EnergyImport[]>(),
  /** Takes out what an import brought; what stood before stands again. */
  undoEnergyImport: call({ importId: id }).returns<EnergyImport>(),
} as const
