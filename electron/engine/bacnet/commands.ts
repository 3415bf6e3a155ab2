/** Everything that changes something in a device: WriteProperty, AcknowledgeAlarm, time synchronization (135, clauses 13.5, 15.9, 16.7, 16.8). */
import type { Clock } from '../../../shared/clock.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { requestFailure, type Answer, type RequestFailure } from './answers.ts'
import type { BacnetDate, BacnetTime } from './bacnet-value.ts'
import { confirmed, unicastPrefix, type RequestApdu } from './datagrams.ts'
import type { Requester } from './peer.ts'
import { SERVICE, UNCONFIRMED } from './properties.ts'
import { TagWriter } from './tag-writer.ts'

/** What can be written to a property from here. */
export type WriteValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'real' | 'double' | 'unsigned' | 'signed' | 'enumerated'; readonly value: number }

export interface WriteCommand {
  readonly kind: 'write'
  readonly type: number
  readonly instance: number
  readonly property: number
  readonly value: WriteValue
  /** 1..16; without it the property is written as it is. */
  readonly priority?: number
}

export interface AcknowledgeCommand {
  readonly kind: 'acknowledgeEvent'
  readonly type: number
  readonly instance: number
  /** The event state that is acknowledged, 135 BACnetEventState. */
  readonly eventState: number
  /** The time stamp of the transition exactly as the device gave it: the tags of a BACnetTimeStamp. */
  readonly timeStamp: Buffer
  readonly source: string
  readonly date: BacnetDate
  readonly time: BacnetTime
}

export interface TimeCommand {
  readonly kind: 'synchronizeTime'
  /** UTCTimeSynchronization; else local time. */
  readonly utc: boolean
  readonly date: BacnetDate
  readonly time: BacnetTime
}

export type DeviceCommand = WriteCommand | AcknowledgeCommand | TimeCommand

/** `ok`: the device acknowledged it; for time synchronization, which devices do not answer, that it was sent. */
export type CommandResult = { readonly ok: true } | RequestFailure

/** This program as a process that acknowledges events; 0 is what devices use for "none". */
const PROCESS_ID = 1
/** BACnetTimeStamp: time, sequence number, date and time. */
const STAMP_DATE_TIME = 2

/** How long the system takes at most to refuse a datagram. */
const SENT_MS = 20

const putValue = (writer: TagWriter, value: WriteValue): void => {
  if (value.kind === 'null') writer.null()
  else if (value.kind === 'boolean') writer.boolean(value.value)
  else writer[value.kind](value.value)
}

export const writePropertyApdu = ({ type, instance, property, value, priority }: Omit<WriteCommand, 'kind'>): RequestApdu => {
  const writer = new TagWriter().objectId(type, instance, 0).unsigned(property, 1).open(3)
  putValue(writer, value)
  writer.close(3)
  if (priority !== undefined) writer.unsigned(priority, 4)
  return confirmed(SERVICE.writeProperty, writer.bytes())
}

export const acknowledgeAlarmApdu = ({ type, instance, eventState, timeStamp, source, date, time }: Omit<AcknowledgeCommand, 'kind'>): RequestApdu =>
  confirmed(
    SERVICE.acknowledgeAlarm,
    new TagWriter()
      .unsigned(PROCESS_ID, 0)
      .objectId(type, instance, 1)
      .enumerated(eventState, 2)
      .open(3)
      .raw(timeStamp)
      .close(3)
      .text(source, 4)
      .open(5)
      .open(STAMP_DATE_TIME)
      .date(date)
      .time(time)
      .close(STAMP_DATE_TIME)
      .close(5)
      .bytes(),
  )

export const timeSynchronizationDatagram = (address: DeviceAddress, { utc, date, time }: Omit<TimeCommand, 'kind'>): Buffer => {
  const service = utc ? UNCONFIRMED.utcTimeSynchronization : UNCONFIRMED.timeSynchronization
  const datagram = Buffer.concat([unicastPrefix(address, false), Buffer.from([0x10, service]), new TagWriter().date(date).time(time).bytes()])
  datagram.writeUInt16BE(datagram.length, 2)
  return datagram
}

export interface CommandWay {
  readonly clock: Clock
  readonly peer: Requester
  readonly address: DeviceAddress
  readonly send: (datagram: Buffer, failed: (text: string) => void) => void
  readonly isOpen: boolean
}

/** Gives a command once. A value that cannot be encoded throws: what comes from outside is checked by the caller. */
export const giveCommand = async (command: DeviceCommand, way: CommandWay): Promise<CommandResult> => {
  if (!way.isOpen) return requestFailure('send', -1, 'the BACnet port is not open')
  if (command.kind === 'synchronizeTime') return sendTime(command, way)
  const apdu = command.kind === 'write' ? writePropertyApdu(command) : acknowledgeAlarmApdu(command)
  const answer = await new Promise<Answer>((resolve) => void way.peer.request(apdu, resolve, { priority: 'user' }))
  return answer.ok ? { ok: true } : answer
}

const sendTime = (command: TimeCommand, { clock, address, send }: CommandWay): Promise<CommandResult> =>
  new Promise((resolve) => {
    send(timeSynchronizationDatagram(address, command), (text) => resolve(requestFailure('send', -1, text)))
    // The socket tells of a failure in a later turn; what it took without one is under way.
    clock.after(SENT_MS, () => resolve({ ok: true }))
  })
