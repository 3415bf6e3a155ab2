/** Networks of a test's own: Linux network namespaces joined by virtual cables, which no packet leaves. Needs root and iproute2. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Why such networks cannot be made here; null when they can. `PLANTROOM_REQUIRE_NETWORKS=1` makes that an error: there nothing is skipped. */
export const whyNoNetworks = (): string | null => {
  const why = whyNone()
  if (why !== null && process.env['PLANTROOM_REQUIRE_NETWORKS'] === '1') throw new Error(`PLANTROOM_REQUIRE_NETWORKS is set, but ${why}`)
  return why
}

/** Why this kernel has no VLANs; null when it has. They may be missing also where networks are required: a kernel module cannot be installed by a test. */
export const whyNoVlan = (): string | null => {
  if (whyNoNetworks() !== null) return 'no virtual networks'
  const trial = `plantroom-vlan-${process.pid}`
  run(['netns', 'add', trial])
  try {
    run(['-n', trial, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other'])
    const { status, stderr } = spawnSync('ip', ['-n', trial, 'link', 'add', 'link', 'one', 'name', 'one.7', 'type', 'vlan', 'id', '7'], { encoding: 'utf8' })
    return status === 0 ? null : `the kernel makes no VLAN: ${stderr.trim()}`
  } finally {
    run(['netns', 'del', trial])
  }
}

const whyNone = (): string | null => {
  if (process.platform !== 'linux') return `network namespaces are of Linux, this is ${process.platform}`
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const trial = `plantroom-trial-${process.pid}`
  const made = spawnSync('ip', ['netns', 'add', trial], { encoding: 'utf8' })
  if (made.error) return 'the command ip (iproute2) is not installed'
  if (made.status !== 0) return `ip netns add: ${made.stderr.trim()}`
  spawnSync('ip', ['netns', 'del', trial])
  return null
}

export interface Networks {
  /** Runs `ip` with these arguments inside a namespace; throws with what it said. */
  ip(space: string, ...args: readonly string[]): void
  /** Makes a namespace with loopback up. */
  space(name: string): void
  /** A cable between two namespaces, up at both ends. Interface names have at most 15 letters. */
  cable(one: CableEnd, other: CableEnd): void
  /** A VLAN on an interface, `name.id`, up and with this address. */
  vlan(space: string, name: string, id: number, address: string): void
  /** Packets pass from one interface of a namespace to another: an IP router. */
  forward(space: string): void
  /** Starts node inside a namespace, with a message channel. Ended by `close` at the latest. */
  node(space: string, script: string, args: readonly string[]): ChildProcess
  close(): Promise<void>
}

export interface CableEnd {
  readonly space: string
  readonly name: string
  /** With prefix length: `10.0.0.1/24`; several for several addresses. */
  readonly addresses: readonly string[]
}

const run = (args: readonly string[]): void => {
  const { status, stderr } = spawnSync('ip', [...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr.trim()}`)
}

export const createNetworks = (): Networks => {
  const spaces = new Map<string, string>()
  const children: ChildProcess[] = []
  const full = (name: string): string => {
    const known = spaces.get(name)
    if (known === undefined) throw new Error(`no namespace ${name}`)
    return known
  }
  const ip = (space: string, ...args: readonly string[]): void => run(['-n', full(space), ...args])
  return {
    ip,
    space: (name) => {
      const whole = `plantroom-${process.pid}-${name}`
      run(['netns', 'add', whole])
      spaces.set(name, whole)
      ip(name, 'link', 'set', 'lo', 'up')
    },
    cable: (one, other) => {
      // Made inside the namespaces, so that it never shows in the machine's own.
      ip(one.space, 'link', 'add', one.name, 'type', 'veth', 'peer', 'name', other.name, 'netns', full(other.space))
      for (const { space, name, addresses } of [one, other]) {
        for (const address of addresses) ip(space, 'addr', 'add', address, 'brd', '+', 'dev', name)
        ip(space, 'link', 'set', name, 'up')
      }
    },
    vlan: (space, name, id, address) => {
      ip(space, 'link', 'add', 'link', name, 'name', `${name}.${id}`, 'type', 'vlan', 'id', String(id))
      ip(space, 'addr', 'add', address, 'brd', '+', 'dev', `${name}.${id}`)
      ip(space, 'link', 'set', `${name}.${id}`, 'up')
    },
    forward: (space) => {
      const { status, stderr } = spawnSync('ip', ['netns', 'exec', full(space), 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'], { encoding: 'utf8' })
      if (status !== 0) throw new Error(`no forwarding in ${space}: ${stderr.trim()}`)
    },
    node: (space, script, args) => {
      const child = spawn('ip', ['netns', 'exec', full(space), process.execPath, script, ...args], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
        serialization: 'advanced',
      })
      children.push(child)
      return child
    },
    close: async () => {
      await Promise.all(children.map((child) => endOf(child)))
      for (const space of spaces.values()) if (existsSync(`/run/netns/${space}`)) run(['netns', 'del', space])
    },
  }
}

/** Asks a child to end, and after two seconds makes it. */
export const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    const force = setTimeout(() => child.kill('SIGKILL'), 2_000)
    child.once('exit', () => {
      clearTimeout(force)
      resolve()
    })
    child.kill('SIGTERM')
  })
