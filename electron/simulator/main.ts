/** The simulator's command line: serves a building until it is interrupted. */
import enTexts from '../../shared/locales/en/demo-faults.json' with { type: 'json' }
import { parseCli, USAGE, type CliOptions } from './cli-options.ts'
import { DEMO_FAULTS } from './faults/demo-faults.ts'
import { serveSite } from './serve-site.ts'
import { createSimulator } from './simulator.ts'
import type { Simulator } from './simulator-types.ts'

const refuse = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 2
}

const listFaults = (): void => {
  const texts: Readonly<Record<string, string>> = enTexts
  for (const kind of DEMO_FAULTS) process.stdout.write(`${kind.id.padEnd(26)}${texts[`demoFault.${kind.id}`] ?? ''}\n`)
}

const build = (options: CliOptions): Simulator | null => {
  if (options.siteFile === undefined) return createSimulator(options)
  const served = serveSite(options.siteFile, options.startMs ?? Date.now(), options.seed ?? 1)
  if (served.ok) return createSimulator(options, served.value)
  refuse(served.error.message)
  return null
}

const portTaken = (error: unknown, options: CliOptions): string =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? `A UDP port from ${options.port ?? 47_809} on is taken; choose others with --port.`
    : `The devices could not be opened: ${error instanceof Error ? error.message : String(error)}`

const startFault = (simulator: Simulator, kind: string): void => {
  try {
    if (!simulator.faults.start(kind, null)) process.stderr.write(`${kind} cannot happen to a site file.\n`)
  } catch (error) {
    // A smaller building may lack the part.
    process.stderr.write(`${kind} cannot happen here: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

const run = async (options: CliOptions): Promise<void> => {
  const unknown = options.faultKinds.find((kind) => !DEMO_FAULTS.some((known) => known.id === kind))
  if (unknown !== undefined) return refuse(`There is no fault "${unknown}"; --fault list shows them.`)
  const simulator = build(options)
  if (!simulator) return
  const end = (): void => {
    void simulator.stop().then(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  try {
    const { devices } = await simulator.start()
    for (const kind of options.faultKinds) startFault(simulator, kind)
    for (const device of devices) process.stdout.write(`device ${device.instance} at ${device.ip}:${device.port}\n`)
  } catch (error) {
    return refuse(portTaken(error, options))
  }
}

const parsed = parseCli(process.argv.slice(2))
if (!parsed.ok) refuse(`${parsed.error.message}\n\n${USAGE}`)
else if (parsed.value.help) process.stdout.write(USAGE)
else if (parsed.value.faultKinds.includes('list')) listFaults()
else await run(parsed.value)
