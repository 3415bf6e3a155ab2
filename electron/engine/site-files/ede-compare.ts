/** EDE files beside the site: what only one of them has, and what both have but say differently. What one side does not say is no difference. */
import type { EdeDifference } from '../../../shared/domain/ede.ts'
import type { ObjectFacts } from '../../../shared/domain/acquisition.ts'
import { withoutEmptyEnd } from './ede-tables.ts'
import { COMPARED_NUMBERS, edeKey, type EdeObject, type SiteNumbers } from './ede-types.ts'

/** Objects of a device of the site. */
export interface SiteDevice {
  readonly instance: number
  readonly objects: readonly ObjectFacts[]
}

export interface EdeComparison {
  readonly differences: readonly EdeDifference[]
  readonly leftOut: number
}

const MOST_DIFFERENCES = 20_000
/** Objects compared between two breaths. */
const SLICE = 500

const statesText = (texts: readonly string[]): string => withoutEmptyEnd(texts).join(' / ')

type Said = Pick<EdeDifference, 'field' | 'inFile' | 'onSite'>

/** Both said something, and not the same. */
const differs = (field: Said['field'], inFile: string | null, onSite: string | null): Said[] =>
  inFile === null || onSite === null || inFile.trim() === onSite.trim() ? [] : [{ field, inFile, onSite }]

const orNull = (text: string): string | null => (text.trim() === '' ? null : text)

const numberText = (value: number | undefined): string | null => (value === undefined ? null : `${value}`)

const wordsOf = (inFile: EdeObject, onSite: ObjectFacts, numbers: EdeObject['numbers']): Said[] => [
  // An object without a name on the site could not be read.
  ...differs('name', inFile.name, orNull(onSite.name)),
  ...(onSite.name === '' ? [] : differs('description', inFile.description, onSite.description)),
  ...differs('units', inFile.units === null ? null : `${inFile.units}`, onSite.units === null ? null : `${onSite.units}`),
  ...differs('stateTexts', inFile.stateTexts === null ? null : statesText(inFile.stateTexts), orNull(statesText(onSite.stateTexts))),
  ...COMPARED_NUMBERS.flatMap((field) => differs(field, numberText(inFile.numbers[field]), numberText(numbers[field]))),
]

/** By device, type, instance. A generator, so that the caller can breathe. */
export function* compareEde(objects: readonly EdeObject[], site: readonly SiteDevice[], numbers: SiteNumbers): Generator<undefined, EdeComparison> {
  const differences: EdeDifference[] = []
  let leftOut = 0
  const add = (of: { deviceInstance: number; objectType: number; objectInstance: number }, kind: EdeDifference['kind'], said: Said): void => {
    const { deviceInstance, objectType, objectInstance } = of
    if (differences.length < MOST_DIFFERENCES) differences.push({ deviceInstance, objectType, objectInstance, kind, ...said })
    else leftOut += 1
  }
  const spokenOf = new Set(objects.map(({ deviceInstance }) => deviceInstance))
  const onSite = new Map<string, ObjectFacts>()
  for (const device of site) {
    if (!spokenOf.has(device.instance)) continue
    for (const object of device.objects) onSite.set(edeKey(device.instance, object.objectType, object.objectInstance), object)
    yield
  }
  const inFile = new Set<string>()
  for (const [at, object] of objects.entries()) {
    const key = edeKey(object.deviceInstance, object.objectType, object.objectInstance)
    inFile.add(key)
    const known = onSite.get(key)
    if (known === undefined) add(object, 'missingOnSite', { field: null, inFile: object.name, onSite: null })
    else for (const said of wordsOf(object, known, numbers.get(key) ?? {})) add(object, 'differs', said)
    if (at % SLICE === SLICE - 1) yield
  }
  for (const device of site) {
    if (!spokenOf.has(device.instance)) continue
    for (const object of device.objects) {
      if (!inFile.has(edeKey(device.instance, object.objectType, object.objectInstance)))
        add({ deviceInstance: device.instance, objectType: object.objectType, objectInstance: object.objectInstance }, 'missingInFile', { field: null, inFile: null, onSite: object.name })
    }
    yield
  }
  differences.sort((a, b) => a.deviceInstance - b.deviceInstance || a.objectType - b.objectType || a.objectInstance - b.objectInstance)
  return { differences, leftOut }
}
