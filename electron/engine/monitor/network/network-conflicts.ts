/** What is wrong with the numbers of networks and the routers to them. Pure. */
import { message, type Message } from '../../../../shared/message.ts'
import type { LocalInterface } from '../../bacnet/interfaces.ts'
import { isOnSubnet } from '../../bacnet/interfaces.ts'
import type { MapFacts, RouterFacts } from '../../bacnet/network-map.ts'

const label = ({ ip, port }: Pick<RouterFacts, 'ip' | 'port'>): string => `${ip}:${port}`

const sameSubnet = (one: string, other: string, adapters: readonly LocalInterface[]): boolean => adapters.some((adapter) => isOnSubnet(one, adapter) && isOnSubnet(other, adapter))

/** Faults of a network behind routers. `leading`: all routers that lead there. */
export const routedProblems = (network: number, leading: readonly RouterFacts[], { numbers }: MapFacts, adapters: readonly LocalInterface[], devices: number): readonly Message[] => {
  const problems: Message[] = []
  // Those that answer, or that were not asked yet.
  const routers = leading.filter(({ silent }) => !silent)
  const [first, ...others] = routers
  if (first === undefined) {
    if (devices > 0) problems.push(message('network.noRouter', { network, count: devices }))
  } else if (others.length > 0) {
    const where = { network, routers: routers.map(label).join(', ') }
    // Behind two subnets it may be two networks of one number, in two buildings; on one subnet messages go both ways, or round in a circle.
    problems.push(others.every(({ ip }) => sameSubnet(first.ip, ip, adapters)) ? message('network.twoRouters', where) : message('network.twoPlaces', where))
  }
  const onSubnet = numbers.find((said) => said.network === network && said.configured)
  if (onSubnet !== undefined && first !== undefined) {
    problems.push(message('network.numberOfSubnet', { network, adapter: onSubnet.interfaceName, router: label(first) }))
  }
  return problems
}

/** Numbers said of one adapter's subnet, those set by hand first. */
const numbersOf = (adapter: string, { numbers }: MapFacts): readonly number[] => {
  const said = numbers.filter(({ interfaceName }) => interfaceName === adapter)
  return [...new Set([...said.filter(({ configured }) => configured), ...said].map(({ network }) => network))]
}

export const numberOfSubnet = (adapter: string, facts: MapFacts): number | null => numbersOf(adapter, facts)[0] ?? null

/** Faults of the number of an adapter's own subnet. */
export const subnetProblems = (adapter: LocalInterface, facts: MapFacts, adapters: readonly LocalInterface[]): readonly Message[] => {
  const problems: Message[] = []
  const numbers = numbersOf(adapter.name, facts)
  const configured = facts.numbers.filter((said) => said.interfaceName === adapter.name && said.configured)
  if (new Set(configured.map(({ network }) => network)).size > 1) {
    problems.push(message('network.twoNumbers', { adapter: adapter.name, numbers: configured.map(({ network, from }) => `${network} (${from})`).join(', ') }))
  }
  const twin = adapters.find((other) => other.name !== adapter.name && !isOnSubnet(other.address, adapter) && numbersOf(other.name, facts).some((number) => numbers.includes(number)))
  if (twin !== undefined) problems.push(message('network.sameNumber', { network: numbers.find((number) => numbersOf(twin.name, facts).includes(number)) ?? 0, adapter: adapter.name, other: twin.name }))
  return problems
}
