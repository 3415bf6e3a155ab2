/** What the services of one open site share. */
import type { Clock } from '../../../shared/clock.ts'
import type { Acquisition } from '../bacnet/acquisition-types.ts'
import type { Log } from '../log.ts'
import type { Pipeline } from '../pipeline/pipeline-types.ts'
import type { StoreReaders, WritableStore } from '../store/store-types.ts'
import type { CoverageKeeper } from './coverage-keeper.ts'
import type { DeviceRegistry } from './device-registry.ts'
import type { EventHub } from './event-hub.ts'
import type { Jobs } from './jobs.ts'
import type { Notices } from './notices.ts'
import type { DeviceClocks } from './voice/device-clocks.ts'
import type { SitePoints } from './site-points.ts'

export interface SiteContext {
  readonly clock: Clock
  readonly log: Log
  readonly hub: EventHub
  readonly store: WritableStore
  readonly readers: StoreReaders
  readonly acquisition: Acquisition
  readonly pipeline: Pipeline
  readonly registry: DeviceRegistry
  readonly coverage: CoverageKeeper
  readonly jobs: Jobs
  readonly notices: Notices
  readonly points: SitePoints
  readonly deviceClocks: DeviceClocks
  /** These devices or their points changed in the store: registry, pipeline and polling plan take them anew, and the screens are told. */
  reloadPoints(changedDeviceIds: readonly number[]): void
}
