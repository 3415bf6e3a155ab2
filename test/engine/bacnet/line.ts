/** Socket, guard and peers of the product, with nothing above them that asks by itself. */
import type { Answer } from '../../../electron/engine/bacnet/answers.ts'
import { decodeValues, type BacnetValue } from '../../../electron/engine/bacnet/bacnet-value.ts'
import { readPropertyApdu, type RequestApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import { Peers } from '../../../electron/engine/bacnet/peers.ts'
import { singleAnswer } from '../../../electron/engine/bacnet/read-answers.ts'
import { Traffic } from '../../../electron/engine/bacnet/traffic.ts'
import { UdpSocket } from '../../../electron/engine/bacnet/udp-socket.ts'
import { objectIdCode } from '../../../electron/engine/bacnet/values.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { systemClock } from '../../../shared/clock.ts'
import type { IAm } from '../../../shared/domain/acquisition.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { seededRandom } from '../../../shared/random.ts'

export interface Line {
  readonly port: number
  /** Heard so far. */
  readonly iAms: readonly Omit<IAm, 'interfaceName'>[]
  /** Settles with whatever a request ends with. */
  readonly send: (address: DeviceAddress, apdu: RequestApdu) => Promise<Answer>
  readonly ask: (address: DeviceAddress, type: number, instance: number, property: number) => Promise<Answer>
  /** The values of a property; undefined where the answer is none. */
  readonly read: (address: DeviceAddress, type: number, instance: number, property: number) => Promise<readonly BacnetValue[] | undefined>
  readonly refused: () => Readonly<Record<string, number>>
  readonly close: () => Promise<void>
}

export interface LineOptions {
  readonly requestTimeoutMs?: number
  readonly inFlight?: number
}

/** Opens a socket on any free port. */
export const openLine = async ({ requestTimeoutMs = 2_000, inFlight = 2 }: LineOptions = {}): Promise<Line> => {
  const internetwork = { notice: () => true, takeNetworkMessage: () => undefined, takeLinkMessage: () => undefined }
  const iAms: Omit<IAm, 'interfaceName'>[] = []
  const socket: UdpSocket = new UdpSocket({ packet: (bytes, ip, port) => traffic.take(bytes, ip, port), lost: () => {} })
  const limits = { requestTimeoutMs, inFlightPerDevice: inFlight, requestsPerSecondPerDevice: 10_000, requestsPerSecondPerTrunk: 10_000, requestsPerSecondTotal: 10_000, trunkShare: 1, trunkBaudRate: 115_200 }
  const peers = new Peers({ clock: systemClock, random: seededRandom(1), limits: () => limits, send: (bytes, ip, port, failed) => socket.send(bytes, ip, port, failed) })
  const traffic: Traffic = new Traffic({ log: silentLog, peers, internetwork, requests: () => undefined, iAm: (iAm) => iAms.push(iAm) })
  const bound = await socket.open(0)
  if (!bound.ok) throw new Error(bound.error.message)
  const send = (address: DeviceAddress, apdu: RequestApdu): Promise<Answer> =>
    new Promise((resolve) => {
      peers.at(address).request(apdu, (answer) => resolve(answer))
    })
  const ask: Line['ask'] = (address, type, instance, property) => send(address, readPropertyApdu(type, instance, { property }))
  return {
    port: bound.value.port,
    iAms,
    send,
    ask,
    read: async (address, type, instance, property) => {
      const answer = await ask(address, type, instance, property)
      const reader = answer.ok ? singleAnswer(answer, objectIdCode(type, instance), property) : undefined
      return reader === undefined ? undefined : decodeValues(reader.bytes, reader.at, reader.end)
    },
    refused: () => traffic.refused(),
    close: () => {
      peers.cancelAll()
      return socket.close()
    },
  }
}
