/** Parts of screens, meters and floor plans as entries of the search, each with the address that it opens. Pure. */
import type { TFunction } from 'i18next'
import type { Meter } from '../../shared/domain/energy.ts'
import type { Plan } from '../../shared/domain/plan.ts'
import { meterDoor, planDoor } from '../doors.ts'
import { SCREEN_PARTS } from './screen-parts.ts'
import { searchText, type SearchEntry } from './search-index.ts'

export interface PlaceEntry extends SearchEntry {
  readonly to: string
}

const place = (kind: SearchEntry['kind'], id: number | string, to: string, label: string, ...parts: readonly string[]): PlaceEntry => {
  const description = parts.filter(Boolean).join(' · ')
  return { id: `${kind} ${id}`, kind, label, description, words: searchText(label, description), to }
}

export const partEntries = (t: TFunction): PlaceEntry[] => SCREEN_PARTS.map(({ name, screen, to }) => place('part', name, to, t(`frame.part.${name}`), t(`frame.screen.${screen}`), t(`frame.partText.${name}`)))

/** Meters that are not counted are found too, and say so. */
export const meterEntries = (t: TFunction, meters: readonly Meter[]): PlaceEntry[] =>
  meters.map(({ id, name, medium, area, estimated, ignored }) => place('meter', id, meterDoor(id), name, t(`energy.medium.${medium}`), area, estimated ? t('energy.estimated') : '', ignored ? t('energy.ignored') : ''))

export const planEntries = (plans: readonly Plan[]): PlaceEntry[] => plans.map(({ id, name }) => place('plan', id, planDoor(id), name))
