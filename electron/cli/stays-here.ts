/** Whether a command concerns this machine alone: then nothing leaves it, not even a broadcast. */
import type { CliOptions } from './cli-options.ts'

/** By name, or by address as `--interface` takes both. */
const isLoopback = (name: string): boolean => /^(lo\d*$|127\.)/.test(name)

/** `read` and `write` name whom they ask without a flag. */
const targetsOf = ({ command, positionals, targets }: CliOptions): readonly string[] => (command === 'read' || command === 'write' ? [...targets, ...positionals.slice(0, 1)] : targets)

/** True when everything that was named is on this machine, or the environment says so (`PLANTROOM_LOOPBACK_ONLY=1`). */
export const staysHere = (options: CliOptions, env: Readonly<Record<string, string | undefined>>): boolean => {
  if (env['PLANTROOM_LOOPBACK_ONLY'] === '1') return true
  const named = [...options.interfaces, ...targetsOf(options)]
  return named.length > 0 && named.every(isLoopback)
}
