/** When the simulated year is and how it is sampled. */
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const STEP_MS = 900_000
export const STEPS_A_DAY = 96
export const FROM_MS = Date.UTC(2025, 0, 1)
export const FIRST_DAY = FROM_MS / DAY_MS
/** The clocks of the buildings: one hour before UTC, without summer time. */
export const UTC_OFFSET_MINUTES = 60
export const TIME_ZONE = 'Etc/GMT-1'
