/** Network adapters that are there but have no link: the cable is out, or the radio is in no network. Where the system does not tell, none. */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'

const COMMAND_MS = 1_500
const MOST_ADAPTERS = 100

const text = (file: string): Promise<string> => readFile(file, 'utf8').then((content) => content.trim()).catch(() => '')

/** Only what hardware (or a VLAN, or a test's virtual cable) stands behind: Ethernet and radio are of type 1. */
const onLinux = async (): Promise<string[]> => {
  const names = (await readdir('/sys/class/net')).slice(0, MOST_ADAPTERS)
  const states = await Promise.all(
    names.map(async (name) => {
      const [type, state, carrier] = await Promise.all([text(`/sys/class/net/${name}/type`), text(`/sys/class/net/${name}/operstate`), text(`/sys/class/net/${name}/carrier`)])
      return { name, unplugged: type === '1' && name !== 'lo' && (state === 'down' || state === 'lowerlayerdown' || carrier === '0') }
    }),
  )
  return states.filter(({ unplugged }) => unplugged).map(({ name }) => name)
}

/** Reads `ifconfig -a` of macOS: Ethernet and Wi-Fi adapters that say `status: inactive`. */
export const inactiveInIfconfig = (output: string): string[] => {
  const found: string[] = []
  let name = ''
  for (const line of output.split('\n')) {
    const head = /^(\w+): flags=/.exec(line)
    if (head !== null) name = head[1]!
    else if (/^\s+status: inactive/.test(line) && /^en\d+$/.test(name)) found.push(name)
  }
  return found.slice(0, MOST_ADAPTERS)
}

const onMac = (): Promise<string[]> =>
  new Promise((resolve) => {
    execFile('ifconfig', ['-a'], { timeout: COMMAND_MS, maxBuffer: 1_000_000, encoding: 'utf8' }, (_error, stdout) => resolve(inactiveInIfconfig(stdout)))
  })

/** Names of adapters without a link; empty on Windows, which lists only those that have one. */
export const unpluggedAdapters = async (): Promise<readonly string[]> => {
  try {
    if (process.platform === 'linux') return await onLinux()
    return process.platform === 'darwin' ? await onMac() : []
  } catch {
    return []
  }
}
