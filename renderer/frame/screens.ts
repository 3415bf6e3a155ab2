/** The screens of the frame: name, address, and the digit and the letter after `g` that open them. */
import { CHECK_UP_DOOR, ENERGY_DOOR, HEALTH_DOOR, HOME_DOOR, SETTINGS_DOOR, alertsDoor, detectionDoor, networkDoor, planDoor, pointsDoor, trendDoor, visitsDoor, workDoor } from '../doors.ts'

export type ScreenName = 'overview' | 'alerts' | 'points' | 'trend' | 'network' | 'checkUp' | 'health' | 'plan' | 'work' | 'visits' | 'detection' | 'energy' | 'settings'

export interface ScreenFact {
  readonly name: ScreenName
  readonly to: string
  /** None where the digits are used up. */
  readonly key?: string
  readonly letter: string
  /** Begin of other addresses that belong to it. */
  readonly also?: string
}

export const SCREENS: readonly ScreenFact[] = [
  { name: 'overview', to: HOME_DOOR, key: '1', letter: 'o' },
  { name: 'alerts', to: alertsDoor(), key: '2', letter: 'a', also: '/alert/' },
  { name: 'points', to: pointsDoor(), key: '3', letter: 'p' },
  { name: 'trend', to: trendDoor({ points: [] }), key: '4', letter: 't' },
  { name: 'network', to: networkDoor(), key: '5', letter: 'n' },
  { name: 'checkUp', to: CHECK_UP_DOOR, key: '6', letter: 'c' },
  { name: 'visits', to: visitsDoor(), key: '7', letter: 'v' },
  { name: 'detection', to: detectionDoor(), key: '8', letter: 'd' },
  { name: 'energy', to: ENERGY_DOOR, key: '9', letter: 'e', also: '/energy/' },
  { name: 'health', to: HEALTH_DOOR, letter: 'h' },
  { name: 'plan', to: planDoor(), letter: 'f' },
  { name: 'work', to: workDoor(), letter: 'm' },
  // The last, wherever other screens come before it.
  { name: 'settings', to: SETTINGS_DOOR, key: '0', letter: 's' },
]
