/** The command line's arguments, checked. */
import { parseArgs } from 'node:util'
import { failure, ok, type Result } from '../../shared/result.ts'

export const COMMANDS = ['discover', 'read', 'write', 'record', 'snapshot', 'check', 'export'] as const
export type CommandName = (typeof COMMANDS)[number]

export interface CliOptions {
  readonly command: CommandName
  readonly positionals: readonly string[]
  readonly targets: readonly string[]
  readonly interfaces: readonly string[]
  /** Local UDP port; undefined = the site's own. */
  readonly port: number | undefined
  readonly lowInstance: number | undefined
  readonly highInstance: number | undefined
  readonly timeoutMs: number | undefined
  readonly site: string | undefined
  readonly out: string | undefined
  readonly forSeconds: number | undefined
  readonly priority: number
  readonly property: 'present-value' | 'out-of-service'
  readonly relinquish: boolean
  readonly yes: boolean
  readonly min: number | undefined
  readonly what: string | undefined
  readonly list: boolean
  readonly diffId: number | undefined
  /** Of a diff the later snapshot, of readings the end of the period. */
  readonly to: string | undefined
  readonly from: string | undefined
  readonly note: string
  readonly separator: ';' | ','
  readonly json: boolean
  readonly quiet: boolean
}

const FLAGS = {
  target: { type: 'string', multiple: true },
  interface: { type: 'string', multiple: true },
  port: { type: 'string' },
  range: { type: 'string' },
  timeout: { type: 'string' },
  site: { type: 'string' },
  out: { type: 'string' },
  for: { type: 'string' },
  priority: { type: 'string' },
  property: { type: 'string' },
  relinquish: { type: 'boolean' },
  yes: { type: 'boolean' },
  min: { type: 'string' },
  what: { type: 'string' },
  list: { type: 'boolean' },
  diff: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  note: { type: 'string' },
  separator: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const

class Wrong extends Error {}

const whole = (flag: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) throw new Wrong(`--${flag} is a whole number from ${least} to ${most}, not "${text}".`)
  return number
}

const range = (text: string | undefined): { lowInstance: number | undefined; highInstance: number | undefined } => {
  if (text === undefined) return { lowInstance: undefined, highInstance: undefined }
  const [, low = '', high = low] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(text) ?? []
  if (low === '' || Number(low) > Number(high) || Number(high) > 4_194_303) throw new Wrong(`--range is LOW-HIGH with instances from 0 to 4194303, not "${text}".`)
  return { lowInstance: Number(low), highInstance: Number(high) }
}

const targetOf = (text: string): string => {
  if (/^\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?$/.test(text)) return text
  throw new Wrong(`"${text}" is not an IPv4 address with an optional port, such as 192.168.1.20:47808.`)
}

const oneOf = <const T extends string>(flag: string, text: string | undefined, all: readonly T[], otherwise: T): T => {
  const found = text === undefined ? otherwise : all.find((one) => one === text)
  if (found === undefined) throw new Wrong(`--${flag} is ${all.join(' or ')}, not "${text}".`)
  return found
}

const commandOf = (name: string | undefined): CommandName => {
  const command = COMMANDS.find((one) => one === name)
  if (command === undefined) throw new Wrong(name === undefined ? `Say what to do: ${COMMANDS.join(', ')}.` : `There is no command "${name}"; there are ${COMMANDS.join(', ')}.`)
  return command
}

/** Reads the arguments behind the script's name. Fails with `usage` and a sentence. */
export const readCliOptions = (args: readonly string[]): Result<CliOptions> => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true })
    const command = commandOf(positionals[0])
    const needsSite = command === 'record' || command === 'snapshot' || command === 'export'
    if (needsSite && (values.site ?? '') === '') throw new Wrong(`${command} needs --site with the folder of a site.`)
    return ok({
      command,
      positionals: positionals.slice(1),
      targets: (values.target ?? []).map(targetOf),
      interfaces: values.interface ?? [],
      port: whole('port', values.port, 0, 65_535),
      ...range(values.range),
      timeoutMs: whole('timeout', values.timeout, 200, 30_000),
      site: values.site,
      out: values.out,
      forSeconds: whole('for', values.for, 1, 31_536_000),
      priority: whole('priority', values.priority, 1, 16) ?? 8,
      property: oneOf('property', values.property, ['present-value', 'out-of-service'], 'present-value'),
      relinquish: values.relinquish === true,
      yes: values.yes === true,
      min: whole('min', values.min, 0, 100),
      what: values.what,
      list: values.list === true,
      diffId: whole('diff', values.diff, 1, Number.MAX_SAFE_INTEGER),
      to: values.to,
      from: values.from,
      note: values.note ?? '',
      separator: oneOf('separator', values.separator, [';', ','], ';'),
      json: values.json === true,
      quiet: values.quiet === true,
    })
  } catch (error) {
    if (error instanceof Wrong || (error instanceof TypeError && 'code' in error)) return failure('usage', error.message)
    throw error
  }
}
