/** The stock BACnet client on a free loopback port, with plain numbers where its own types want enumerations. */
import BacnetClient from '@bacnet-js/client'
import { freePort } from '../support/free-port.ts'

export interface ObjectId {
  readonly type: number
  readonly instance: number
}
export interface TaggedValue {
  readonly type: number
  readonly value: unknown
}
interface Peer {
  readonly address: string
}

/** The part of the client that the tests use. */
export interface StockClient {
  on(event: string, listen: (message: never) => void): void
  off(event: string, listen: (message: never) => void): void
  whoIs(peer: Peer, range?: { lowLimit: number; highLimit: number }): void
  readProperty(peer: Peer, objectId: ObjectId, property: number, options?: { arrayIndex?: number }): Promise<{ values: TaggedValue[] }>
  readPropertyMultiple(
    peer: Peer,
    requests: readonly { objectId: ObjectId; properties: readonly { id: number }[] }[],
  ): Promise<{ values: { objectId: ObjectId; values: { id: number; value: TaggedValue[] }[] }[] }>
  writeProperty(peer: Peer, objectId: ObjectId, property: number, values: readonly TaggedValue[], options: { priority?: number }): Promise<void>
  subscribeCov(peer: Peer, objectId: ObjectId, processId: number, cancel: boolean, confirmed: boolean, lifetimeS: number, options: object): Promise<void>
  readRange(peer: Peer, objectId: ObjectId, first: number, count: number, options: object): Promise<{ itemCount: number; values: unknown[] }>
  simpleAckResponse(peer: object, service: number, invokeId: number): void
  close(): void
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const openClient = async (): Promise<StockClient> => {
  // CommonJS: an import from an ES module gives the class one level deeper.
  const Client = (BacnetClient as unknown as { default?: typeof BacnetClient }).default ?? BacnetClient
  const client = new Client({ port: await freePort(), interface: '127.0.0.1', apduTimeout: 1_500 })
  client.on('error', () => undefined)
  await wait(100)
  return client as unknown as StockClient
}
