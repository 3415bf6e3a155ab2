/** The 256 invoke ids of one peer: none is used twice at a time, and one that got no answer rests before it is used again. */

const COUNT = 256
/** Longer than any device or router keeps an answer back; shorter would let a late answer meet a younger request. */
export const REST_MS = 30_000

export class InvokeIds {
  private readonly freeAtMs = new Float64Array(COUNT)
  private next: number

  constructor(first: number) {
    this.next = first & 255
  }

  /** An id that is free now, or undefined while all are taken or resting. */
  take(nowMs: number): number | undefined {
    for (let tried = 0; tried < COUNT; tried++) {
      const id = this.next
      this.next = (id + 1) & 255
      if (this.freeAtMs[id]! > nowMs) continue
      this.freeAtMs[id] = Infinity
      return id
    }
    return undefined
  }

  release(id: number, nowMs: number, answered: boolean): void {
    this.freeAtMs[id] = answered ? 0 : nowMs + REST_MS
  }
}
