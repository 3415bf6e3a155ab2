/** Looks at everything that can be seen from here, asks once who is there, and says in words what stands in the way. */
import type { Clock } from '../../../../shared/clock.ts'
import { hasAddress, type Device } from '../../../../shared/domain/device.ts'
import type { Diagnosis } from '../../../../shared/domain/network.ts'
import { message } from '../../../../shared/message.ts'
import type { SiteSession } from '../session-types.ts'
import { diagnose } from './diagnose.ts'
import { fine } from './finding.ts'
import { portHolder } from './port-holder.ts'
import type { Sight } from './sight.ts'
import { unpluggedAdapters } from './unplugged.ts'

/** Devices have this long to answer the one question; slow networks behind routers need most of it. */
const LISTEN_MS = 2_000

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })

/** `transport.port-taken` is the failure's code with a prefix. */
const transportCode = ({ transport }: SiteSession): string => {
  const { open, problem } = transport.state()
  if (problem?.key === 'transport.portTakenBy') return 'port-taken'
  return open ? 'open' : (problem?.key.replace('transport.', '') ?? 'no-network')
}

/** Kept addresses without a device, whose host answers at another port. */
const elsewhere = (session: SiteSession, devices: readonly Device[]): Sight['elsewhere'] =>
  session.network.staticDevices.addresses().flatMap((asked) => {
    if (asked.network !== undefined || devices.some(({ address }) => address.ip === asked.ip && address.port === asked.port)) return []
    const found = devices.find(({ address }) => address.ip === asked.ip && address.network === undefined)
    return found === undefined ? [] : [{ asked: `${asked.ip}:${asked.port}`, found: `${asked.ip}:${found.address.port}`, instance: found.instance }]
  })

const sightOf = async (session: SiteSession): Promise<Sight> => {
  const { acquisition, clock, registry } = session.context
  const { port } = session.transport.state()
  const transport = transportCode(session)
  const asked = transport === 'open'
  if (asked) {
    acquisition.probe()
    await pause(clock, LISTEN_MS)
  }
  const devices = registry.list().filter(({ address }) => hasAddress(address))
  const map = session.network.map()
  return {
    nowMs: clock.nowMs(),
    platform: process.platform,
    transport,
    port,
    holder: transport === 'port-taken' ? await portHolder(port) : undefined,
    adapters: acquisition.interfaces(),
    unplugged: await unpluggedAdapters(),
    heard: acquisition.heard(),
    asked,
    devices,
    elsewhere: elsewhere(session, devices),
    foreign: map.foreignDevice,
    map: acquisition.network(),
    networkProblems: map.networks.flatMap(({ problems }) => problems),
  }
}

export const diagnosisOf = async (session: SiteSession): Promise<Diagnosis> => {
  // The demo's devices are in this computer; its network is nobody's concern.
  if (session.demo !== null) return { atMs: session.context.clock.nowMs(), findings: [fine('demo', message('diagnosis.demo'))] }
  const sight = await sightOf(session)
  return { atMs: sight.nowMs, findings: diagnose(sight) }
}
