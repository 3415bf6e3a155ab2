/** What a rule is: data about it, and one pure function that judges a frame. */
import type { Severity } from '../../../../shared/domain/alert.ts'
import type { EquipmentKind, OperatingState } from '../../../../shared/domain/rules.ts'
import type { Frame } from './frame.ts'
import type { InputName } from './inputs.ts'

/** A number that the rule reckoned with, and its BACnet unit. */
export interface RuleNumber {
  readonly value: number
  readonly units: number
}

export type RuleNumbers = Readonly<Record<string, RuleNumber>>

/** `excess`: how far beyond the limit, in the rule's unit; above 0 = the fault's condition holds. */
export interface Finding {
  readonly excess: number
  readonly numbers: RuleNumbers
}

/** Where trouble of this kind usually lies; each has a sentence and a physical check, `rule.cause.<id>` and `rule.check.<id>`. */
export type CauseId =
  | 'heatingValveLeaks' | 'coolingValveLeaks' | 'heatingValveStuck' | 'coolingValveStuck' | 'damperStuck' | 'damperLeaks' | 'mixedSensor' | 'supplySensor' | 'returnSensor' | 'outdoorSensor' | 'setpointWrong'
  | 'economiserControl' | 'minimumPosition' | 'loopTuning' | 'hotWaterMissing' | 'chilledWaterMissing' | 'coilFouled' | 'fanBelt' | 'ductLeak' | 'filterDirty' | 'pressureSensor' | 'hardwareOverride' | 'softwareOverride'
  | 'scheduleWrong' | 'sequenceOverlap' | 'boxDamperStuck' | 'boxDamperLeaks' | 'flowSensor' | 'lowDuctPressure' | 'boxUndersized' | 'zoneSensor' | 'zoneLoad' | 'reheatValveLeaks' | 'reheatValveStuck' | 'motorTripped'
  | 'statusContact' | 'relayStuck' | 'chillerCapacity' | 'boilerCapacity' | 'waterSensor' | 'bypassOpen' | 'threeWayValves' | 'waterFlowTooHigh' | 'pumpBlocked' | 'plantLockout' | 'sensorsSwapped' | 'flowReversed' | 'waterPressureSensor' | 'waterLost'

export interface Rule {
  /** Stands in alerts as `rule.<id>`; its sentences are `rule.<id>.title`, `.why`, `.name` and `.equation`. */
  readonly id: string
  /** Of the rule's own arithmetic: an alert says by which it was judged. */
  readonly version: number
  readonly kinds: readonly EquipmentKind[]
  readonly source: string
  /** All of these must exist and be trusted. */
  readonly needs: readonly InputName[]
  /** And one of each of these groups. */
  readonly needsOneOf?: readonly (readonly InputName[])[]
  /** Used where they exist; where they exist they must be trusted too. */
  readonly uses?: readonly InputName[]
  /** Air handlers: in which operating states it applies; absent = in all. */
  readonly states?: readonly OperatingState[]
  /** Applies while the fan (or pump) runs, while it stands, or always. */
  readonly while: 'running' | 'standing' | 'always'
  /** Nothing is judged for this long after fan or operating state changed, ms. */
  readonly modeDelayMs: number
  /** The condition must hold this long, ms. */
  readonly onDelayMs: number
  readonly offDelayMs: number
  /** The condition ends this far within its limit, in the rule's unit. */
  readonly deadBand: number
  /** BACnet unit of `excess` and `deadBand`. */
  readonly units: number
  readonly severity: Severity
  /** What is wrong: the equipment (a day with it is a fault day), or how it is operated. */
  readonly about: 'equipment' | 'operation'
  /** Most likely first. */
  readonly causes: readonly CauseId[]
  /** null = does not apply to this moment. */
  readonly judge: (frame: Frame) => Finding | null
}

const MINUTE_MS = 60_000

/** Delays of Guideline 36, 5.16.14: mode delay and alarm delay of 30 min. */
export const GUIDELINE_DELAYS = { modeDelayMs: 30 * MINUTE_MS, onDelayMs: 30 * MINUTE_MS, offDelayMs: 10 * MINUTE_MS } as const

export const minutes = (count: number): number => count * MINUTE_MS

/** The condition plainly does not hold: one of its gates (full speed, open valve ...) is not met. */
export const NOT_MET: Finding = { excess: Number.NEGATIVE_INFINITY, numbers: {} }
