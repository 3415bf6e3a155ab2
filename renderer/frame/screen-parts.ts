/** Parts of screens that have an address of their own and no place in the rail: the search finds them by name. */
import { EFFICIENCY_DOOR, ENERGY_IMPORT_DOOR, EQUIPMENT_DOOR, HOLIDAYS_DOOR, METERS_DOOR, ROLES_DOOR, SAVINGS_DOOR, TARIFFS_DOOR, benchmarkDoor, correlationDoor, detectionDoor } from '../doors.ts'
import type { ScreenName } from './screens.ts'

export type PartName = 'meters' | 'savings' | 'efficiency' | 'tariffs' | 'energyImport' | 'roles' | 'equipment' | 'benchmark' | 'correlation' | 'rules' | 'backTest' | 'holidays'

interface ScreenPart {
  readonly name: PartName
  /** The screen it is a part of. */
  readonly screen: ScreenName
  readonly to: string
}

export const SCREEN_PARTS: readonly ScreenPart[] = [
  { name: 'meters', screen: 'energy', to: METERS_DOOR },
  { name: 'savings', screen: 'energy', to: SAVINGS_DOOR },
  { name: 'efficiency', screen: 'energy', to: EFFICIENCY_DOOR },
  { name: 'tariffs', screen: 'energy', to: TARIFFS_DOOR },
  { name: 'energyImport', screen: 'energy', to: ENERGY_IMPORT_DOOR },
  { name: 'roles', screen: 'points', to: ROLES_DOOR },
  { name: 'equipment', screen: 'points', to: EQUIPMENT_DOOR },
  { name: 'benchmark', screen: 'points', to: benchmarkDoor() },
  { name: 'correlation', screen: 'trend', to: correlationDoor({ points: [] }) },
  { name: 'rules', screen: 'detection', to: detectionDoor() },
  { name: 'backTest', screen: 'detection', to: detectionDoor('backTest') },
  { name: 'holidays', screen: 'settings', to: HOLIDAYS_DOOR },
]
