/** Sentences the engine says: a key of `shared/locales/<language>/engine.json` with its parameters. The reader's side puts them into words. */

/** A number with its BACnet engineering unit, so that the reader's side can format and convert it. `units` as in `units.ts`; null = none. */
export interface Quantity {
  readonly value: number
  readonly units: number | null
}

export type MessageParameter = string | number | Quantity

export interface Message {
  readonly key: string
  readonly params?: Readonly<Record<string, MessageParameter>>
}

export const message = (key: string, params?: Message['params']): Message => (params === undefined ? { key } : { key, params })

export const isQuantity = (value: MessageParameter): value is Quantity => typeof value === 'object'
