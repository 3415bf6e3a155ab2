/** Checks of how well objects are described: names, units, references. */
import { message } from '../../../../shared/message.ts'
import type { CheckUpFacts, DeviceFacts, ObjectFacts } from './check-up-facts.ts'
import { deduct, notChecked, passed, type Affected, type Check } from './check.ts'
import { deviceName } from './device-checks.ts'

/** Bad descriptions mislead people, they break nothing. */
const GRADE = 0.4

const objectCount = ({ devices }: CheckUpFacts): number => devices.reduce((sum, { objects }) => sum + objects, 0)

const objectsOf = (facts: CheckUpFacts, pick: (device: DeviceFacts) => readonly ObjectFacts[]): readonly Affected[] =>
  facts.devices.flatMap((device) =>
    pick(device).map((object) => ({
      grade: GRADE,
      evidence: { deviceId: device.deviceId, pointId: object.pointId, text: message('checkUp.object', { device: deviceName(device), object: object.label }) },
    })),
  )

export const names: Check = {
  name: 'names',
  most: 5,
  judge: (facts, most) => {
    if (objectCount(facts) === 0) return notChecked(message('checkUp.names.notChecked'))
    const affected = objectsOf(facts, ({ unnamed }) => unnamed)
    if (affected.length === 0) return passed(message('checkUp.names.passed', { count: objectCount(facts) }))
    return deduct({ affected, total: objectCount(facts), most, text: message('checkUp.names.text', { count: affected.length }), advice: message('checkUp.names.advice') })
  },
}

export const units: Check = {
  name: 'units',
  most: 5,
  judge: (facts, most) => {
    if (objectCount(facts) === 0) return notChecked(message('checkUp.units.notChecked'))
    const affected = objectsOf(facts, ({ unitless }) => unitless)
    if (affected.length === 0) return passed(message('checkUp.units.passed'))
    return deduct({ affected, total: objectCount(facts), most, text: message('checkUp.units.text', { count: affected.length }), advice: message('checkUp.units.advice') })
  },
}

export const references: Check = {
  name: 'references',
  most: 5,
  judge: ({ devices }, most) => {
    const read = devices.filter(({ brokenReferences }) => brokenReferences !== null)
    if (read.length === 0) return notChecked(message('checkUp.references.notChecked'))
    const affected = read.flatMap((device) =>
      (device.brokenReferences ?? []).map(({ object, to }): Affected => ({
        grade: GRADE,
        evidence: { deviceId: device.deviceId, pointId: object.pointId, text: message('checkUp.references.seen', { device: deviceName(device), object: object.label, to }) },
      })),
    )
    if (affected.length === 0) return passed(message('checkUp.references.passed'))
    return deduct({ affected, total: Math.max(affected.length, read.length), most, text: message('checkUp.references.text', { count: affected.length }), advice: message('checkUp.references.advice') })
  },
}
