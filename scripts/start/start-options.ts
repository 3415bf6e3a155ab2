/** The flags of `npm start`. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { failure, ok, type Result } from '../../shared/result.ts'

export const USAGE = `usage: npm start -- [options]

  --demo               open the demo building
  --host web|desktop   use this host; without it, the desktop where it can run, else the web host
  --data DIR           keep the sites in this folder
  --port N             TCP port of the web host, 1 to 65535; without it, any free one
  --no-open            open no browser
  --help               print this and end

The web host prints its address as the first line on stdout and everything else on stderr (npm adds lines of its own; "npm start -s" has none).
`

export interface StartOptions {
  readonly demo: boolean
  /** undefined = whichever can run. */
  readonly host: 'web' | 'desktop' | undefined
  /** Absolute; undefined = the usual place of this operating system. */
  readonly dataFolder: string | undefined
  /** 0 = any free one. */
  readonly port: number
  readonly open: boolean
  readonly help: boolean
}

const wrong = (text: string): Result<never> => failure('usage', text)

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      demo: { type: 'boolean', default: false },
      host: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values

const isHost = (name: string | undefined): name is StartOptions['host'] => name === undefined || name === 'web' || name === 'desktop'

/** Fails with `usage` and a sentence for flags that are not known or whose value makes no sense. */
export const readStartOptions = (args: readonly string[]): Result<StartOptions> => {
  let values: ReturnType<typeof parse>
  try {
    values = parse(args)
  } catch (error) {
    return wrong((error as Error).message)
  }
  const { host, data, port } = values
  if (!isHost(host)) return wrong(`--host is "web" or "desktop", not "${host}".`)
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    return wrong(`--port is a whole number from 1 to 65535, not "${port}".`)
  }
  if (data === '') return wrong('--data names a folder.')
  if (host === 'desktop' && port !== undefined) return wrong('--port belongs to the web host; the desktop has none.')
  return ok({
    demo: values.demo,
    host,
    dataFolder: data === undefined ? undefined : resolve(data),
    port: port === undefined ? 0 : Number(port),
    open: !values['no-open'],
    help: values.help,
  })
}
