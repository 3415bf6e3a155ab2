/** The address of one peer, and nothing that reaches more than one. */
import { expect, it } from 'vitest'
import { parseTarget } from '../../../electron/engine/monitor/parse-target.ts'

it.each([
  ['192.168.1.20', { ip: '192.168.1.20', port: 47_808 }],
  ['127.0.0.1:1', { ip: '127.0.0.1', port: 1 }],
  ['223.255.255.254:65535', { ip: '223.255.255.254', port: 65_535 }],
])('%s is read', (text, target) => {
  expect(parseTarget(text)).toEqual(target)
})

it.each(['', '10.0.0', '10.0.0.256', '10.0.0.1:0', '10.0.0.1:65536', '0.0.0.0', '224.0.0.1', '255.255.255.255', '10.0.0.1:1:2', 'ahu', '10..0.1'])('%j is none', (text) => {
  expect(parseTarget(text)).toBeNull()
})
