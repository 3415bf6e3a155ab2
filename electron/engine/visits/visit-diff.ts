/** What changed between two snapshots. What one of the two does not know is no change. */
import type { VisitChange, VisitDiff, VisitField } from '../../../shared/domain/visit.ts'
import { VISIT_FIELDS } from '../../../shared/domain/visit.ts'
import { DEVICE_OBJECT, objectLabel, objectTypeFact } from '../../../shared/domain/object-type.ts'
import type { DeviceSnapshot, ObjectSnapshot } from './snapshot.ts'

type Kind = VisitChange['kind']

const REPROGRAMMED: ReadonlySet<VisitField> = new Set(['firmware', 'application', 'protocolRevision', 'databaseRevision', 'program'])
const REPLACED: ReadonlySet<VisitField> = new Set(['vendor', 'model'])
/** Shown in the words of the object's states where they have some. */
const STATE_FIELDS: ReadonlySet<VisitField> = new Set(['setPoint', 'relinquishDefault', 'scheduleDefault'])

const kindOf = (field: VisitField): Kind => {
  if (field === 'name') return 'renamed'
  if (REPLACED.has(field)) return 'replaced'
  return REPROGRAMMED.has(field) ? 'reprogrammed' : 'changed'
}

interface Place {
  readonly what: 'device' | 'object'
  readonly device: DeviceSnapshot
  readonly object: ObjectSnapshot | null
}

const change = ({ what, device, object }: Place, kind: Kind, field: VisitField | null, before: string | null, after: string | null): VisitChange => ({
  kind,
  what,
  deviceInstance: device.instance,
  deviceName: device.name,
  objectType: object?.type ?? null,
  objectInstance: object?.instance ?? null,
  name: object?.name ?? device.name,
  field,
  before,
  after,
})

type Words = Readonly<Partial<Record<VisitField, string>>>

/** Fields that both know and that differ, in the order of `VISIT_FIELDS`. */
const changedFields = (place: Place, before: Words, after: Words, shown: (field: VisitField, text: string, then: boolean) => string = (_field, text) => text): VisitChange[] =>
  VISIT_FIELDS.flatMap((field) => {
    const [was, is] = [before[field], after[field]]
    if (was === undefined || is === undefined || was === is) return []
    return [change(place, kindOf(field), field, shown(field, was, true), shown(field, is, false))]
  })

/** Texts that may be empty because they could not be read are no words then. */
const orUnknown = (text: string): string | undefined => (text === '' ? undefined : text)

const given = (entries: Readonly<Partial<Record<VisitField, string | undefined>>>): Words =>
  Object.fromEntries(Object.entries(entries).filter(([, text]) => text !== undefined))

const deviceWords = (device: DeviceSnapshot): Words => ({
  ...given({
    name: orUnknown(device.name),
    vendor: orUnknown(device.vendorName) ?? `${device.vendorId}`,
    model: orUnknown(device.model),
    firmware: orUnknown(device.firmware),
    protocolRevision: device.protocolRevision === 0 ? undefined : `${device.protocolRevision}`,
    address: device.address,
    description: device.name === '' ? undefined : device.description,
  }),
  ...device.config,
})

const objectWords = (object: ObjectSnapshot): Words =>
  object.name === ''
    ? object.config
    : {
        name: object.name,
        description: object.description,
        // Units and texts are empty where they could not be read, too.
        ...given({ units: object.units === null ? undefined : `${object.units}`, stateTexts: orUnknown(object.stateTexts.join(' / ')) }),
        ...object.config,
      }

const stateShown = (object: ObjectSnapshot, text: string): string => {
  const number = Number(text)
  const state = objectTypeFact(object.type).kind === 'multiState' ? object.stateTexts[number - 1] : object.stateTexts[number]
  return state === undefined || state === '' ? text : `${text} ${state}`
}

const objectChanges = (device: DeviceSnapshot, before: ObjectSnapshot, after: ObjectSnapshot): VisitChange[] =>
  changedFields({ what: 'object', device, object: after }, objectWords(before), objectWords(after), (field, text, then) =>
    STATE_FIELDS.has(field) && objectTypeFact(after.type).kind !== 'analog' ? stateShown(then ? before : after, text) : text,
  )

