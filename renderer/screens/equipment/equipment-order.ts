/** Which equipment is listed, in which order. Pure. */
import type { Equipment } from '../../../shared/domain/rules.ts'

export const faultsOf = ({ rules }: Equipment): number => rules.filter(({ state }) => state === 'fault').length

/** What has faults first, then by name as people count: AHU-2 before AHU-10. */
export const listedEquipment = (equipment: readonly Equipment[], text: string): readonly Equipment[] => {
  const wanted = text.trim().toLowerCase()
  const collator = new Intl.Collator('en', { numeric: true })
  return equipment.filter(({ name }) => name.toLowerCase().includes(wanted)).toSorted((a, b) => faultsOf(b) - faultsOf(a) || collator.compare(a.name, b.name) || a.id.localeCompare(b.id))
}
