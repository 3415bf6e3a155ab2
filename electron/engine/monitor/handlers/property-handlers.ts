/** Handler of the call that reads any property at an address, known device or not. */
import type { DEVICE_CALLS } from '../../../../shared/calls/device-calls.ts'
import type { CallArgs } from '../../../../shared/contract.ts'
import type { PropertyValue } from '../../../../shared/domain/device-voice.ts'
import { objectLabel } from '../../../../shared/domain/object-type.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { numberIn, type BacnetValue } from '../../bacnet/bacnet-value.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { propertyName, propertyNumber } from '../../bacnet/property-names.ts'
import { valueText } from '../../bacnet/value-text.ts'
import type { SiteContext } from '../site-context.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'
import { parseTarget } from '../parse-target.ts'

const DEADLINE_MS = 20_000

/** BACnetStatusFlags as quality bits: in-alarm first. */
const qualityOf = (values: readonly BacnetValue[]): number | null => {
  const [flags] = values
  return flags?.kind === 'bits' ? flags.bits.slice(0, 4).reduce((bits, bit, at) => bits | (bit ? 1 << at : 0), 0) : null
}

const plain = (value: BacnetValue): number | string | boolean | null => {
  if (value.kind === 'null') return null
  if (value.kind === 'boolean') return value.value
  return numberIn(value) ?? valueText(value)
}

const readProperty = async (site: SiteContext, { target, objectType, objectInstance, property: asked, index }: CallArgs<'readProperty'>): Promise<Result<PropertyValue>> => {
  const address = parseTarget(target)
  if (!address) return failure('target-invalid', `${target} is not an IPv4 address with an optional port.`, { target })
  const property = typeof asked === 'number' ? asked : propertyNumber(asked)
  if (property === undefined) return failure('property-unknown', `There is no property "${asked}"; write its standard name, such as present-value, or its number.`, { property: asked })
  const place = { type: objectType, instance: objectInstance }
  const wanted = index === undefined ? { ...place, property } : { ...place, property, index }
  const questions = property === PROPERTY.presentValue ? [wanted, { ...place, property: PROPERTY.statusFlags }] : [wanted]
  const [value, flags] = await site.acquisition.read(address, questions, { signal: AbortSignal.timeout(DEADLINE_MS), priority: 'user' })
  const names = { address: `${address.ip}:${address.port}`, object: objectLabel(objectType, objectInstance), property: propertyName(property) }
  if (value?.ok !== true) {
    const reason = value?.text ?? 'no answer'
    return failure('property-unreadable', `${names.property} of ${names.object} at ${names.address} could not be read: ${reason}.`, { ...names, reason })
  }
  return ok({
    ...names,
    values: value.values.map(plain),
    text: value.values.map((one) => valueText(one)).join(', '),
    readAtMs: site.clock.nowMs(),
    quality: flags?.ok === true ? qualityOf(flags.values) : null,
  })
}

export const createPropertyHandlers = (on: OnSession): Pick<HandlersOf<typeof DEVICE_CALLS>, 'readProperty'> => ({
  readProperty: (args) => on(({ context }) => readProperty(context, args)),
})
