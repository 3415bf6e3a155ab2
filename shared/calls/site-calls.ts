/** Calls about the site as a whole: files that describe it, its check-up, its visits. */
import * as v from 'valibot'
import type { CheckUp } from '../domain/check-up.ts'
import type { EdeReport, TextFile } from '../domain/ede.ts'
import type { Job } from '../domain/job.ts'
import type { SnapshotInfo, VisitDiff } from '../domain/visit.ts'
import { call, file, id, ids, note } from './call.ts'

export const SITE_CALLS = {
  /** Compares EDE files with the site; `apply` also takes their devices and objects into it. */
  importEde: call({ files: v.pipe(v.array(file), v.minLength(1), v.maxLength(8)), apply: v.boolean() }).returns<EdeReport>(),
  /** The four EDE files of some devices, or of all. */
  exportEde: call({ deviceIds: v.optional(ids(10_000)), separator: v.picklist([';', ',']) }).returns<readonly TextFile[]>(),

  getCheckUp: call({}).returns<CheckUp>(),
  /** The check-up as a document to hand over. */
  exportCheckUp: call({ format: v.picklist(['pdf', 'json']) }).returns<TextFile>(),

  listSnapshots: call({}).returns<readonly SnapshotInfo[]>(),
  /** Reads what a snapshot holds beyond the object list (limits, set-points, schedules) from all devices and keeps it; a job. */
  takeSnapshot: call({ note }).returns<Job>(),
  /** What changed between two snapshots; without `toId`, against the site as it is known now. */
  diffSnapshots: call({ fromId: id, toId: v.optional(id) }).returns<VisitDiff>(),
  removeSnapshot: call({ snapshotId: id }).returns<readonly SnapshotInfo[]>(),
  exportDiff: call({ fromId: id, toId: v.optional(id), format: v.picklist(['csv', 'json']) }).returns<TextFile>(),
} as const
