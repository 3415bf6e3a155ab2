/** Whether writing is unlocked, and what written from here still stands. */
import type { WriteState } from '../../shared/domain/writing.ts'
import { useCall } from '../engine/engine-context.tsx'

const LOCKED: WriteState = { unlocked: false, unlockedUntilMs: null, standing: [] }

/** Locked until the engine says otherwise. */
export const useWriteState = (): WriteState => useCall('getWriteState', {}).data ?? LOCKED
