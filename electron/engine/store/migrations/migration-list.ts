/** All migrations in order. A new one is added at the end; released ones are never edited. */
import { site } from './0010-site.ts'
import { devicesPoints } from './0020-devices-points.ts'
import { readings } from './0030-readings.ts'
import { outcomesCoverage } from './0040-outcomes-coverage.ts'
import { alerts } from './0050-alerts.ts'
import { models } from './0060-models.ts'
import { learntProfiles } from './0070-learnt-profiles.ts'
import { trendLogs } from './0080-trend-logs.ts'
import { writes } from './0090-writes.ts'
import { snapshots } from './0100-snapshots.ts'
import { roles } from './0110-roles.ts'
import { alertCare } from './0120-alert-care.ts'
import { detection } from './0130-detection.ts'
import { incidents } from './0140-incidents.ts'
import { energy } from './0150-energy.ts'
import { replays } from './0160-replays.ts'
import { holidays } from './0170-holidays.ts'
import { forecasts } from './0180-forecasts.ts'
import { tariffsBaselines } from './0190-tariffs-baselines.ts'
import { efficiency } from './0200-efficiency.ts'
import { health } from './0210-health.ts'
import { plans } from './0220-plans.ts'
import { relatedPoints } from './0230-related-points.ts'
import { tasks } from './0240-tasks.ts'
import { timeMachine } from './0250-time-machine.ts'
import { deliveredRefitted } from './0280-delivered-refitted.ts'
import { outcomeHours } from './0260-outcome-hours.ts'
import { forecastCorrections } from './0310-forecast-corrections.ts'
import { mergedIncidents } from './0320-merged-incidents.ts'
import type { Migration } from './migration.ts'

export const MIGRATIONS: readonly Migration[] = [
  site,
  devicesPoints,
  readings,
  outcomesCoverage,
  alerts,
  models,
  learntProfiles,
  trendLogs,
  writes,
  snapshots,
  roles,
  alertCare,
  detection,
  incidents,
  energy,
  replays,
  holidays,
  forecasts,
  tariffsBaselines,
  efficiency,
  health,
  plans,
  relatedPoints,
  tasks,
  timeMachine,
  outcomeHours,
  deliveredRefitted,
  forecastCorrections,
  mergedIncidents,
]

/** The version this Plantroom writes. */
export const LATEST_VERSION = MIGRATIONS.at(-1)?.version ?? 0
