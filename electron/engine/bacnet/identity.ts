/** Whether the device behind an address is the one that is meant: its own object identifier, read from its device object. */
import { ERROR_CODE, type Answer } from './answers.ts'
import { PROPERTY } from './properties.ts'
import { singleAnswer } from './read-answers.ts'
import { objectIdCode, readObjectIdCode, readText } from './values.ts'

export const DEVICE_TYPE = 8

/** `same`: it is there (or refuses to say, but answers). `other`: somebody else answers. `silent`: nobody does. */
export type Identity = 'same' | 'other' | 'silent'

/** Reads the answer to ReadProperty(device `instance`, object-identifier). */
export const checkIdentity = (answer: Answer, instance: number): Identity => {
  const code = objectIdCode(DEVICE_TYPE, instance)
  if (answer.ok) {
    const reader = singleAnswer(answer, code, PROPERTY.objectIdentifier)
    return reader?.read() === true && readObjectIdCode(reader) === code ? 'same' : 'other'
  }
  switch (answer.kind) {
    case 'error':
      return answer.code === ERROR_CODE.unknownObject ? 'other' : 'same'
    case 'abort':
    case 'reject':
      return 'same'
    case 'timeout':
    case 'send':
    case 'cancelled':
    case 'decode':
      return 'silent'
  }
}

/** Reads the answer to ReadProperty(device `instance`, object-name); undefined when it gives none. */
export const nameIn = (answer: Answer, instance: number): string | undefined => {
  const reader = answer.ok ? singleAnswer(answer, objectIdCode(DEVICE_TYPE, instance), PROPERTY.objectName) : undefined
  return reader?.read() === true ? readText(reader) : undefined
}
