/** Reads the details of many objects of one device in batches fitting it, down to single properties where batches fail. */
import { isTooBig, isUnknownService, type RequestFailure } from './answers.ts'
import { readArray } from './array-reader.ts'
import type { DeviceReader } from './device-reader.ts'
import { DEVICE_TYPE } from './identity.ts'
import { detailOctets, detailProperties, type ObjectDraft } from './object-details.ts'
import { PROPERTY, type ReadSpec } from './properties.ts'
import { objectIdOf } from './values.ts'

export interface DetailDeps {
  readonly reader: DeviceReader
  readonly instance: number
  readonly maxApdu: number
  /** Requests under way at once. */
  readonly inFlight: number
  /** Called for every object when nothing more is asked about it. */
  readonly objectDone: () => void
}

/** Name and description of an object behind a 50-octet APDU come one by one anyway. */
const LEAST_BUDGET = 50
/** A request repeats object identifier and properties: what fits an answer always fits the question, up to this many objects. */
const MOST_OBJECTS = 40

const specOf = ({ code }: ObjectDraft): ReadSpec => {
  const { type, instance } = objectIdOf(code)
  return { type, instance, properties: detailProperties(type).map((property) => ({ property })) }
}

export class DetailReader {
  private readonly deps: DetailDeps
  private budget: number
  private single = false
  private next = 0

  constructor(deps: DetailDeps) {
    this.deps = deps
    this.budget = deps.maxApdu - 4
  }

  /** Fills the drafts; returns when all were asked or the device is gone or the reading cancelled. */
  async read(drafts: readonly ObjectDraft[]): Promise<void> {
    const worker = async (): Promise<void> => {
      for (let group = this.takeGroup(drafts); group.length > 0 && !this.deps.reader.over; group = this.takeGroup(drafts)) await this.readGroup(group)
    }
    await Promise.all(Array.from({ length: Math.max(1, this.deps.inFlight) }, worker))
  }

  private takeGroup(drafts: readonly ObjectDraft[]): ObjectDraft[] {
    const group: ObjectDraft[] = []
    let octets = 0
    while (this.next < drafts.length && group.length < (this.single ? 1 : MOST_OBJECTS)) {
      const draft = drafts[this.next]!
      octets += detailOctets(objectIdOf(draft.code).type)
      if (group.length > 0 && octets > this.budget) break
      group.push(draft)
      this.next += 1
    }
    return group
  }

  private async readGroup(group: readonly ObjectDraft[]): Promise<void> {
    if (this.single) return this.readSingly(group)
    const answer = await this.deps.reader.multiple(group.map(specOf))
    if (this.deps.reader.over && !answer.ok) return
    if (!answer.ok) return this.readSmaller(group, answer)
    const byCode = new Map(group.map((draft) => [draft.code, draft]))
    for (const result of answer.results) byCode.get(result.objectCode)?.answers.set(result.property, result.answer)
    for (const _draft of group) this.deps.objectDone()
  }

  private async readSmaller(group: readonly ObjectDraft[], failure: RequestFailure): Promise<void> {
    if (isUnknownService(failure)) this.single = true
    if (group.length === 1 || this.single) return this.readSingly(group)
    if (failure.kind === 'timeout') {
      // Silence to a big question only: the device drops what is too big for it. Silence to a small one too: it is gone, and the reader notices.
      const { reader, instance } = this.deps
      await reader.property(DEVICE_TYPE, instance, { property: PROPERTY.objectIdentifier })
      if (reader.over) return
    }
    if (isTooBig(failure) || failure.kind === 'timeout') this.budget = Math.max(LEAST_BUDGET, Math.min(this.budget, this.octetsOf(group) / 2))
    const middle = group.length >> 1
    await this.readGroup(group.slice(0, middle))
    if (!this.deps.reader.over) await this.readGroup(group.slice(middle))
  }

  private octetsOf(group: readonly ObjectDraft[]): number {
    return group.reduce((sum, { code }) => sum + detailOctets(objectIdOf(code).type), 0)
  }

  private async readSingly(group: readonly ObjectDraft[]): Promise<void> {
    const { reader, maxApdu } = this.deps
    for (const draft of group) {
      const { type, instance } = objectIdOf(draft.code)
      for (const property of detailProperties(type)) {
        if (reader.over) return
        const answer =
          property === PROPERTY.stateText ? await readArray(reader, { type, instance, property, maxApdu }) : await reader.property(type, instance, { property })
        draft.answers.set(property, answer)
      }
      this.deps.objectDone()
    }
  }
}
