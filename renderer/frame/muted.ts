/** Whether it is quiet now. Pure. */
import type { Mute } from '../../shared/domain/maintenance.ts'

/** When quiet ends, ms; null = it is not quiet. A quiet whose end has passed is over, whether or not the engine has said so. */
export const mutedUntil = (mute: Mute | undefined, nowMs: number): number | null => (mute !== undefined && mute.untilMs !== null && mute.untilMs > nowMs ? mute.untilMs : null)
