/** Builds the object list of a device: numbers objects by type as a controller's tool does, and fills in what is usual. */
import { objectKey, OBJECT } from '../bacnet/protocol.ts'
import { NO_UNITS, unitNumber } from '../../../shared/units.ts'
import type { PointSpec } from './point-spec.ts'

export interface AnalogWords {
  readonly unit: string
  readonly noise?: number
  readonly resolution?: number
  readonly low?: number
  readonly high?: number
  readonly cov?: number
  /** Setpoints and other values that rarely move: history keeps their changes only. */
  readonly steady?: boolean
}

const NO_SLOT = -1

export class PointList {
  readonly points: PointSpec[] = []
  private readonly next = new Map<number, number>()
  private readonly slotOf: (signal: string) => number
  private readonly most: number

  /** `slotOf`: finds a variable of the model by name. `most`: further points are left out. */
  constructor(slotOf: (signal: string) => number, most = Number.POSITIVE_INFINITY) {
    this.slotOf = slotOf
    this.most = most
  }

  full(): boolean {
    return this.points.length >= this.most
  }

  input(name: string, description: string, signal: string, words: AnalogWords): void {
    this.analog(OBJECT.analogInput, name, description, signal, words, false)
  }

  output(name: string, description: string, signal: string, words: AnalogWords): void {
    this.analog(OBJECT.analogOutput, name, description, signal, { noise: 0, ...words }, true)
  }

  /** `commandable`: setpoints that an operator may write. */
  value(name: string, description: string, signal: string, words: AnalogWords, commandable = false): void {
    this.analog(OBJECT.analogValue, name, description, signal, words, commandable)
  }

  binaryInput(name: string, description: string, signal: string, texts: readonly [string, string]): void {
    this.discrete(OBJECT.binaryInput, name, description, signal, texts, false)
  }

  binaryOutput(name: string, description: string, signal: string, texts: readonly [string, string] = ['Off', 'On']): void {
    this.discrete(OBJECT.binaryOutput, name, description, signal, texts, true)
  }

  binaryValue(name: string, description: string, signal: string, texts: readonly [string, string], commandable = false): void {
    this.discrete(OBJECT.binaryValue, name, description, signal, texts, commandable)
  }

  states(type: number, name: string, description: string, signal: string, texts: readonly string[], commandable = false): void {
    this.discrete(type, name, description, signal, texts, commandable)
  }

  schedule(name: string, description: string, index: number): void {
    this.add({ ...this.plain(OBJECT.schedule, name, description), slot: this.slotOf(`schedule.${index}.open`), stateTexts: ['Unoccupied', 'Occupied'], link: index })
  }

  /** The days of a signal that is 1 all day. */
  calendar(name: string, description: string, signal: string): void {
    this.add({ ...this.plain(OBJECT.calendar, name, description), slot: this.slotOf(signal), low: 0, high: 1 })
  }

  /** A log of the object added last. */
  trendLog(name: string, description: string): void {
    const logged = this.points.at(-1)
    if (!logged) return
    this.add({ ...this.plain(OBJECT.trendLog, name, description), slot: logged.slot, link: objectKey(logged.objectType, logged.objectInstance) })
  }

  private analog(type: number, name: string, description: string, signal: string, words: AnalogWords, commandable: boolean): void {
    const resolution = words.resolution ?? 0.1
    this.add({
      ...this.plain(type, name, description),
      units: unitNumber(words.unit) ?? NO_UNITS,
      slot: this.slotOf(signal),
      noise: words.noise ?? 0,
      resolution,
      low: words.low ?? Number.NEGATIVE_INFINITY,
      high: words.high ?? Number.POSITIVE_INFINITY,
      covIncrement: words.cov ?? resolution * 2,
      commandable,
      continuous: words.steady !== true,
    })
  }

  private discrete(type: number, name: string, description: string, signal: string, texts: readonly string[], commandable: boolean): void {
    this.add({ ...this.plain(type, name, description), slot: this.slotOf(signal), stateTexts: texts, commandable })
  }

  private plain(objectType: number, name: string, description: string): PointSpec {
    return {
      objectType,
      objectInstance: (this.next.get(objectType) ?? 0) + 1,
      name,
      description,
      units: null,
      stateTexts: [],
      slot: NO_SLOT,
      noise: 0,
      resolution: 0,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      covIncrement: 0,
      commandable: false,
      continuous: false,
      link: 0,
    }
  }

  private add(point: PointSpec): void {
    if (this.full()) return
    this.next.set(point.objectType, point.objectInstance)
    this.points.push(point)
  }
}
