/**
 * What readings say to roles, measured on series whose meaning is known: each is told by its right role, and by every other role that its unit would let it have. The right one should be
 * confirmed and never contradicted, a wrong one contradicted and never confirmed; where many kinds of points read alike, silence is right too.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { POINT_ROLES, type PointRole } from '../../shared/domain/point-role.ts'
import { unitNumber, unitQuantity } from '../../shared/units.ts'
import { behaviourOf, type PointReadings } from '../engine/analysis/roles/behaviour.ts'
import { heedBehaviour } from '../engine/analysis/roles/heed-behaviour.ts'
import { ROLE_FACTS } from '../engine/analysis/roles/role-facts.ts'
import { readAhuTable } from './ahu-table.ts'
import { numbersOf, readManifest, readTable, timesOf } from './suite.ts'

/** As live: the last week, looked at again and again. */
const WINDOW_MS = 7 * 86_400_000
const WINDOWS = 6
/** Told by a name that is quite sure. */
const CONFIDENCE = 0.85

/** A series whose role is known, with the outdoor air beside it where there is one. */
interface KnownSeries {
  readonly role: PointRole
  readonly units: number | null
  readonly readings: PointReadings
  readonly outdoor?: PointReadings
  /** Too short to be cut into weeks. */
  readonly whole?: boolean
}

type Said = 'confirmed' | 'silent' | 'contradicted'

export interface BehaviourRow {
  readonly role: PointRole
  /** Weeks looked at. */
  readonly looked: number
  readonly right: Readonly<Record<Said, number>>
  readonly wrong: Readonly<Record<Said, number>>
  /** Wrong roles that were confirmed. */
  readonly misled: ReadonlySet<PointRole>
}

const observed = (timesMs: Float64Array, values: Float64Array): PointReadings => {
  const kept = [...values.keys()].filter((i) => Number.isFinite(values[i]))
  return { timesMs: Float64Array.from(kept, (i) => timesMs[i] as number), values: Float64Array.from(kept, (i) => values[i] as number) }
}

const ofHandlers = (folder: string): KnownSeries[] =>
  (readManifest(folder).ahu ?? []).flatMap(({ id }) => {
    const { timesMs, columns } = readAhuTable(join(folder, 'ahu', `${id}.csv`), id)
    const air = columns.find(({ role }) => role === 'outside_air_temp')
    return columns.flatMap((column): KnownSeries[] => (column.role === null || ROLE_FACTS[column.role].kinds[0] !== 'analog' ? [] : [{
      role: column.role, units: column.units, readings: observed(timesMs, column.values), whole: true, ...(air === undefined || air === column ? {} : { outdoor: observed(timesMs, air.values) }),
    }]))
  })

/** Columns of a table with the roles that the suite gives them. */
const ofTable = (file: string, told: readonly { readonly column: string; readonly role: PointRole; readonly unit: string }[], outdoorColumn: string | null): KnownSeries[] => {
  const table = readTable(file)
  const timesMs = timesOf(table, file)
  const readingsOf = (column: string): PointReadings => observed(timesMs, numbersOf(table, column, file))
  const outdoor = outdoorColumn !== null && table.columns.includes(outdoorColumn) ? readingsOf(outdoorColumn) : undefined
  return told.filter(({ column }) => table.columns.includes(column)).map(({ column, role, unit }) => ({
    role, units: unitNumber(unit) ?? null, readings: readingsOf(column), ...(outdoor === undefined || column === outdoorColumn ? {} : { outdoor }),
  }))
}

/** The suite says what each family is: outdoor sensors, rooms, meters of an interval, and the weather beside them. */
const knownSeries = (folder: string): KnownSeries[] => {
  const { drift = [], forecast = [] } = readManifest(folder)
  return [
    ...ofHandlers(folder),
    ...drift.filter(({ family }) => family === 'oat_long').flatMap(({ id }) => ofTable(join(folder, 'drift', `${id}.csv`), [{ column: 'value', role: 'outside_air_temp', unit: 'degreesCelsius' }], 'peer1')),
    ...drift.filter(({ family, id }) => family === 'debruijn_short' && id.includes('intel')).flatMap(({ id }) =>
      ofTable(join(folder, 'drift', `${id}.csv`), ['peer1', 'peer2', 'peer3', 'peer4'].map((column) => ({ column, role: 'zone_air_temp', unit: 'degreesCelsius' })), null)),
    ...forecast.filter(({ kind }) => kind === 'electricity').slice(0, 8).flatMap(({ id }) => ofTable(join(folder, 'forecast', `${id}.csv`), [
      { column: 'value', role: 'elec_power', unit: 'kilowatts' }, { column: 'temp_c', role: 'outside_air_temp', unit: 'degreesCelsius' }, { column: 'rh', role: 'outside_air_humidity', unit: 'percentRelativeHumidity' },
    ], 'temp_c')),
    ...forecast.filter(({ kind }) => kind === 'electricity').slice(0, 8).flatMap(({ id }) => ofTable(join(folder, 'forecast', `${id}.csv`), [{ column: 'value', role: 'elec_energy', unit: 'kilowattHours' }], null).map(summed)),
  ]
}

