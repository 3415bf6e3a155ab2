/** Samples of what is sent to routers, to networks behind them and to broadcast management devices. */
import { whoIsAtDatagram, whoIsDatagram, whoIsOnNetworkDatagram } from '../../../electron/engine/bacnet/datagrams.ts'
import {
  deleteRegistrationDatagram,
  distributeDatagram,
  readBroadcastTableDatagram,
  registerDatagram,
  whatIsNetworkNumberDatagram,
  whoIsRouterDatagram,
} from '../../../electron/engine/bacnet/network-datagrams.ts'
import { between, pick, someAddress, type EncoderSample, type Random } from './encoder-samples.ts'

const LAST_INSTANCE = 4_194_303
const someRange = (random: Random): { low: number; high: number } | undefined => {
  const low = between(random, 0, LAST_INSTANCE)
  return random() < 0.3 ? undefined : { low, high: between(random, low, LAST_INSTANCE) }
}
const someNetwork = (random: Random): number => pick(random, [1, 65_534, between(random, 1, 65_534)])
const WHO_IS = { 'bacapp.type': [1], 'bacapp.unconfirmed_service': [8] }

const whoIsOnNetwork = (random: Random): EncoderSample => {
  const [network, scope] = [someNetwork(random), pick(random, ['unicast', 'local'] as const)]
  const expected = { ...WHO_IS, 'bacnet.dnet': [network], 'bvlc.function': [scope === 'unicast' ? '0x0a' : '0x0b'] }
  return { datagram: whoIsOnNetworkDatagram(network, scope, someRange(random)), expected }
}

const whoIsAt = (random: Random): EncoderSample => {
  const address = someAddress(random)
  const expected = { ...WHO_IS, 'bacnet.dnet': address.network === undefined ? [] : [address.network], 'bvlc.function': ['0x0a'] }
  return { datagram: whoIsAtDatagram(address, someRange(random)), expected }
}

const whoIsRouter = (random: Random): EncoderSample => {
  const network = random() < 0.5 ? undefined : someNetwork(random)
  return { datagram: whoIsRouterDatagram(network), expected: { 'bacnet.mesgtyp': ['0x00'], 'bacnet.dnet': network === undefined ? [] : [network], 'bvlc.function': ['0x0b'] } }
}

const distribute = (random: Random): EncoderSample => {
  const scope = pick(random, ['local', 'global'] as const)
  const expected = { ...WHO_IS, 'bvlc.function': ['0x09'], 'bacnet.dnet': scope === 'global' ? [65_535] : [] }
  return { datagram: distributeDatagram(whoIsDatagram(scope, someRange(random))), expected }
}

const register = (random: Random): EncoderSample => {
  const ttlSeconds = pick(random, [1, 30, 300, 65_535, between(random, 1, 65_535)])
  return { datagram: registerDatagram(ttlSeconds), expected: { 'bvlc.function': ['0x05'], 'bvlc.reg_ttl': [ttlSeconds] } }
}

const deleteRegistration = (random: Random): EncoderSample => {
  const ip = Array.from({ length: 4 }, () => between(random, 0, 255)).join('.')
  const port = between(random, 1, 65_535)
  return { datagram: deleteRegistrationDatagram(ip, port), expected: { 'bvlc.function': ['0x08'], 'bvlc.fdt_ip': [ip], 'bvlc.fdt_port': [port] } }
}

export const NETWORK_SAMPLES: Readonly<Record<string, (random: Random) => EncoderSample>> = {
  whoIsOnNetworkDatagram: whoIsOnNetwork,
  whoIsAtDatagram: whoIsAt,
  whoIsRouterDatagram: whoIsRouter,
  whatIsNetworkNumberDatagram: () => ({ datagram: whatIsNetworkNumberDatagram(), expected: { 'bacnet.mesgtyp': ['0x12'], 'bvlc.function': ['0x0b'] } }),
  distributeDatagram: distribute,
  registerDatagram: register,
  deleteRegistrationDatagram: deleteRegistration,
  readBroadcastTableDatagram: () => ({ datagram: readBroadcastTableDatagram(), expected: { 'bvlc.function': ['0x02'] } }),
}
