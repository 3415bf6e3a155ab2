/** Calls about what points mean: their roles, decisions about them, and what is wrong with their data by kind. */
import * as v from 'valibot'
import type { TextFile } from '../domain/ede.ts'
import { POINT_ROLES } from '../domain/point-role.ts'
import type { DataProblem, PointRoleAssignment, RoleChange, RoleImport } from '../domain/roles.ts'
import { call, id, ids } from './call.ts'

const MOST_CSV_CHARACTERS = 8_000_000
/** All in one transaction: so many take about 50 ms. */
const points = ids(5_000)

export const ROLE_CALLS = {
  /** What the points mean, of a device or all. Points that were not looked at yet are missing. */
  listRoles: call({ deviceId: v.optional(id) }).returns<readonly PointRoleAssignment[]>(),
  /** A person says what the points are; null = none of the roles. Points of the same name pattern are proposed the same. */
  setRoles: call({ pointIds: points, role: v.nullable(v.picklist(POINT_ROLES)) }).returns<RoleChange>(),
  /** A person says that what was found is right. Points without a role are left out. */
  confirmRoles: call({ pointIds: points }).returns<RoleChange>(),
  /** Takes decisions back: what the finder says holds again. */
  forgetRoles: call({ pointIds: points }).returns<RoleChange>(),
  /** Brings back what stood before a change. */
  undoRoles: call({ changeId: id }).returns<RoleChange>(),
  /** All points with their roles as CSV. */
  exportRoles: call({}).returns<TextFile>(),
  /** Takes decisions from such a file: rows whose role differs become corrections, rows marked as decided confirmations. */
  importRoles: call({ text: v.pipe(v.string(), v.maxLength(MOST_CSV_CHARACTERS)) }).returns<RoleImport>(),
  /** What is wrong with the data, one finding a device and kind, the largest first. */
  listDataProblems: call({}).returns<readonly DataProblem[]>(),
} as const
