/** A binary heap of things that are due at a time, earliest first. */

export interface Due {
  dueMs: number
}

export class DueQueue<T extends Due> {
  private readonly heap: T[] = []

  get size(): number {
    return this.heap.length
  }

  first(): T | undefined {
    return this.heap[0]
  }

  /** `dueMs` must not change while the entry is in the queue. */
  add(entry: T): void {
    const { heap } = this
    let at = heap.length
    heap.push(entry)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]!.dueMs <= entry.dueMs) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = entry
  }

  takeFirst(): T | undefined {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]!.dueMs < heap[child]!.dueMs) child += 1
      if (heap[child]!.dueMs >= last.dueMs) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }

  clear(): void {
    this.heap.length = 0
  }
}