/** Entries of two lists with the same key, and those that only one has; of the latter, pairs that share a name of their own went from one key to another. */
const match = <T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string, nameOf: (one: T) => string) => {
  const was = new Map(before.map((one) => [keyOf(one), one]))
  const is = new Set(after.map(keyOf))
  const both = after.flatMap((one) => {
    const then = was.get(keyOf(one))
    return then === undefined ? [] : [[then, one] as const]
  })
  const gone = before.filter((one) => !is.has(keyOf(one)))
  const come = after.filter((one) => !was.has(keyOf(one)))
  const only = (all: readonly T[]): Map<string, T> => new Map([...Map.groupBy(all, nameOf)].flatMap(([name, ones]) => (name !== '' && ones.length === 1 ? [[name, ones[0]!] as const] : [])))
  const [goneByName, comeByName] = [only(gone), only(come)]
  const moved = [...goneByName].flatMap(([name, then]) => {
    const now = comeByName.get(name)
    return now === undefined ? [] : [[then, now] as const]
  })
  const inMoved = new Set(moved.flat())
  return { both, moved, gone: gone.filter((one) => !inMoved.has(one)), come: come.filter((one) => !inMoved.has(one)) }
}

const objectsOf = (device: DeviceSnapshot): readonly ObjectSnapshot[] => device.objects.filter(({ type }) => type !== DEVICE_OBJECT)

const objectListChanges = (before: DeviceSnapshot, after: DeviceSnapshot): VisitChange[] => {
  // An instance of one type is another object than that of another type, also when they share a name.
  const { both, moved, gone, come } = match(objectsOf(before), objectsOf(after), ({ type, instance }) => `${type} ${instance}`, ({ type, name }) => (name === '' ? '' : `${type} ${name}`))
  const place = (object: ObjectSnapshot): Place => ({ what: 'object', device: after, object })
  return [
    ...both.flatMap(([then, now]) => objectChanges(after, then, now)),
    ...moved.flatMap(([then, now]) => [
      change(place(now), 'readdressed', 'instance', objectLabel(then.type, then.instance), objectLabel(now.type, now.instance)),
      ...objectChanges(after, then, now),
    ]),
    ...gone.map((object) => change(place(object), 'removed', null, null, null)),
    ...come.map((object) => change(place(object), 'added', null, null, null)),
  ].sort((a, b) => (a.objectType ?? 0) - (b.objectType ?? 0) || (a.objectInstance ?? 0) - (b.objectInstance ?? 0))
}

const deviceChanges = (before: DeviceSnapshot, after: DeviceSnapshot): VisitChange[] => [
  ...changedFields({ what: 'device', device: after, object: null }, deviceWords(before), deviceWords(after)),
  ...objectListChanges(before, after),
]

/** By device; of each its own changes first, then those of its objects. A generator, so that the caller can breathe. */
export function* diffVisits(before: readonly DeviceSnapshot[], after: readonly DeviceSnapshot[]): Generator<undefined, Pick<VisitDiff, 'changes' | 'notCompared'>> {
  const notCompared = new Set([...before, ...after].filter(({ read }) => !read).map(({ instance }) => instance))
  const comparable = (devices: readonly DeviceSnapshot[]): DeviceSnapshot[] => devices.filter(({ instance }) => !notCompared.has(instance))
  const { both, moved, gone, come } = match(comparable(before), comparable(after), ({ instance }) => `${instance}`, ({ name }) => name)
  const changes: VisitChange[] = []
  for (const [then, now] of both) {
    changes.push(...deviceChanges(then, now))
    yield
  }
  for (const [then, now] of moved) {
    changes.push(change({ what: 'device', device: now, object: null }, 'readdressed', 'instance', `${then.instance}`, `${now.instance}`), ...deviceChanges(then, now))
    yield
  }
  for (const device of gone) changes.push(change({ what: 'device', device, object: null }, 'removed', null, null, null))
  for (const device of come) changes.push(change({ what: 'device', device, object: null }, 'added', null, null, null))
  changes.sort((a, b) => a.deviceInstance - b.deviceInstance)
  return { changes, notCompared: [...notCompared].sort((a, b) => a - b) }
}
