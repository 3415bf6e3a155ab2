/** What must have been seen on the wire of a session, service by service: how an independent analyser's reading of one packet shows it. */
import type { Dissection } from '../support/tshark.ts'

type Sign = (seen: Dissection) => boolean

const joined = (seen: Dissection, field: 'bacapp.context_tag_number' | 'bacapp.property_identifier' | 'bacapp.application_tag_number'): string => seen[field].join()

/** A confirmed request (PDU type 0) of a service (135, BACnetConfirmedServiceChoice) that is as told beyond that. */
const request =
  (service: number, more: Sign = () => true): Sign =>
  (seen) => seen['bacapp.type'][0] === '0' && seen['bacapp.confirmed_service'][0] === String(service) && more(seen)
const unconfirmed =
  (service: number, more: Sign = () => true): Sign =>
  (seen) => seen['bacapp.unconfirmed_service'][0] === String(service) && more(seen)
const pdu =
  (type: number, service?: number): Sign =>
  (seen) => seen['bacapp.type'][0] === String(type) && (service === undefined || seen['bacapp.confirmed_service'][0] === String(service))
const link =
  (code: string, more: Sign = () => true): Sign =>
  (seen) => seen['bvlc.function'][0] === code && more(seen)
const message =
  (code: string, more: Sign = () => true): Sign =>
  (seen) => seen['bacnet.mesgtyp'][0] === code && more(seen)

/** Its parameters are those with these context tags, in this order; of a construct both ends. */
const parameters =
  (tags: string): Sign =>
  (seen) => joined(seen, 'bacapp.context_tag_number') === tags
const property =
  (number: number): Sign =>
  (seen) => seen['bacapp.property_identifier'][0] === String(number)
const both =
  (one: Sign, other: Sign): Sign =>
  (seen) => one(seen) && other(seen)
/** The first value in it has this application tag: 0 NULL, 1 Boolean, 4 REAL. */
const value =
  (tag: number): Sign =>
  (seen) => seen['bacapp.application_tag_number'][0] === String(tag)
const routed: Sign = (seen) => seen['bacnet.dnet'].length > 0
const objects =
  (test: (count: number) => boolean): Sign =>
  (seen) => test(seen['bacapp.objectType'].length)

const PRESENT_VALUE = 85
const OUT_OF_SERVICE = 81
const OBJECT_LIST = 76
const ALL = 8
const WITH_PRIORITY = '0,1,3,3,4'
const LOCAL_BROADCAST = '0x0b'
const DISTRIBUTED = '0x09'
const ALL_NETWORKS = '65535'

/** One missing fails the test: whoever makes the product send something new adds it here. */
export const SEEN_LIVE: Readonly<Record<string, Sign>> = {
  'ReadProperty': request(12),
  'ReadProperty of an element': request(12, parameters('0,1,2')),
  'ReadPropertyMultiple of many objects': request(14, objects((count) => count > 5)),
  'ReadPropertyMultiple of one object with several properties': request(14, both(objects((count) => count === 1), (seen) => seen['bacapp.property_identifier'].length > 3)),
  'ReadPropertyMultiple of all properties': request(14, property(ALL)),
  'ReadPropertyMultiple of elements of the object list': request(14, both(property(OBJECT_LIST), (seen) => joined(seen, 'bacapp.context_tag_number').startsWith('0,1,0,1,0,1'))),
  'ReadPropertyMultiple through a router': request(14, routed),
  'an acknowledged segment': pdu(4),

  'SubscribeCOV': request(5, parameters('0,1,2,3')),
  'SubscribeCOV, cancelled': request(5, parameters('0,1')),
  'SubscribeCOVProperty': request(28, both(property(PRESENT_VALUE), parameters('0,1,2,3,4,0,4,5'))),
  'SubscribeCOVProperty, cancelled': request(28, both(property(PRESENT_VALUE), parameters('0,1,4,0,4'))),
  'the acknowledgement of a confirmed notification': pdu(2, 1),
  'a Reject of a request it does not know': both(pdu(6), (seen) => !routed(seen)),
  'a Reject through a router': both(pdu(6), routed),

  'WriteProperty with a priority': request(15, both(value(4), both(property(PRESENT_VALUE), parameters(WITH_PRIORITY)))),
  'WriteProperty that relinquishes': request(15, both(value(0), both(property(PRESENT_VALUE), parameters(WITH_PRIORITY)))),
  'WriteProperty of out of service': request(15, both(value(1), both(property(OUT_OF_SERVICE), parameters('0,1,3,3')))),
  'TimeSynchronization': unconfirmed(6),
  'UTCTimeSynchronization': unconfirmed(9),

  'ReadRange by time': request(26, parameters('0,1,7,7')),
  'ReadRange by sequence number': request(26, parameters('0,1,6,6')),
  'ReadRange by position': request(26, parameters('0,1,3,3')),
  'GetEventInformation': request(29, parameters('')),
  'GetEventInformation, the next page': request(29, parameters('0')),
  'GetAlarmSummary': request(3),
  'AcknowledgeAlarm': request(0),

  'Who-Is to one device': unconfirmed(8, link('0x0a')),
  'Who-Is to a subnet': unconfirmed(8, link(LOCAL_BROADCAST, (seen) => !routed(seen))),
  'Who-Is to a subnet, of a range of instances': unconfirmed(8, link(LOCAL_BROADCAST, parameters('0,1'))),
  'Who-Is to all networks': unconfirmed(8, link(LOCAL_BROADCAST, (seen) => seen['bacnet.dnet'][0] === ALL_NETWORKS)),
  'Who-Is to one network, to its router': unconfirmed(8, link('0x0a', routed)),
  'Who-Is-Router-To-Network': message('0x00', (seen) => !routed(seen)),
  'Who-Is-Router-To-Network for one network': message('0x00', routed),
  'What-Is-Network-Number': message('0x12'),

  'Register-Foreign-Device': link('0x05'),
  'Read-Broadcast-Distribution-Table': link('0x02'),
  'Distribute-Broadcast-To-Network of Who-Is': link(DISTRIBUTED, unconfirmed(8)),
  'Distribute-Broadcast-To-Network of Who-Is-Router-To-Network': link(DISTRIBUTED, message('0x00')),
  'Delete-Foreign-Device-Table-Entry': link('0x08'),
}
