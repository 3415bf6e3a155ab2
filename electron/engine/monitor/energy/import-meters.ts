/** What imports of interval data need of the site's meters. */
import type { SiteContext } from '../site-context.ts'
import type { ImportMeters } from './energy-imports.ts'
import type { MeterKeeper } from './meter-keeper.ts'

export interface ImportDue {
  due(meterId: number, fromMs: number): void
  weather(fromMs: number): void
}

export const importMetersOf = ({ store }: Pick<SiteContext, 'store'>, meters: MeterKeeper, mark: ImportDue): ImportMeters => ({
  measureOf: (meterId) => {
    const meter = store.energy.meters.get(meterId)
    // What is worked out of others has no data of its own.
    return meter?.source.what === 'point' || meter?.source.what === 'imported' ? meter.measure : undefined
  },
  make: (name, medium, measure) => {
    const made = meters.make({ name, medium, measure, source: { what: 'imported' }, area: '' })
    if (!made.ok) throw new Error(made.error.message)
    return made.value.id
  },
  discard: (meterId) => void meters.remove(meterId),
  changed: (meterId, fromMs) => (meterId === null ? mark.weather(fromMs) : mark.due(meterId, fromMs)),
})
