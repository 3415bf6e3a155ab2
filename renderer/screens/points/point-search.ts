/** Search over points as one types: all words must be found somewhere in name, description, device or object. Pure. */
import type { Device } from '../../../shared/domain/device.ts'
import { objectLabel, objectTypeFact } from '../../../shared/domain/object-type.ts'
import type { Point } from '../../../shared/domain/point.ts'

/** A point with what it is found by, made once a list and not at every letter. */
export interface PointEntry {
  readonly point: Point
  readonly deviceName: string
  readonly object: string
  /** Lower case. */
  readonly name: string
  readonly text: string
}

/** Nearly all names; the slow way is for the rest. */
const PLAIN = /^[\n -~]*$/

const naturally = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** `VAV-2` before `VAV-10`. */
export const compareNaturally = (a: string, b: string): number => naturally.compare(a, b)

/** False for objects without a present value (devices, trend logs, files ...): they are listed, but there is nothing to read or draw. */
export const hasValue = (point: Point): boolean => objectTypeFact(point.objectType).polled

/** Letters without their accents, lower case: `Küche` is found by `kuche` and by `Küche`. */
export const folded = (text: string): string => (PLAIN.test(text) ? text : text.normalize('NFD').replaceAll(/\p{Diacritic}/gu, '')).toLowerCase()

/** Entries in the natural order of the points' names; the order of everything that is not sorted otherwise. */
export const pointEntries = (points: readonly Point[], devices: readonly Pick<Device, 'id' | 'name' | 'instance'>[]): PointEntry[] => {
  const names = new Map(devices.map((device) => [device.id, device]))
  const ordered = [...points].sort((a, b) => compareNaturally(a.name, b.name) || a.id - b.id)
  return ordered.map((point) => {
    const device = names.get(point.deviceId)
    const object = objectLabel(point.objectType, point.objectInstance)
    const name = folded(point.name)
    return { point, deviceName: device?.name ?? '', object, name, text: `${name}\n${folded(`${point.description}\n${device?.name ?? ''}\n${device?.instance ?? ''}\n${object}`)}` }
  })
}

export const searchWords = (query: string): string[] => folded(query).split(/\s+/).filter((word) => word !== '')

export const matches = (entry: PointEntry, words: readonly string[]): boolean => words.every((word) => entry.text.includes(word))

/** How well a point answers: names before descriptions, beginnings before middles; lower is better. */
const distance = (entry: PointEntry, words: readonly string[]): number =>
  words.reduce((sum, word) => {
    const at = entry.name.indexOf(word)
    return sum + (at === 0 ? 0 : at > 0 ? (/[\W_]/.test(entry.name[at - 1] ?? '') ? 1 : 2) : 4)
  }, 0)

/** The best `most` points, best first; those equally good in the order of the list. */
export const bestMatches = (entries: readonly PointEntry[], query: string, most: number): PointEntry[] => {
  const words = searchWords(query)
  const found = entries.filter((entry) => matches(entry, words))
  if (words.length === 0) return found.slice(0, most)
  return found
    .map((entry, index) => ({ entry, index, far: distance(entry, words) }))
    .sort((a, b) => a.far - b.far || a.index - b.index)
    .slice(0, most)
    .map(({ entry }) => entry)
}
