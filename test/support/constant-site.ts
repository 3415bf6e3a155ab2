/** A site file of devices whose values never change, so that every reading can be held against what it must be. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ConstantDevice {
  readonly instance: number
  readonly name: string
  /** Analog inputs 1, 2 ... show this value, this value + 1 ... */
  readonly value: number
}

/** Writes the file; every device has `points` analog inputs. Gives its path. */
export const writeConstantSite = (folder: string, name: string, devices: readonly ConstantDevice[], points: number): string => {
  const file = join(folder, `${name}.json`)
  const objects = (value: number) => Array.from({ length: points }, (_, at) => ({ type: 0, instance: at + 1, name: `AI-${at + 1}`, units: 62, presentValue: value + at }))
  writeFileSync(file, JSON.stringify({ devices: devices.map((device) => ({ deviceInstance: device.instance, name: device.name, objects: objects(device.value) })) }))
  return file
}
