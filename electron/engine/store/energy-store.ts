/** The part of the store's door that is about energy: meters, corrections, changes, hours and days, run-time. Writes are as those of `WritableStore`. */
import { forecastKey } from '../../../shared/domain/energy-forecast.ts'
import type { ForecastCorrectionsTable } from './tables/forecast-corrections-table.ts'
import type { ForecastsTable } from './tables/forecasts-table.ts'
import type { EnergyPeriodsTable } from './tables/energy-periods-table.ts'
import type { MeterChangesTable } from './tables/meter-changes-table.ts'
import type { MeterCorrectionsTable } from './tables/meter-corrections-table.ts'
import type { MetersTable } from './tables/meters-table.ts'
import type { RunDaysTable } from './tables/run-days-table.ts'

export interface EnergyStore {
  readonly meters: MetersTable
  readonly corrections: MeterCorrectionsTable
  readonly changes: MeterChangesTable
  readonly periods: EnergyPeriodsTable
  readonly runDays: RunDaysTable
  readonly forecasts: ForecastsTable
  readonly forecastCorrections: ForecastCorrectionsTable
  /** Runs several writes as one: all of it is kept or nothing. */
  atOnce<T>(run: () => T): T
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

export interface EnergyTables {
  readonly meters: MetersTable
  readonly meterCorrections: MeterCorrectionsTable
  readonly meterChanges: MeterChangesTable
  readonly energyPeriods: EnergyPeriodsTable
  readonly runDays: RunDaysTable
  readonly forecasts: ForecastsTable
  readonly forecastCorrections: ForecastCorrectionsTable
}

/** `write` makes a transaction of each call. */
export const createEnergyStore = ({ meters, meterCorrections: corrections, meterChanges: changes, energyPeriods: periods, runDays, forecasts, forecastCorrections }: EnergyTables, write: Write): EnergyStore => ({
  meters: {
    all: () => meters.all(),
    get: (id) => meters.get(id),
    idsOfDevice: (deviceId) => meters.idsOfDevice(deviceId),
    insert: write((...args: Parameters<MetersTable['insert']>) => meters.insert(...args)),
    restore: write((...args: Parameters<MetersTable['restore']>) => meters.restore(...args)),
    update: write((...args: Parameters<MetersTable['update']>) => meters.update(...args)),
    setKnown: write((...args: Parameters<MetersTable['setKnown']>) => meters.setKnown(...args)),
    remove: write((id: number) => removeMeter({ meters, meterCorrections: corrections, energyPeriods: periods, forecasts }, id)),
  },
  corrections: {
    list: (...args) => corrections.list(...args),
    count: (...args) => corrections.count(...args),
    get: (id) => corrections.get(id),
    undone: () => corrections.undone(),
    setUndone: write((...args: Parameters<MeterCorrectionsTable['setUndone']>) => corrections.setUndone(...args)),
    replace: write((...args: Parameters<MeterCorrectionsTable['replace']>) => corrections.replace(...args)),
    removeOfMeter: write((id: number) => corrections.removeOfMeter(id)),
  },
  changes: {
    list: (limit) => changes.list(limit),
    get: (id) => changes.get(id),
    hasLater: (...args) => changes.hasLater(...args),
    insert: write((...args: Parameters<MeterChangesTable['insert']>) => changes.insert(...args)),
    setUndone: write((id: number) => changes.setUndone(id)),
  },
  periods: {
    hours: (...args) => periods.hours(...args),
    days: (...args) => periods.days(...args),
    sums: (...args) => periods.sums(...args),
    baseLoad: (...args) => periods.baseLoad(...args),
    due: () => periods.due(),
    putHours: write((...args: Parameters<EnergyPeriodsTable['putHours']>) => periods.putHours(...args)),
    putDays: write((...args: Parameters<EnergyPeriodsTable['putDays']>) => periods.putDays(...args)),
    dropBefore: write((...args: Parameters<EnergyPeriodsTable['dropBefore']>) => periods.dropBefore(...args)),
    addDue: write((...args: Parameters<EnergyPeriodsTable['addDue']>) => periods.addDue(...args)),
    doneDue: write((...args: Parameters<EnergyPeriodsTable['doneDue']>) => periods.doneDue(...args)),
    removeOfMeter: write((id: number) => periods.removeOfMeter(id)),
  },
  runDays: {
    runDays: (...args) => runDays.runDays(...args),
    lastRunDay: (pointId) => runDays.lastRunDay(pointId),
    putRunDays: write((...args: Parameters<RunDaysTable['putRunDays']>) => runDays.putRunDays(...args)),
    removeOfPoint: write((pointId: number) => runDays.removeOfPoint(pointId)),
    weather: (...args) => runDays.weather(...args),
    lastWeatherHour: () => runDays.lastWeatherHour(),
    putWeather: write((...args: Parameters<RunDaysTable['putWeather']>) => runDays.putWeather(...args)),
  },
  forecasts: {
    facts: (subject) => forecasts.facts(subject),
    hasModel: (subject) => forecasts.hasModel(subject),
    model: (subject) => forecasts.model(subject),
    forecast: (...args) => forecasts.forecast(...args),
    newestMs: (subject) => forecasts.newestMs(subject),
    unscored: (...args) => forecasts.unscored(...args),
    scores: (...args) => forecasts.scores(...args),
    firstDays: (...args) => forecasts.firstDays(...args),
    putModel: write((...args: Parameters<ForecastsTable['putModel']>) => forecasts.putModel(...args)),
    dropModel: write((subject: string) => forecasts.dropModel(subject)),
    put: write((...args: Parameters<ForecastsTable['put']>) => forecasts.put(...args)),
    setScore: write((...args: Parameters<ForecastsTable['setScore']>) => forecasts.setScore(...args)),
    thin: write((beforeMs: number) => forecasts.thin(beforeMs)),
    removeOf: write((subject: string) => forecasts.removeOf(subject)),
  },
  forecastCorrections: {
    has: (...args) => forecastCorrections.has(...args),
    unscored: (...args) => forecastCorrections.unscored(...args),
    scores: (...args) => forecastCorrections.scores(...args),
    put: write((...args: Parameters<ForecastCorrectionsTable['put']>) => forecastCorrections.put(...args)),
    setScore: write((...args: Parameters<ForecastCorrectionsTable['setScore']>) => forecastCorrections.setScore(...args)),
  },
  atOnce: (run) => write(run)(),
})

/** A meter goes with what was worked out of it; what was changed of it stays told. */
export const removeMeter = ({ meters, meterCorrections, energyPeriods, forecasts }: Pick<EnergyTables, 'meters' | 'meterCorrections' | 'energyPeriods' | 'forecasts'>, id: number): void => {
  energyPeriods.removeOfMeter(id)
  meterCorrections.removeOfMeter(id)
  forecasts.removeOf(forecastKey({ what: 'meter', meterId: id }))
  meters.remove(id)
}
