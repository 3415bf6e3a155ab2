/** The command line of the simulator. */
import { isIPv4 } from 'node:net'
import { parseArgs } from 'node:util'
import { failure, ok, type Result } from '../../shared/result.ts'
import { MAX_DEVICES, MAX_POINTS } from './building/sizing.ts'
import type { SimulatorOptions } from './simulator-types.ts'

export const USAGE = `Usage: npm run simulate -- [options]

A building that speaks BACnet/IP on loopback addresses.

  --devices N        number of devices, 1 to ${MAX_DEVICES} (default 8)
  --points N         number of objects in all, at least one a device, at most ${MAX_POINTS} (default about 270)
  --site FILE        serve the devices of a site file; replays readings.csv beside it in a loop
  --ip ADDRESS       address of all devices (default 127.0.0.1)
  --port N           UDP port of the first device, the others follow; 0 = any free ones (default 47809)
  --addresses        one address a device, all on the one port: from --ip up (default 127.0.0.2)
  --broadcast ADDR   hear and answer broadcasts of the subnet with this broadcast address, port 47808
  --seed N           same seed, same building and weather (default 1)
  --start TIME       building time at the start, e.g. 2026-01-15T06:00Z (default now)
  --speed N          building seconds a real second, 0.1 to 3600 (default 1)
  --utc-offset MIN   minutes that local time is ahead of UTC (default 0)
  --fault KIND       start a fault at once; may be given several times; "list" shows them
  --journal FILE     append what was wrong when to a file, one JSON object a line
  --help             show this
`

export interface CliOptions extends SimulatorOptions {
  /** A site file to serve instead of the default building. */
  readonly siteFile?: string
  readonly help: boolean
  readonly faultKinds: readonly string[]
}

const FLAGS = {
  devices: { type: 'string' },
  points: { type: 'string' },
  site: { type: 'string' },
  ip: { type: 'string' },
  port: { type: 'string' },
  addresses: { type: 'boolean' },
  broadcast: { type: 'string' },
  seed: { type: 'string' },
  start: { type: 'string' },
  speed: { type: 'string' },
  'utc-offset': { type: 'string' },
  fault: { type: 'string', multiple: true },
  journal: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

class Wrong extends Error {}

const numberIn = (flag: string, value: string | undefined, least: number, most: number, whole = true): number | undefined => {
  if (value === undefined) return undefined
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || (whole && !Number.isInteger(number)) || number < least || number > most)
    throw new Wrong(`--${flag} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not "${value}".`)
  return number
}

const addressFrom = (flag: string, value: string | undefined): string | undefined => {
  if (value !== undefined && !isIPv4(value)) throw new Wrong(`--${flag} must be an IPv4 address, not "${value}".`)
  return value
}

const timeFrom = (value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  const timeMs = Date.parse(value)
  if (Number.isNaN(timeMs)) throw new Wrong(`--start must be a time such as 2026-01-15T06:00Z, not "${value}".`)
  return timeMs
}

/** Leaves out what was not given, so that defaults apply. */
const given = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

/** Reads the arguments behind the script's name; unknown flags and bad values are refused with one sentence. */
export const parseCli = (args: readonly string[]): Result<CliOptions> => {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true })
    const devices = numberIn('devices', values.devices, 1, MAX_DEVICES)
    const points = numberIn('points', values.points, 1, MAX_POINTS)
    if (points !== undefined && points < (devices ?? 1)) throw new Wrong('--points must be at least one a device.')
    if (values.site !== undefined && (devices !== undefined || points !== undefined)) throw new Wrong('--devices and --points do not go with --site.')
    return ok({
      help: values.help === true,
      faultKinds: values.fault ?? [],
      ...given({
        devices,
        points,
        siteFile: values.site,
        ip: addressFrom('ip', values.ip),
        port: numberIn('port', values.port, 0, 65_535),
        ownAddresses: values.addresses,
        broadcast: addressFrom('broadcast', values.broadcast),
        seed: numberIn('seed', values.seed, 0, 4_294_967_295),
        startMs: timeFrom(values.start),
        speed: numberIn('speed', values.speed, 0.1, 3600, false),
        utcOffsetMinutes: numberIn('utc-offset', values['utc-offset'], -720, 840),
        journalFile: values.journal,
      }),
    })
  } catch (error) {
    if (error instanceof Wrong || (error instanceof TypeError && 'code' in error)) return failure('usage', error.message)
    throw error
  }
}
