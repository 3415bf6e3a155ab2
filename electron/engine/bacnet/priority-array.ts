/** Priority arrays (135, 19.2): sixteen slots, each NULL or a value of the object's datatype, and who commands. Pure. */
import type { BacnetValue } from './bacnet-value.ts'

export const PRIORITIES = 16

/** BACnetPriorityValue: what has no application tag of its own stands in a construct: [0] any value, [1] date and time. */
const unwrapped = (value: BacnetValue): BacnetValue => (value.kind === 'construct' && value.tag === 0 && value.values.length === 1 ? value.values[0]! : value)

/** The sixteen slots in order; undefined when these values are no priority array. */
export const prioritySlots = (values: readonly BacnetValue[]): readonly BacnetValue[] | undefined => {
  if (values.length !== PRIORITIES) return undefined
  const slots = values.map(unwrapped)
  return slots.some((slot) => slot.kind === 'context') ? undefined : slots
}

/** The priority that commands, 1..16; null when all slots are NULL and the relinquish default holds. */
export const activePriority = (slots: readonly BacnetValue[]): number | null => {
  const at = slots.findIndex((slot) => slot.kind !== 'null')
  return at < 0 ? null : at + 1
}