/** A register out of the energy of each interval. */
const summed = ({ readings: { timesMs, values }, ...series }: KnownSeries): KnownSeries => {
  let total = 0
  return { ...series, readings: { timesMs, values: values.map((value) => (total += Math.max(0, value))) } }
}

const between = ({ timesMs, values }: PointReadings, fromMs: number, toMs: number): PointReadings => {
  const from = timesMs.findIndex((timeMs) => timeMs >= fromMs)
  const end = timesMs.findIndex((timeMs) => timeMs >= toMs)
  return from < 0 ? { timesMs: new Float64Array(0), values: new Float64Array(0) } : { timesMs: timesMs.subarray(from, end < 0 ? undefined : end), values: values.subarray(from, end < 0 ? undefined : end) }
}

const windowsOf = ({ readings, outdoor, whole }: KnownSeries): { readonly readings: PointReadings; readonly outdoor: PointReadings | undefined }[] => {
  const [firstMs, lastMs] = [readings.timesMs[0] ?? 0, readings.timesMs.at(-1) ?? 0]
  if (whole === true || lastMs - firstMs < 2 * WINDOW_MS) return [{ readings, outdoor }]
  return Array.from({ length: WINDOWS }, (_, i) => {
    const fromMs = firstMs + ((lastMs - firstMs - WINDOW_MS) * (i + 0.5)) / WINDOWS
    return { readings: between(readings, fromMs, fromMs + WINDOW_MS), outdoor: outdoor === undefined ? undefined : between(outdoor, fromMs, fromMs + WINDOW_MS) }
  })
}

/** Roles that the unit would let a point have: what a name could make of it by mistake. */
const rolesOfUnit = (units: number | null): readonly PointRole[] => {
  const quantity = unitQuantity(units)
  return POINT_ROLES.filter((role) => quantity !== null && ROLE_FACTS[role].quantities.some((each) => each === quantity))
}

/** Meters of energy and power are mistaken for each other. */
const mistakable = (role: PointRole, units: number | null): readonly PointRole[] => [...rolesOfUnit(units), ...(role === 'elec_power' ? ['elec_energy' as const] : role === 'elec_energy' ? ['elec_power' as const] : [])].filter((other) => other !== role)

/** null without the readings. Deterministic. */
export const measureBehaviour = (folder: string): readonly BehaviourRow[] | null => {
  if (!existsSync(join(folder, 'manifest.json'))) return null
  const rows = new Map<PointRole, { looked: number; right: Record<Said, number>; wrong: Record<Said, number>; misled: Set<PointRole> }>()
  for (const series of knownSeries(folder)) {
    const row = rows.get(series.role) ?? { looked: 0, right: nobody(), wrong: nobody(), misled: new Set<PointRole>() }
    rows.set(series.role, row)
    for (const { readings, outdoor } of windowsOf(series)) {
      const behaviour = behaviourOf(readings, outdoor)
      if (behaviour === undefined) continue
      row.looked += 1
      const said = (role: PointRole): Said => {
        const { confidence } = heedBehaviour(role, CONFIDENCE, { behaviour, units: series.units })
        return confidence > CONFIDENCE ? 'confirmed' : confidence < CONFIDENCE ? 'contradicted' : 'silent'
      }
      row.right[said(series.role)] += 1
      for (const other of mistakable(series.role, series.units)) {
        row.wrong[said(other)] += 1
        if (said(other) === 'confirmed') row.misled.add(other)
      }
    }
  }
  return Array.from(rows, ([role, row]) => ({ role, ...row })).toSorted((a, b) => POINT_ROLES.indexOf(a.role) - POINT_ROLES.indexOf(b.role))
}

const nobody = (): Record<Said, number> => ({ confirmed: 0, silent: 0, contradicted: 0 })

const share = (part: number, { confirmed, silent, contradicted }: Readonly<Record<Said, number>>): string => {
  const all = confirmed + silent + contradicted
  return all === 0 ? '-' : `${Math.round((100 * part) / all)} %`
}

/** As lines of a table. */
export const behaviourTable = (rows: readonly BehaviourRow[]): readonly string[] => {
  const sum = (of: 'right' | 'wrong'): Record<Said, number> => rows.reduce((all, row) => ({ confirmed: all.confirmed + row[of].confirmed, silent: all.silent + row[of].silent, contradicted: all.contradicted + row[of].contradicted }), nobody())
  const line = (name: string, looked: number, right: Readonly<Record<Said, number>>, wrong: Readonly<Record<Said, number>>, misled: string): string =>
    [name.padEnd(28), String(looked).padStart(6), share(right.confirmed, right).padStart(11), share(right.contradicted, right).padStart(14), share(wrong.contradicted, wrong).padStart(14), share(wrong.confirmed, wrong).padStart(11), ` ${misled}`].join('').trimEnd()
  return [
    'What readings say to roles (the right role; every other role of the unit)',
    `${'role'.padEnd(28)}${'weeks'.padStart(6)}${'confirmed'.padStart(11)}${'contradicted'.padStart(14)}${'wrong: contr.'.padStart(14)}${'confirmed'.padStart(11)}`,
    ...rows.map(({ role, looked, right, wrong, misled }) => line(role, looked, right, wrong, [...misled].join(', '))),
    line('all', rows.reduce((all, { looked }) => all + looked, 0), sum('right'), sum('wrong'), ''),
  ]
}
