/** The contract's calls on the open site, group by group. */
import type { Handlers } from '../../../../shared/contract.ts'
import { fail, type Result } from '../../../../shared/result.ts'
import { StoreWriteError } from '../../store/store-failure.ts'
import { createAlertHandlers } from './alert-handlers.ts'
import { createCheckUpHandlers } from './check-up-handlers.ts'
import { createCorrelationHandlers } from './correlation-handlers.ts'
import { createDetectionHandlers } from './detection-handlers.ts'
import { createDeviceHandlers } from './device-handlers.ts'
import { createEdeHandlers } from './ede-handlers.ts'
import { createEfficiencyHandlers } from './efficiency-handlers.ts'
import { createEnergyHandlers } from './energy-handlers.ts'
import { createEnergyImportHandlers } from './energy-import-handlers.ts'
import { createForecastHandlers } from './forecast-handlers.ts'
import type { OnSession } from './handler-group.ts'
import { createHealthHandlers } from './health-handlers.ts'
import { createHolidayHandlers } from './holiday-handlers.ts'
import { createIncidentHandlers } from './incident-handlers.ts'
import { createNetworkHandlers } from './network-handlers.ts'
import { createPastHandlers } from './past-handlers.ts'
import { createPlanHandlers } from './plan-handlers.ts'
import { createPropertyHandlers } from './property-handlers.ts'
import { createRoleHandlers } from './role-handlers.ts'
import { createRuleHandlers } from './rule-handlers.ts'
import { createSiteHandlers, type SiteSwitch } from './site-handlers.ts'
import { createBaselineHandlers } from './baseline-handlers.ts'
import { createTariffHandlers } from './tariff-handlers.ts'
import { createTaskHandlers } from './task-handlers.ts'
import { createTrendLogHandlers } from './trend-log-handlers.ts'
import { createVisitHandlers } from './visit-handlers.ts'
import { createWriteHandlers } from './write-handlers.ts'

/** A disk that refuses is something the operator can mend; anything else is a bug. */
const refused = (error: unknown): Result<never> => {
  if (error instanceof StoreWriteError) return fail(error.failure)
  throw error
}

export const createHandlers = (site: SiteSwitch): Handlers => {
  const on: OnSession = (use) => {
    const session = site.session()
    if (!session.ok) return session
    try {
      const answer = use(session.value)
      return answer instanceof Promise ? answer.catch(refused) : answer
    } catch (error) {
      return refused(error)
    }
  }
  return {
    ...createSiteHandlers(site, on),
    ...createAlertHandlers(on),
    ...createIncidentHandlers(on),
    ...createDetectionHandlers(on),
    ...createCorrelationHandlers(on),
    ...createHolidayHandlers(on),
    ...createRuleHandlers(on),
    ...createNetworkHandlers(on),
    ...createDeviceHandlers(on),
    ...createPropertyHandlers(on),
    ...createWriteHandlers(on),
    ...createTrendLogHandlers(on),
    ...createEdeHandlers(on),
    ...createCheckUpHandlers(on),
    ...createVisitHandlers(on),
    ...createRoleHandlers(on),
    ...createEnergyHandlers(on),
    ...createEfficiencyHandlers(on),
    ...createEnergyImportHandlers(on),
    ...createTariffHandlers(on),
    ...createBaselineHandlers(on),
    ...createPlanHandlers(on),
    ...createForecastHandlers(on),
    ...createTaskHandlers(on),
    ...createHealthHandlers(on),
    ...createPastHandlers(on),
  }
}
