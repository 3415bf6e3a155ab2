/** The simulator's command line: what it takes and what it refuses. */
import { expect, test } from 'vitest'
import { parseCli } from '../../electron/simulator/cli-options.ts'

test('nothing given leaves every default', () => {
  expect(parseCli([])).toEqual({ ok: true, value: { help: false, faultKinds: [] } })
})

test('all flags are taken', () => {
  const parsed = parseCli(['--devices', '20', '--points', '900', '--port', '0', '--ip', '10.0.0.2', '--addresses', '--broadcast', '10.0.0.255', '--seed', '7', '--start', '2026-01-15T06:00Z', '--speed', '60', '--utc-offset=-60', '--fault', 'a', '--fault', 'b', '--journal', 'j'])
  expect(parsed).toEqual({
    ok: true,
    value: { help: false, faultKinds: ['a', 'b'], devices: 20, points: 900, port: 0, ip: '10.0.0.2', ownAddresses: true, broadcast: '10.0.0.255', seed: 7, startMs: Date.UTC(2026, 0, 15, 6), speed: 60, utcOffsetMinutes: -60, journalFile: 'j' },
  })
})

test.each([
  [['--bogus'], '--bogus'],
  [['stray'], 'stray'],
  [['--devices', '201'], '--devices'],
  [['--devices', 'x'], '--devices'],
  [['--points', '20001'], '--points'],
  [['--points', '3', '--devices', '9'], '--points'],
  [['--port', '65536'], '--port'],
  [['--ip', 'localhost'], '--ip'],
  [['--broadcast', '10.0.0'], '--broadcast'],
  [['--speed', '0'], '--speed'],
  [['--start', 'soon'], '--start'],
  [['--site', 'f', '--devices', '2'], '--site'],
])('%j is refused', (args, words) => {
  const parsed = parseCli(args)
  if (parsed.ok) throw new Error('was accepted')
  expect(parsed.error.message).toContain(words)
})
