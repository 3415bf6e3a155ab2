/** The English words that engine and hosts say, one file an area, as the namespaces they are read from. */
import demoFaults from './en/demo-faults.json' with { type: 'json' }
import engine from './en/engine.json' with { type: 'json' }
import failures from './en/failures.json' with { type: 'json' }
import monitor from './en/monitor.json' with { type: 'json' }
import report from './en/report.json' with { type: 'json' }
import shell from './en/shell.json' with { type: 'json' }
import checkUp from './en/check-up.json' with { type: 'json' }
import alertCare from './en/alert-care.json' with { type: 'json' }
import care from './en/care.json' with { type: 'json' }
import correlation from './en/correlation.json' with { type: 'json' }
import detectors from './en/detectors.json' with { type: 'json' }
import device from './en/device.json' with { type: 'json' }
import drift from './en/drift.json' with { type: 'json' }
import ede from './en/ede.json' with { type: 'json' }
import efficiency from './en/efficiency.json' with { type: 'json' }
import energyBaseline from './en/energy-baseline.json' with { type: 'json' }
import energyImport from './en/energy-import.json' with { type: 'json' }
import failuresAlerts from './en/failures-alerts.json' with { type: 'json' }
import failuresCheckUp from './en/failures-check-up.json' with { type: 'json' }
import failuresCorrelation from './en/failures-correlation.json' with { type: 'json' }
import failuresDetection from './en/failures-detection.json' with { type: 'json' }
import failuresDevice from './en/failures-device.json' with { type: 'json' }
import failuresEde from './en/failures-ede.json' with { type: 'json' }
import failuresEfficiency from './en/failures-efficiency.json' with { type: 'json' }
import failuresEnergyBaseline from './en/failures-energy-baseline.json' with { type: 'json' }
import failuresEnergyImport from './en/failures-energy-import.json' with { type: 'json' }
import failuresForecast from './en/failures-forecast.json' with { type: 'json' }
import failuresHolidays from './en/failures-holidays.json' with { type: 'json' }
import failuresMeters from './en/failures-meters.json' with { type: 'json' }
import failuresNetwork from './en/failures-network.json' with { type: 'json' }
import failuresPast from './en/failures-past.json' with { type: 'json' }
import failuresPlans from './en/failures-plans.json' with { type: 'json' }
import failuresRoles from './en/failures-roles.json' with { type: 'json' }
import failuresTariffs from './en/failures-tariffs.json' with { type: 'json' }
import failuresTasks from './en/failures-tasks.json' with { type: 'json' }
import failuresTrendLogs from './en/failures-trend-logs.json' with { type: 'json' }
import failuresVisits from './en/failures-visits.json' with { type: 'json' }
import failuresWriting from './en/failures-writing.json' with { type: 'json' }
import demand from './en/demand.json' with { type: 'json' }
import forecast from './en/forecast.json' with { type: 'json' }
import health from './en/health.json' with { type: 'json' }
import holidays from './en/holidays.json' with { type: 'json' }
import incidents from './en/incidents.json' with { type: 'json' }
import meters from './en/meters.json' with { type: 'json' }
import network from './en/network.json' with { type: 'json' }
import roles from './en/roles.json' with { type: 'json' }
import rules from './en/rules.json' with { type: 'json' }
import trendLogs from './en/trend-logs.json' with { type: 'json' }
import visits from './en/visits.json' with { type: 'json' }
import writing from './en/writing.json' with { type: 'json' }

export const ENGLISH = {
  shell,
  report,
  engine: {
    ...engine,
    ...monitor,
    ...demoFaults,
    ...alertCare,
    ...checkUp,
    ...care,
    ...demand,
    ...correlation,
    ...device,
    ...drift,
    ...ede,
    ...efficiency,
    ...energyBaseline,
    ...energyImport,
    ...forecast,
    ...incidents,
    ...meters,
    ...network,
    ...roles,
    ...rules,
    ...trendLogs,
    ...visits,
    ...writing,
    ...detectors,
    ...health,
    ...holidays,
  },
  failures: {
    ...failures,
    ...failuresAlerts,
    ...failuresCheckUp,
    ...failuresCorrelation,
    ...failuresDevice,
    ...failuresEde,
    ...failuresEfficiency,
    ...failuresEnergyBaseline,
    ...failuresEnergyImport,
    ...failuresForecast,
    ...failuresMeters,
    ...failuresNetwork,
    ...failuresPast,
    ...failuresPlans,
    ...failuresRoles,
    ...failuresTariffs,
    ...failuresTrendLogs,
    ...failuresVisits,
    ...failuresWriting,
    ...failuresDetection,
    ...failuresTasks,
    ...failuresHolidays,
  },
}
