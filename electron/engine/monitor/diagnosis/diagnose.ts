/** Why nothing, or less than should be, is heard: decides by what can be seen. Pure; every case has its rule, each rule its test. */
import type { Finding } from '../../../../shared/domain/network.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { deviceFindings } from './device-findings.ts'
import type { Sight } from './sight.ts'
import { isOnSubnet } from '../../bacnet/interfaces.ts'
import { problem, warning } from './finding.ts'

type Rule = (sight: Sight) => readonly Finding[]

const realAdapters = ({ adapters }: Sight) => adapters.filter(({ loopback }) => !loopback)
const named = (adapters: Sight['adapters']): string => adapters.map(({ name, address }) => `${name} (${address})`).join(', ')
const isSelfAssigned = (address: string): boolean => address.startsWith('169.254.')

const portTaken: Rule = ({ transport, port, holder }) => {
  if (transport !== 'port-taken') return []
  const text = holder === undefined ? message('diagnosis.portTaken', { port }) : message('diagnosis.portTakenBy', { port, program: holder.program, pid: holder.pid })
  return [problem('port-taken', text, message('diagnosis.portTaken.advice', { port }))]
}

const portForbidden: Rule = ({ transport, port }) => (transport === 'port-forbidden' ? [problem('port-forbidden', message('diagnosis.portForbidden', { port }), message('diagnosis.portForbidden.advice'))] : [])

const portClosed: Rule = ({ transport, port }) =>
  transport === 'no-network' || transport === 'lost' ? [problem('port-closed', message('diagnosis.portClosed', { port }), message('diagnosis.portClosed.advice'))] : []

const noLink: Rule = (sight) => {
  if (realAdapters(sight).length > 0) return []
  const { unplugged } = sight
  return unplugged.length > 0
    ? [problem('no-link', message('diagnosis.noLink', { adapters: unplugged.join(', ') }), message('diagnosis.noLink.advice'))]
    : [problem('only-loopback', message('diagnosis.onlyLoopback'), message('diagnosis.onlyLoopback.advice'))]
}

const selfAssigned: Rule = (sight) => {
  const found = realAdapters(sight).filter(({ address }) => isSelfAssigned(address))
  return found.length === 0 ? [] : [problem('self-assigned', message('diagnosis.selfAssigned', { adapters: named(found) }), message('diagnosis.selfAssigned.advice'))]
}

/** Devices heard directly, though their addresses are of no local subnet: this computer's own address is the wrong one. */
const strangersHeard: Rule = (sight) => {
  const { strangers } = sight.heard
  if (strangers.length === 0) return []
  const text = message('diagnosis.wrongSubnet', { addresses: strangers.slice(0, 5).join(', '), adapters: named(realAdapters(sight)) })
  return [problem('wrong-subnet', text, message('diagnosis.wrongSubnet.advice'))]
}

const firewallAdvice = ({ platform, port }: Sight): Message => {
  if (platform === 'win32') return message('diagnosis.firewall.windows', { command: `netsh advfirewall firewall add rule name="Plantroom BACnet" dir=in action=allow protocol=UDP localport=${port}` })
  if (platform === 'darwin') return message('diagnosis.firewall.mac')
  return message('diagnosis.firewall.linux', { command: `sudo ufw allow ${port}/udp`, other: `sudo nft insert rule inet filter input udp dport ${port} accept` })
}

/** Nothing came in. Not even the own broadcasts: this computer keeps them out. Those, but nothing else: the firewall, or nobody is there. */
const silence: Rule = (sight) => {
  const { transport, asked, heard, port } = sight
  const adapters = realAdapters(sight).filter(({ address }) => !isSelfAssigned(address))
  if (transport !== 'open' || !asked || heard.others || adapters.length === 0) return []
  const where = { adapters: named(adapters), port }
  if (!heard.own) return [problem('firewall-likely', message('diagnosis.firewall', where), firewallAdvice(sight))]
  return [problem('nothing-heard', message('diagnosis.nothingHeard', where), message('diagnosis.nothingHeard.advice')), warning('firewall-possible', message('diagnosis.firewallPossible', { port }), firewallAdvice(sight))]
}

const twoOnOneSubnet: Rule = (sight) => {
  const adapters = realAdapters(sight)
  const pairs = adapters.flatMap((one, at) => adapters.slice(at + 1).filter((other) => other.name.split(' (')[0] !== one.name.split(' (')[0] && isOnSubnet(other.address, one)).map((other) => ({ one, other })))
  return pairs.map(({ one, other }) =>
    warning('two-adapters', message('diagnosis.twoAdapters', { one: one.name, oneAddress: one.address, other: other.name, otherAddress: other.address }), message('diagnosis.twoAdapters.advice')),
  )
}

const foreign: Rule = (sight) => {
  const { foreign: state } = sight
  if (!state.enabled || state.bbmd === '') return []
  const ip = state.bbmd.split(':')[0]!
  const near = realAdapters(sight).find((adapter) => isOnSubnet(ip, adapter))
  const findings: Finding[] = []
  if (state.problem !== null) findings.push((state.state === 'registered' ? warning : problem)('foreign-device', state.problem, message('diagnosis.foreign.advice')))
  if (near !== undefined) findings.push(warning('foreign-near', message('diagnosis.foreignNear', { bbmd: state.bbmd, adapter: near.name }), message('diagnosis.foreignNear.advice')))
  return findings
}

const otherPort: Rule = ({ elsewhere }) =>
  elsewhere.map(({ asked, found, instance }) => warning('other-port', message('diagnosis.otherPort', { asked, found, instance }), message('diagnosis.otherPort.advice', { found })))

const routers: Rule = ({ map, devices }) =>
  map.routers
    .filter(({ silent }) => silent)
    .flatMap(({ ip, port, networks }) => {
      const behind = devices.filter(({ address, state }) => address.ip === ip && address.network !== undefined && state !== 'online').length
      const list = networks.map(({ network }) => network).join(', ')
      return behind === 0 ? [] : [problem('router-silent', message('diagnosis.routerSilent', { router: `${ip}:${port}`, networks: list, count: behind }), message('diagnosis.routerSilent.advice'))]
    })

const networkFaults: Rule = ({ networkProblems }) => networkProblems.map((text) => warning('network-conflict', text, message('diagnosis.networkConflict.advice')))

const RULES: readonly Rule[] = [portTaken, portForbidden, portClosed, noLink, selfAssigned, silence, strangersHeard, foreign, deviceFindings, routers, networkFaults, twoOnOneSubnet, otherPort]

const WEIGHT: Readonly<Record<Finding['severity'], number>> = { problem: 0, warning: 1, fine: 2 }

/** All that is found, the gravest first; within a severity in the order in which a technician would look. */
export const diagnose = (sight: Sight): readonly Finding[] => RULES.flatMap((rule) => rule(sight)).sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
