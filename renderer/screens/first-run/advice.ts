/** Why discovery may find nothing, and what to do: drawn from what the computer's network looks like. Pure. */
import type { InterfaceInfo } from '../../../shared/domain/acquisition.ts'

export type Advice = 'noAdapter' | 'onlyLoopback' | 'nothingHeard' | 'chooseAdapter' | 'subnet' | 'firewall' | 'direct'

interface Situation {
  readonly interfaces: readonly InterfaceInfo[]
  /** Names chosen to broadcast on. */
  readonly chosen: readonly string[]
  readonly devicesFound: number
  /** True when a discovery has run to its end. */
  readonly searched: boolean
}

/** What to say before and after a search, most likely first. */
export const adviceFor = ({ interfaces, chosen, devicesFound, searched }: Situation): readonly Advice[] => {
  if (searched && devicesFound > 0) return []
  if (interfaces.length === 0) return ['noAdapter']
  const real = interfaces.filter(({ loopback }) => !loopback)
  if (real.length === 0) return ['onlyLoopback']
  if (!searched) return []
  const unchosenHear = real.some(({ name, devicesHeard }) => devicesHeard > 0 && !chosen.includes(name))
  return [...(unchosenHear ? (['chooseAdapter'] as const) : []), 'nothingHeard', 'subnet', 'firewall', 'direct']
}
