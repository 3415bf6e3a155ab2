/** What a device means when it does not grant a COV subscription. Pure. */
import { ERROR_CODE, type RequestFailure } from './answers.ts'

/**
 * `service`: it has no subscriptions at all. `object`: not this object. `full`: no place left. `terms`: not this way (lifetime, confirmed or not).
 * `busy`: not now. `silence`: it did not answer.
 */
export type CovDenial = 'service' | 'object' | 'full' | 'terms' | 'busy' | 'silence'

const REJECT = { unrecognizedService: 9 } as const
const ABORT_OUT_OF_RESOURCES = 9
/** Of class resources: no space for object, to add a list element, to write a property. */
const NO_SPACE: ReadonlySet<number> = new Set([18, 19, 20])
const NOT_NOW: ReadonlySet<number> = new Set([3, 25, 30])
const NOT_THIS_OBJECT: ReadonlySet<number> = new Set([ERROR_CODE.unknownObject, ERROR_CODE.unknownProperty, ERROR_CODE.optionalFunctionalityNotSupported, 27, 44])

const errorDenial = (code: number): CovDenial => {
  if (NO_SPACE.has(code)) return 'full'
  if (NOT_THIS_OBJECT.has(code)) return 'object'
  if (NOT_NOW.has(code)) return 'busy'
  return code === ERROR_CODE.serviceRequestDenied ? 'service' : 'terms'
}

export const denialOf = (failure: RequestFailure): CovDenial => {
  switch (failure.kind) {
    case 'error':
      return errorDenial(failure.code)
    case 'reject':
      return failure.code === REJECT.unrecognizedService ? 'service' : 'terms'
    case 'abort':
      return failure.code === ABORT_OUT_OF_RESOURCES ? 'full' : 'busy'
    case 'timeout':
      return 'silence'
    case 'send':
    case 'cancelled':
    case 'decode':
      return 'busy'
  }
}
