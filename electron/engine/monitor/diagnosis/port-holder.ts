/** Which program holds a UDP port, where the system tells: for "close that one first". Never more than a guess that helps; undefined is an answer. */
import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'

/** A command that hangs must not hold up the diagnosis. */
const COMMAND_MS = 2_500
const MOST_OUTPUT_BYTES = 4_000_000
/** Processes looked at, and descriptors of each. */
const MOST_PROCESSES = 5_000
const MOST_DESCRIPTORS = 2_000

export interface PortHolder {
  readonly program: string
  readonly pid: number
}

/** The output of a command, or empty. Arguments go to the program as they are: there is no shell. */
const output = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, [...args], { timeout: COMMAND_MS, maxBuffer: MOST_OUTPUT_BYTES, windowsHide: true, encoding: 'utf8' }, (_error, stdout) => resolve(stdout))
  })

/** Inodes of the sockets bound to a port, from `/proc/net/udp`. */
export const inodesOn = (table: string, port: number): readonly string[] => {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return table.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/)
    const inode = columns[9]
    return columns[1]?.endsWith(`:${hex}`) === true && inode !== undefined && inode !== '0' ? [inode] : []
  })
}

const holdsSocket = async (pid: string, links: ReadonlySet<string>): Promise<boolean> => {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const descriptor of descriptors.slice(0, MOST_DESCRIPTORS)) {
    if (links.has(await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => ''))) return true
  }
  return false
}

const onLinux = async (port: number): Promise<PortHolder | undefined> => {
  const tables = await Promise.all(['/proc/net/udp', '/proc/net/udp6'].map((file) => readFile(file, 'utf8').catch(() => '')))
  const links = new Set(tables.flatMap((table) => inodesOn(table, port)).map((inode) => `socket:[${inode}]`))
  if (links.size === 0) return undefined
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  for (const pid of pids.slice(0, MOST_PROCESSES)) {
    if (!(await holdsSocket(pid, links))) continue
    const program = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
    return program === '' ? undefined : { program, pid: Number(pid) }
  }
  return undefined
}

/** Reads `lsof -F pc`: lines `p<pid>` and `c<command>`. */
export const holderInLsof = (text: string, ownPid: number): PortHolder | undefined => {
  let pid = Number.NaN
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    else if (line.startsWith('c') && Number.isInteger(pid) && pid !== ownPid && line.length > 1) return { program: line.slice(1).trim(), pid }
  }
  return undefined
}

/** Reads `netstat -ano -p UDP`: the process id of who is bound to the port. Columns and digits are the same in every language of Windows. */
export const pidInNetstat = (text: string, port: number, ownPid: number): number | undefined => {
  for (const line of text.split('\n')) {
    const [protocol, local, , pid] = line.trim().split(/\s+/)
    if (protocol === 'UDP' && local?.endsWith(`:${port}`) === true && /^\d+$/.test(pid ?? '') && Number(pid) !== ownPid) return Number(pid)
  }
  return undefined
}

/** Reads `tasklist /FO CSV /NH`: the first column is the program. */
export const programInTasklist = (text: string): string | undefined => /^"([^"]+)","\d+"/m.exec(text)?.[1]

const onWindows = async (port: number): Promise<PortHolder | undefined> => {
  const pid = pidInNetstat(await output('netstat', ['-ano', '-p', 'UDP']), port, process.pid)
  if (pid === undefined) return undefined
  const program = programInTasklist(await output('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']))
  return program === undefined ? undefined : { program, pid }
}

/** Who holds a UDP port (1..65535); undefined when the system does not say, or does not let this user see it. Never this process. */
export const portHolder = async (port: number): Promise<PortHolder | undefined> => {
  try {
    if (process.platform === 'linux') return await onLinux(port)
    if (process.platform === 'darwin') return holderInLsof(await output('lsof', ['-nP', `-iUDP:${port}`, '-F', 'pc']), process.pid)
    return process.platform === 'win32' ? await onWindows(port) : undefined
  } catch {
    return undefined
  }
}
