/**
 * `npm run -s evaluate -- TASK --input PATH --output PATH`: runs the product's own detectors, rules and role finder over files of readings and writes
 * what they say, for measuring them. Only reads inputs, never labels; the same files in give the same files out.
 */
import { readEvaluateOptions, USAGE, type EvaluateOptions, type TaskName } from './options.ts'

/** What a task needs; progress goes to stderr. */
type Task = (options: EvaluateOptions, progress: (text: string) => void) => Promise<void> | void

/** Loaded when asked for, so that a task costs only its own code. */
const TASKS: Readonly<Record<TaskName, () => Promise<Task>>> = {
  detect: async () => (await import('./detect.ts')).detect,
  drift: async () => (await import('./drift.ts')).drift,
  forecast: async () => (await import('./forecast.ts')).forecast,
  ahu: async () => (await import('./ahu.ts')).ahu,
  roles: async () => (await import('./roles.ts')).roles,
}

const run = async (args: readonly string[]): Promise<number> => {
  const options = readEvaluateOptions(args)
  if (!options.ok) {
    process.stderr.write(`${options.error.message}\n\n${USAGE}`)
    return 2
  }
  try {
    const task = await TASKS[options.value.task]()
    await task(options.value, (text) => process.stderr.write(`${text}\n`))
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

process.exitCode = await run(process.argv.slice(2))
