/** Samples of what is sent for COV: subscriptions of both kinds, made and ended, and short answers to what devices ask. */
import { subscribeCovApdu } from '../../../electron/engine/bacnet/cov-requests.ts'
import { shortDatagram, unicastPrefix } from '../../../electron/engine/bacnet/datagrams.ts'
import { between, confirmedSample, pick, someAddress, type EncoderSample, type Random } from './encoder-samples.ts'

const subscribe = (random: Random): EncoderSample => {
  const target = { processId: pick(random, [0, 1, 255, 61_000, between(random, 0, 4_000_000_000)]), type: between(random, 0, 60), instance: between(random, 0, 4_194_303) }
  const increment = random() < 0.5 ? undefined : random() * 100
  const terms = random() < 0.3 ? undefined : { confirmed: random() < 0.5, lifetimeS: between(random, 0, 100_000) }
  return confirmedSample(random, subscribeCovApdu(increment === undefined ? target : { ...target, increment }, terms), {
    'bacapp.objectType': [target.type],
    'bacapp.instance_number': [target.instance],
    'bacapp.property_identifier': increment === undefined ? [] : [85],
  })
}

const SIMPLE_ACK = 2
const REJECT = 6

const short = (random: Random): EncoderSample => {
  const invokeId = between(random, 0, 255)
  const isAck = random() < 0.5
  const [pdu, last] = isAck ? [SIMPLE_ACK, 1] : [REJECT, between(random, 0, 9)]
  const expected = { 'bacapp.type': [pdu], 'bacapp.invoke_id': [invokeId], ...(isAck ? { 'bacapp.confirmed_service': [1] } : {}) }
  return { datagram: shortDatagram(unicastPrefix(someAddress(random), false), pdu, invokeId, last), expected }
}

export const COV_SAMPLES: Readonly<Record<string, (random: Random) => EncoderSample>> = { subscribeCovApdu: subscribe, shortDatagram: short }
