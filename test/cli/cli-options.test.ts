/** What the command line understands, and what it refuses in one sentence. */
import { describe, expect, it } from 'vitest'
import { readCliOptions } from '../../electron/cli/cli-options.ts'
import { parseObject, plainNumber, typeName, unitsName } from '../../electron/cli/names.ts'

const options = (...args: string[]) => {
  const read = readCliOptions(args)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const refusal = (...args: string[]): string => {
  const read = readCliOptions(args)
  return read.ok ? '' : read.error.message
}

describe('the command line', () => {
  it('takes targets, interface, port and range', () => {
    const read = options('discover', '--interface', '127.0.0.1', '--port', '47900', '--target', '127.0.0.1:47809', '--target', '10.0.0.7', '--range', '100-199', '--json')
    expect(read).toMatchObject({ command: 'discover', interfaces: ['127.0.0.1'], port: 47_900, targets: ['127.0.0.1:47809', '10.0.0.7'], lowInstance: 100, highInstance: 199, json: true })
  })

  it.each([
    [['find'], 'There is no command "find"'],
    [['discover', '--target', 'ahu-1'], 'is not an IPv4 address'],
    [['discover', '--port', '70000'], '--port is a whole number from 0 to 65535'],
    [['discover', '--range', '9-1'], '--range is LOW-HIGH'],
    [['record', '--for', '5'], 'record needs --site'],
    [['write', '--priority', '17'], '--priority is a whole number from 1 to 16'],
    [['export', '--site', 'x', '--separator', '|'], '--separator is ; or ,'],
    [['discover', '--colour'], "Unknown option '--colour'"],
  ])('refuses %j', (args, text) => {
    expect(refusal(...args)).toContain(text)
  })
})

describe('names of the standard', () => {
  it.each([
    ['analog-input,1', { type: 0, instance: 1 }],
    ['multiStateValue:4194302', { type: 19, instance: 4_194_302 }],
    ['130,7', { type: 130, instance: 7 }],
    ['analog-input', undefined],
    ['nothing,1', undefined],
    ['1024,1', undefined],
    ['analog-input,4194304', undefined],
  ])('%s', (text, expected) => {
    expect(parseObject(text)).toEqual(expected)
  })

  it('are written as scripts write them', () => {
    expect([typeName(0), typeName(13), typeName(200), unitsName(62), unitsName(null), unitsName(999)]).toEqual(['analog-input', 'multi-state-input', '200', 'degrees-celsius', null, '999'])
  })

  it('show a REAL with the digits it has, and a double with all of them', () => {
    expect([Math.fround(21.2), 0.1, 123_456_789.25, 7].map(plainNumber)).toEqual([21.2, 0.1, 123_456_789.25, 7])
  })
})
