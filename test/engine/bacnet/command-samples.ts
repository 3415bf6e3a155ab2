/** Samples of what asks devices to change something, or what they report. */
import { acknowledgeAlarmApdu, timeSynchronizationDatagram, writePropertyApdu, type WriteValue } from '../../../electron/engine/bacnet/commands.ts'
import { getAlarmSummaryApdu, getEventInformationApdu } from '../../../electron/engine/bacnet/event-reader.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { between, confirmedSample, instance, objectType, pick, someAddress, type EncoderSample, type Random } from './encoder-samples.ts'

const date = (random: Random) => ({ year: between(random, 1_900, 2_154), month: between(random, 1, 12), day: between(random, 1, 28), weekday: between(random, 1, 7) })
const time = (random: Random) => ({ hour: between(random, 0, 23), minute: between(random, 0, 59), second: between(random, 0, 59), hundredth: between(random, 0, 99) })

const writeValue = (random: Random): WriteValue =>
  pick<WriteValue>(random, [
    { kind: 'null' },
    { kind: 'real', value: pick(random, [21.5, -40, Number.NaN, Infinity, random() * 1e6]) },
    { kind: 'double', value: pick(random, [0.1, -1e200]) },
    { kind: 'unsigned', value: pick(random, [0, 1, 255, 256, 65_536, 4_294_967_295]) },
    { kind: 'signed', value: pick(random, [-1, 0, -129, 32_768, -2_147_483_648, 2_147_483_647]) },
    { kind: 'enumerated', value: between(random, 0, 1) },
  ])

/** Object types whose present value is written from here. */
const WRITTEN_TYPES = [0, 1, 2, 3, 4, 5, 13, 14, 19, 45, 46, 48]

const writeProperty = (random: Random): EncoderSample => {
  const [type, number, property] = [pick(random, WRITTEN_TYPES), instance(random), pick(random, [81, 85])]
  const value: WriteValue = property === 81 ? { kind: 'boolean', value: random() < 0.5 } : writeValue(random)
  const priority = random() < 0.5 ? undefined : between(random, 1, 16)
  return confirmedSample(random, writePropertyApdu({ type, instance: number, property, value, ...(priority === undefined ? {} : { priority }) }), {
    'bacapp.objectType': [type],
    'bacapp.instance_number': [number],
    'bacapp.property_identifier': [property],
  })
}

/** A time stamp in each of its three forms. */
const timeStamp = (random: Random): Buffer =>
  pick(random, [
    new TagWriter().time(time(random), 0),
    new TagWriter().unsigned(between(random, 0, 65_535), 1),
    new TagWriter().open(2).date(date(random)).time(time(random)).close(2),
  ]).bytes()

const acknowledgeAlarm = (random: Random): EncoderSample => {
  const [type, number] = [objectType(random), instance(random)]
  const source = pick(random, ['', 'Plantroom', 'Zentrale Süd'])
  const said = { type, instance: number, eventState: between(random, 0, 5), timeStamp: timeStamp(random), source, date: date(random), time: time(random) }
  return confirmedSample(random, acknowledgeAlarmApdu(said), { 'bacapp.objectType': [type], 'bacapp.instance_number': [number] })
}

const timeSynchronization = (random: Random): EncoderSample => {
  const address = someAddress(random)
  const utc = random() < 0.5
  return {
    datagram: timeSynchronizationDatagram(address, { utc, date: date(random), time: time(random) }),
    expected: { 'bacapp.type': [1], 'bacapp.unconfirmed_service': [utc ? 9 : 6], 'bacnet.dnet': address.network === undefined ? [] : [address.network] },
  }
}

const getEventInformation = (random: Random): EncoderSample => {
  const after = random() < 0.4 ? undefined : { type: objectType(random), instance: instance(random) }
  return confirmedSample(random, getEventInformationApdu(after), { 'bacapp.objectType': after === undefined ? [] : [after.type], 'bacapp.instance_number': after === undefined ? [] : [after.instance] })
}

export const COMMAND_SAMPLES: Readonly<Record<string, (random: Random) => EncoderSample>> = {
  acknowledgeAlarmApdu: acknowledgeAlarm,
  getAlarmSummaryApdu: (random) => confirmedSample(random, getAlarmSummaryApdu()),
  getEventInformationApdu: getEventInformation,
  timeSynchronizationDatagram: timeSynchronization,
  writePropertyApdu: writeProperty,
}
