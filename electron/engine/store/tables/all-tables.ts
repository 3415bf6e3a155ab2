/** The tables of one open database, with their statements prepared. */
import type { Connection } from '../connection.ts'
import type { EnergyTables } from '../energy-store.ts'
import type { PlanTables } from '../plan-store.ts'
import type { HealthTables } from '../health-store.ts'
import { createAlertsTable, type AlertsTable } from './alerts-table.ts'
import { createBackTestsTable, type BackTestsTable } from './back-tests-table.ts'
import { createBaselinesTable, type BaselinesTable } from './baselines-table.ts'
import { createBackfilledTable, type BackfilledTable } from './backfilled-table.ts'
import { createCoverageTable, type CoverageTable } from './coverage-table.ts'
import { createDetectionRulesTable, type DetectionRulesTable } from './detection-rules-table.ts'
import { createDevicesTable, type DevicesTable } from './devices-table.ts'
import { createHolidaysTable, type HolidaysTable } from './holidays-table.ts'
import { createIncidentsTable, type IncidentsTable } from './incidents-table.ts'
import { createEfficiencyTable, type EfficiencyTable } from './efficiency-table.ts'
import { createEnergyImportsTable, type EnergyImportsTable } from './energy-imports-table.ts'
import { createEnergyPeriodsTable } from './energy-periods-table.ts'
import { createForecastCorrectionsTable } from './forecast-corrections-table.ts'
import { createForecastsTable } from './forecasts-table.ts'
import { createFeedbackTable, type FeedbackTable } from './feedback-table.ts'
import { createHealthDaysTable } from './health-days-table.ts'
import { createLearntProfilesTable, type LearntProfilesTable } from './learnt-profiles-table.ts'
import { createMaintenanceTable, type MaintenanceTable } from './maintenance-table.ts'
import { createMetaTable, type MetaTable } from './meta-table.ts'
import { createMeterChangesTable } from './meter-changes-table.ts'
import { createMeterCorrectionsTable } from './meter-corrections-table.ts'
import { createMetersTable } from './meters-table.ts'
import { createModelsTable, type ModelsTable } from './models-table.ts'
import { createOutcomesTable, type OutcomesTable } from './outcomes-table.ts'
import { createPlanChangesTable } from './plan-changes-table.ts'
import { createPlanItemsTable } from './plan-items-table.ts'
import { createPlansTable } from './plans-table.ts'
import { createPointDaysTable } from './point-days-table.ts'
import { createPointsTable, type PointsTable } from './points-table.ts'
import { createPurgeQueueTable, type PurgeQueueTable } from './purge-queue-table.ts'
import { createReadingsTable, type ReadingsTable } from './readings-table.ts'
import { createRelatedPointsTable, type RelatedPointsTable } from './related-points-table.ts'
import { createRolesTable, type RolesTable } from './roles-table.ts'
import { createReprocessingsTable, type ReprocessingsTable } from './reprocessings-table.ts'
import { createRunDaysTable } from './run-days-table.ts'
import { createSettingsTable, type SettingsTable } from './settings-table.ts'
import { createSnapshotsTable, type SnapshotsTable } from './snapshots-table.ts'
import { createStatusTable } from './status-table.ts'
import { createTariffsTable, type TariffsTable } from './tariffs-table.ts'
import { createBookmarksTable, type BookmarksTable } from './bookmarks-table.ts'
import { createRemovedDevicesTable, type RemovedDevicesTable } from './removed-devices-table.ts'
import { createTasksTable, type TasksTable } from './tasks-table.ts'
import { createWritesTable, type WritesTable } from './writes-table.ts'
import { createTrendLogsTable, type TrendLogsTable } from './trend-logs-table.ts'

export interface Tables extends EnergyTables, PlanTables, HealthTables {
  readonly settings: SettingsTable
  readonly meta: MetaTable
  readonly devices: DevicesTable
  readonly points: PointsTable
  readonly learntProfiles: LearntProfilesTable
  readonly readings: ReadingsTable
  readonly outcomes: OutcomesTable
  readonly coverage: CoverageTable
  readonly alerts: AlertsTable
  readonly incidents: IncidentsTable
  readonly maintenance: MaintenanceTable
  readonly models: ModelsTable
  readonly purgeQueue: PurgeQueueTable
  readonly writes: WritesTable
  readonly trendLogs: TrendLogsTable
  readonly backfilled: BackfilledTable
  readonly snapshots: SnapshotsTable
  readonly roles: RolesTable
  readonly detectionRules: DetectionRulesTable
  readonly feedback: FeedbackTable
  readonly backTests: BackTestsTable
  readonly reprocessings: ReprocessingsTable
  readonly relatedPoints: RelatedPointsTable
  readonly energyImports: EnergyImportsTable
  readonly efficiency: EfficiencyTable
  readonly tariffs: TariffsTable
  readonly baselines: BaselinesTable
  readonly tasks: TasksTable
  readonly bookmarks: BookmarksTable
  readonly removedDevices: RemovedDevicesTable
  readonly holidays: HolidaysTable
}

export const createTables = (db: Connection): Tables => ({
  settings: createSettingsTable(db),
  meta: createMetaTable(db),
  devices: createDevicesTable(db),
  points: createPointsTable(db),
  learntProfiles: createLearntProfilesTable(db),
  readings: createReadingsTable(db),
  outcomes: createOutcomesTable(db),
  coverage: createCoverageTable(db),
  alerts: createAlertsTable(db),
  incidents: createIncidentsTable(db),
  maintenance: createMaintenanceTable(db),
  models: createModelsTable(db),
  purgeQueue: createPurgeQueueTable(db),
  writes: createWritesTable(db),
  trendLogs: createTrendLogsTable(db),
  backfilled: createBackfilledTable(db),
  snapshots: createSnapshotsTable(db),
  roles: createRolesTable(db),
  detectionRules: createDetectionRulesTable(db),
  feedback: createFeedbackTable(db),
  backTests: createBackTestsTable(db),
  reprocessings: createReprocessingsTable(db),
  relatedPoints: createRelatedPointsTable(db),
  energyImports: createEnergyImportsTable(db),
  efficiency: createEfficiencyTable(db),
  tariffs: createTariffsTable(db),
  baselines: createBaselinesTable(db),
  tasks: createTasksTable(db),
  bookmarks: createBookmarksTable(db),
  removedDevices: createRemovedDevicesTable(db),
  meters: createMetersTable(db),
  meterCorrections: createMeterCorrectionsTable(db),
  meterChanges: createMeterChangesTable(db),
  energyPeriods: createEnergyPeriodsTable(db),
  runDays: createRunDaysTable(db),
  plans: createPlansTable(db),
  planItems: createPlanItemsTable(db),
  planChanges: createPlanChangesTable(db),
  forecasts: createForecastsTable(db),
  forecastCorrections: createForecastCorrectionsTable(db),
  status: createStatusTable(db),
  pointDays: createPointDaysTable(db),
  healthDays: createHealthDaysTable(db),
  holidays: createHolidaysTable(db),
})
