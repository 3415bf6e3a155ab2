/** The variables of one piece of plant: neighbouring slots of the building's signals, addressed by their order. */
import type { Signals } from './signals.ts'

export class SignalBlock {
  private readonly signals: Signals
  private readonly base: number

  /** Adds one variable a name, called `prefix.name`, starting at `initial[name]` or 0. */
  constructor(signals: Signals, prefix: string, names: readonly string[], initial: Readonly<Record<string, number | undefined>>) {
    this.signals = signals
    this.base = names.map((name) => signals.add(`${prefix}.${name}`, initial[name] ?? 0))[0] ?? 0
  }

  get(offset: number): number {
    return this.signals.values[this.base + offset] ?? 0
  }

  set(offset: number, value: number): void {
    this.signals.values[this.base + offset] = value
  }

  /** Sets a command unless it is forced from outside. @returns what it is now. */
  command(offset: number, value: number): number {
    return this.signals.command(this.base + offset, value)
  }

  /** Moves a variable towards `target` by `share` of the distance (first-order lag). @returns what it is now. */
  approach(offset: number, target: number, share: number): number {
    const value = this.get(offset) + share * (target - this.get(offset))
    this.set(offset, value)
    return value
  }
}
