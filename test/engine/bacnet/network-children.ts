/** The processes of a test on virtual networks: the engine on the laptop, simulated devices, BBMDs and routers. */
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { EngineClient } from '../../../shared/contract.ts'
import { connectEngine } from '../../../shared/rpc.ts'
import type { BbmdOptions } from '../../support/scripted-bbmd.ts'
import type { RouterOptions } from '../../support/scripted-router.ts'
import type { Networks } from '../../support/networks.ts'
import type { Order, State } from './infrastructure-child.ts'

const ENGINE = join(import.meta.dirname, 'engine-child.ts')
const ANNOUNCER = join(import.meta.dirname, 'announcer-child.ts')
const INFRASTRUCTURE = join(import.meta.dirname, 'infrastructure-child.ts')
const SIMULATOR = join(import.meta.dirname, '../../../electron/simulator/main.ts')

/** Resolves when all its devices answer. */
export const startSimulator = (networks: Networks, space: string, devices: number, ...args: readonly string[]): Promise<ChildProcess> => {
  const child = networks.node(space, SIMULATOR, args)
  return new Promise((resolve, reject) => {
    let up = 0
    createInterface({ input: child.stdout! }).on('line', () => {
      up += 1
      if (up === devices) resolve(child)
    })
    child.once('exit', (code) => reject(new Error(`the simulator in ${space} ended with ${code}`)))
  })
}

const ready = (child: ChildProcess, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const listen = (data: unknown): void => {
      if (data !== 'ready') return
      child.off('message', listen)
      resolve()
    }
    child.on('message', listen)
    child.once('exit', (code) => reject(new Error(`${what} ended with ${code}`)))
  })

/** A device that does nothing but say I-Am to everybody on the cable. */
export const startAnnouncer = (networks: Networks, space: string, ip: string, instance: number): Promise<void> =>
  ready(networks.node(space, ANNOUNCER, [ip, String(instance)]), `the announcer in ${space}`)

export interface StartedEngine {
  readonly engine: EngineClient
  readonly child: ChildProcess
}

/** `interfaces`: all that the laptop's namespace has, but loopback. */
export const startEngine = async (networks: Networks, siteFolder: string, ...interfaces: readonly string[]): Promise<StartedEngine> => {
  const child = networks.node('laptop', ENGINE, [siteFolder, ...interfaces])
  await ready(child, 'the engine')
  const engine = connectEngine({ post: (out) => child.send(out as object), onMessage: (take) => child.on('message', take), onClose: () => {}, close: () => {} }, () => {})
  return { engine, child }
}

export interface Infrastructure {
  /** Changes how something behaves; gives how all of it stands. */
  order(order: Order): Promise<State>
}

export const startInfrastructure = async (networks: Networks, space: string, parts: { readonly bbmds?: readonly BbmdOptions[]; readonly routers?: readonly RouterOptions[] }): Promise<Infrastructure> => {
  const child = networks.node(space, INFRASTRUCTURE, [JSON.stringify({ bbmds: parts.bbmds ?? [], routers: parts.routers ?? [] })])
  await ready(child, `the infrastructure in ${space}`)
  return {
    order: (order) =>
      new Promise((resolve) => {
        child.once('message', (state) => resolve(state as State))
        child.send(order)
      }),
  }
}
