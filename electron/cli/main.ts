/** Plantroom without a window: `npm run -s cli -- COMMAND ...`. The same engine, for scripts and small collectors. */
import { openWords } from '../supervision/words.ts'
import { readCliOptions, type CliOptions, type CommandName } from './cli-options.ts'
import { check } from './commands/check.ts'
import { discover } from './commands/discover.ts'
import { exportFiles } from './commands/export.ts'
import { read } from './commands/read.ts'
import { record } from './commands/record.ts'
import { snapshot } from './commands/snapshot.ts'
import { write } from './commands/write.ts'
import { openHeadless, type HeadlessEngine } from './headless-engine.ts'
import { createTerminal } from './terminal.ts'
import { USAGE } from './usage.ts'

const COMMAND: Readonly<Record<CommandName, (engine: HeadlessEngine, options: CliOptions) => Promise<number>>> = { discover, read, write, record, snapshot, check, export: exportFiles }

const INTERRUPTED = 130

const run = async (args: readonly string[]): Promise<number> => {
  if (args.length === 0 || args.includes('--help')) {
    process.stdout.write(USAGE)
    return args.length === 0 ? 2 : 0
  }
  const options = readCliOptions(args)
  if (!options.ok) {
    process.stderr.write(`${options.error.message}\n`)
    return 2
  }
  const terminal = createTerminal({
    json: options.value.json,
    quiet: options.value.quiet,
    t: await openWords(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  })
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  const engine = await openHeadless(options.value, terminal, stop.signal)
  if (!engine.ok) {
    terminal.failed(engine.error)
    return 1
  }
  try {
    const code = await COMMAND[options.value.command](engine.value, options.value)
    // A recording that is ended by hand has done what it could.
    return stop.signal.aborted && options.value.command !== 'record' ? INTERRUPTED : code
  } finally {
    await engine.value.close()
  }
}

process.exitCode = await run(process.argv.slice(2))
