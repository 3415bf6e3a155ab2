/** The newest job of a kind, from the list of jobs. */
import type { Job, JobKind } from '../../shared/domain/job.ts'
import { useCall } from '../engine/engine-context.tsx'

/** The job of this kind that was started last; undefined when there was none. */
export const newestJob = (jobs: readonly Job[], kind: JobKind): Job | undefined =>
  jobs.filter((job) => job.kind === kind).reduce<Job | undefined>((newest, job) => (newest === undefined || job.startedAtMs > newest.startedAtMs ? job : newest), undefined)

export const useNewestJob = (kind: JobKind): Job | undefined => newestJob(useCall('listJobs', {}).data ?? [], kind)
