/** Calls about fault rules. */
import * as v from 'valibot'
import type { Equipment } from '../domain/rules.ts'
import { call, id } from './call.ts'

export const RULE_CALLS = {
  /** Equipment formed from points with sure roles: the rules that judge it with their verdicts, and the rules that lack something. All, or that of one device. */
  listEquipment: call({ deviceId: v.optional(id) }).returns<readonly Equipment[]>(),
} as const
