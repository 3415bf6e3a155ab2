/**
 * Thresholds of the rules, in rule units. `ERROR` are the sensor errors of ASHRAE Guideline 36-2021, 5.16.14 (SI values); the others say where they
 * are from. One table for all equipment: nothing is tuned to a building.
 */

/** Errors of sensors, K, and of the rest in its unit. */
export const ERROR = {
  supplyAir: 1,
  returnAir: 1,
  /** Air in a mixing box is not mixed yet. */
  mixedAir: 3,
  /** At the unit's own intake; 3 K for a sensor far away. */
  outdoorAir: 1,
  /** Outdoor air fraction, 0..1. */
  outdoorFraction: 0.3,
  fanSpeedPercent: 5,
  ductPressurePa: 25,
} as const

/** Rise of temperature by the supply fan, K. */
export const FAN_HEAT_K = 1
/** The outdoor air fraction is not reckoned where return and outdoor air differ by less, K. */
export const LEAST_MIXING_K = 6
/** More changes of operating state in an hour than these are too many. */
export const MOST_STATE_CHANGES = 7
/** A valve or damper at most this open counts as closed; at least that open as open, %. */
export const CLOSED_PERCENT = 2
export const FULL_PERCENT = 99
/** A damper counts as fully open from here: actuators and their signals end a little short, %. */
export const OPEN_DAMPER_PERCENT = 95
/** How far above its lowest usual position a damper still counts as at minimum, %. */
export const AT_MINIMUM_PERCENT = 3
/** Below this speed too little air moves for duct sensors to tell the unit's temperatures, %. */
export const CRAWLING_PERCENT = 20

/** Both errors at once, as they add: independent, root of squares. */
export const both = (a: number, b: number): number => Math.hypot(a, b)
