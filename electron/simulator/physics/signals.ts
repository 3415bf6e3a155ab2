/** All variables of a building as slots of one array: physics writes them, points read them, overrides replace commands. */

export interface ValueStore {
  /** The present value of every slot. */
  readonly values: Float64Array
  /** What a command is forced to from outside; NaN = not forced. Same index as `values`. */
  readonly overrides: Float64Array
}

export class Signals implements ValueStore {
  values = new Float64Array(64)
  overrides = new Float64Array(64).fill(Number.NaN)
  private readonly slots = new Map<string, number>()

  /** Adds a variable. Names are unique. @returns its slot. */
  add(name: string, initial: number): number {
    if (this.slots.has(name)) throw new Error(`signal ${name} exists already`)
    const slot = this.slots.size
    if (slot === this.values.length) this.grow()
    this.slots.set(name, slot)
    this.values[slot] = initial
    return slot
  }

  /** Slot of a variable; an unknown name is a bug. */
  slot(name: string): number {
    const slot = this.slots.get(name)
    if (slot === undefined) throw new Error(`no signal ${name}`)
    return slot
  }

  get(name: string): number {
    return this.values[this.slot(name)] ?? Number.NaN
  }

  set(name: string, value: number): void {
    this.values[this.slot(name)] = value
  }

  /** The forced value of a command when there is one, else `computed`. */
  command(slot: number, computed: number): number {
    const forced = this.overrides[slot] ?? Number.NaN
    const value = Number.isNaN(forced) ? computed : forced
    this.values[slot] = value
    return value
  }

  private grow(): void {
    const values = new Float64Array(this.values.length * 2)
    values.set(this.values)
    this.values = values
    const overrides = new Float64Array(values.length).fill(Number.NaN)
    overrides.set(this.overrides)
    this.overrides = overrides
  }
}
