/** Which commands leave this machine. */
import { expect, it } from 'vitest'
import { readCliOptions } from '../../electron/cli/cli-options.ts'
import { staysHere } from '../../electron/cli/stays-here.ts'

it.each<[boolean, readonly string[]]>([
  [true, ['discover', '--interface', '127.0.0.1', '--target', '127.0.0.1:47809']],
  [true, ['discover', '--interface', 'lo0']],
  [true, ['read', '127.0.0.1:47809', 'analog-input,1']],
  [true, ['write', '127.0.0.2', 'analog-output,1', '50', '--yes']],
  [false, ['discover']],
  [false, ['discover', '--interface', 'eth0']],
  [false, ['discover', '--interface', 'lo', '--target', '10.0.0.7']],
  [false, ['read', '10.0.0.7', 'analog-input,1']],
  [false, ['write', '10.0.0.7', 'analog-output,1', '127.0', '--yes']],
  [false, ['record', '--site', '127.0.0.1']],
])('%s: %j', (stays, args) => {
  const options = readCliOptions(args)
  expect(options.ok && staysHere(options.value, {})).toBe(stays)
  expect(options.ok && staysHere(options.value, { PLANTROOM_LOOPBACK_ONLY: '1' })).toBe(true)
})
