/** What one open site needs, and what it offers to those who answer calls. */
import type { Clock } from '../../../shared/clock.ts'
import type { AlertExplanation } from '../../../shared/domain/incident.ts'
import type { Result } from '../../../shared/result.ts'
import type { Acquisition, AcquisitionDeps } from '../bacnet/acquisition-types.ts'
import type { Log } from '../log.ts'
import type { CorrelationWorker } from '../pipeline/correlation/correlation-lane.ts'
import type { HealthWorker } from '../pipeline/health/health-lane.ts'
import type { Learner } from '../pipeline/learner.ts'
import type { Pipeline, PipelineDeps } from '../pipeline/pipeline-types.ts'
import type { Replayer } from '../pipeline/replay-lane.ts'
import type { RenderPdf } from '../reports/render-pdf.ts'
import type { CheckingReaders } from '../store/store-readers.ts'
import type { OpenStore } from '../store/store-types.ts'
import type { MuteKeeper } from './alerts/mute-keeper.ts'
import type { AutoBackfill } from './backfill/auto-backfill.ts'
import type { CheckUpSource } from './check-up/check-up-source.ts'
import type { Correlations } from './correlation/correlations.ts'
import type { OpenDemo } from './demo-source.ts'
import type { Demo } from './demo.ts'
import type { Detection } from './detection/detection.ts'
import type { StartDiscovery } from './discovery.ts'
import type { SiteEnergy, SiteEnergyDeps } from './energy/site-energy.ts'
import type { EventHub } from './event-hub.ts'
import type { Health } from './health/health.ts'
import type { Holidays } from './holidays/holidays.ts'
import type { NetworkKeeper } from './network/network-keeper.ts'
import type { Bookmarks } from './past/bookmarks.ts'
import type { PlanKeeper } from './plans/plan-keeper.ts'
import type { RoleKeeper } from './roles/role-keeper.ts'
import type { SiteContext } from './site-context.ts'
import type { StatisticsSource } from './statistics.ts'
import type { TaskKeeper } from './tasks/task-keeper.ts'
import type { TransportKeeper } from './transport-keeper.ts'
import type { Urgency } from './urgency.ts'
import type { Snapshots } from './visits/snapshots.ts'
import type { DeviceVoice } from './voice/device-voice.ts'
import type { Writing } from './writing/writing.ts'

/** What a session needs from the world. */
export interface SessionDeps extends SiteEnergyDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly hub: EventHub
  readonly openStore: OpenStore
  readonly openReaders: (siteFolder: string) => CheckingReaders
  readonly openLearner: (siteFolder: string) => Learner
  readonly openReplayer: (siteFolder: string) => Replayer
  readonly openCorrelationWorker: (siteFolder: string) => CorrelationWorker
  readonly openHealthWorker: (siteFolder: string) => HealthWorker
  readonly createAcquisition: (deps: AcquisitionDeps) => Acquisition
  readonly createPipeline: (deps: PipelineDeps) => Pipeline
  readonly openDemo: OpenDemo
  readonly renderPdf: RenderPdf
  readonly appVersion: string
  /** IANA name of this machine's time zone: the first guess for a new site. */
  readonly systemTimeZone: string
  /** Stays off real networks: any free UDP port, no interface but loopback. */
  readonly loopbackOnly?: boolean
  /** UDP port to use instead of the site's setting and of any free one. */
  readonly bacnetPort?: number
}

export interface SiteSession extends SiteEnergy {
  readonly siteFolder: string
  readonly context: SiteContext
  readonly startDiscovery: StartDiscovery
  readonly transport: TransportKeeper
  readonly network: NetworkKeeper
  readonly statistics: StatisticsSource
  readonly snapshots: Snapshots
  readonly writing: Writing
  readonly urgency: Urgency
  readonly checkUp: CheckUpSource
  readonly autoBackfill: AutoBackfill
  readonly voice: DeviceVoice
  readonly roles: RoleKeeper
  readonly detection: Detection
  readonly correlations: Correlations
  readonly plans: PlanKeeper
  readonly tasks: TaskKeeper
  readonly bookmarks: Bookmarks
  readonly health: Health
  readonly holidays: Holidays
  readonly mute: MuteKeeper
  /** Why an alert was raised, and what may be behind it. */
  readonly explain: (alertId: number) => Promise<Result<AlertExplanation>>
  /** null in a technician's own site. */
  readonly demo: Demo | null
  suspend(): void
  resume(): void
  close(): Promise<void>
}

export interface SessionOptions {
  readonly siteFolder: string
  readonly demo: boolean
  /** Something that `getStatus` tells has changed. */
  readonly statusChanged: () => void
}
