/** Notifications of COV: what is read from them, what is stepped over, and what is refused. */
import { describe, expect, it } from 'vitest'
import { decodeCovNotification, type CovNotification } from '../../../electron/engine/bacnet/cov-notification.ts'
import { subscribeCovApdu } from '../../../electron/engine/bacnet/cov-requests.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { tagsAreSound } from '../../../electron/engine/bacnet/tags.ts'
import { seededRandom } from '../../../shared/random.ts'

const decode = (bytes: Buffer): CovNotification | undefined => decodeCovNotification(bytes, 0, bytes.length)
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const head = (): TagWriter => new TagWriter().unsigned(18, 0).objectId(8, 4, 1).objectId(0, 10, 2).unsigned(0, 3)
const list = (fill: (writer: TagWriter) => TagWriter): Buffer => fill(head().open(4)).close(4).bytes()
const FLAGS = [true, false, false, true]

describe('a notification', () => {
  it('of the standard’s own example is read', () => {
    // 135, F.1.2: process 18, device 4, analog-input 10, 0 s left, present-value 65.0, no flags set.
    expect(decode(hex('09 12 1c 02000004 2c 0000000a 39 00 4e 09 55 2e 44 42820000 2f 09 6f 2e 82 04 00 2f 4f'))).toEqual({
      processId: 18, deviceInstance: 4, objectCode: 10, timeRemainingS: 0, value: 65, statusFlags: 0, properties: [85, 111],
    })
  })

  it('is read in any order of its values, with priorities, indices and properties nobody asked for', () => {
    const bytes = list((writer) =>
      writer
        .unsigned(111, 0).open(2).bits(FLAGS).close(2)
        .unsigned(87, 0).unsigned(8, 1).open(2).real(1).close(2)
        .unsigned(203, 0).open(2).open(2).date({ year: 2_026, month: 1, day: 1, weekday: null }).time({ hour: 1, minute: 2, second: 3, hundredth: 0 }).close(2).close(2)
        .unsigned(85, 0).open(2).enumerated(1).close(2).unsigned(8, 3)
        .unsigned(512, 0).open(2).text('odd').close(2),
    )
    expect(decode(bytes)).toMatchObject({ value: 1, statusFlags: 9, properties: [111, 87, 203, 85, 512] })
  })

  it.each([
    ['a list', (writer: TagWriter) => writer.real(1).real(2)],
    ['a construct', (writer: TagWriter) => writer.open(0).real(1).close(0)],
    ['nothing', (writer: TagWriter) => writer],
    ['a text', (writer: TagWriter) => writer.text('on')],
    ['null', (writer: TagWriter) => writer.null()],
    ['a real of eight octets', (writer: TagWriter) => writer.raw(hex('45 08 3ff0000000000000'))],
  ])('whose present value is %s has no value, but its flags', (_name, value) => {
    const bytes = list((writer) => value(writer.unsigned(85, 0).open(2)).close(2).unsigned(111, 0).open(2).bits(FLAGS).close(2))
    expect(decode(bytes)).toMatchObject({ value: undefined, statusFlags: 9 })
  })

  it('does not take an element of an array for the value', () => {
    expect(decode(list((writer) => writer.unsigned(85, 0).unsigned(1, 1).open(2).real(3).close(2)))).toMatchObject({ value: undefined })
  })

  it('without values is one', () => {
    expect(decode(list((writer) => writer))).toMatchObject({ value: undefined, statusFlags: undefined, properties: [] })
  })

  it.each([
    ['another object where the device stands', new TagWriter().unsigned(1, 0).objectId(0, 4, 1).objectId(0, 1, 2).unsigned(0, 3).open(4).close(4).bytes()],
    ['no list', head().bytes()],
    ['something behind the list', head().open(4).close(4).real(1).bytes()],
    ['a value without a property', list((writer) => writer.open(2).real(1).close(2))],
    ['a property without a value', list((writer) => writer.unsigned(85, 0))],
    ['more values than any object has', list((writer) => Array.from({ length: 65 }).reduce<TagWriter>((all) => all.unsigned(85, 0).open(2).real(1).close(2), writer))],
    ['nothing at all', Buffer.alloc(0)],
  ])('with %s is refused', (_name, bytes) => {
    expect(decode(bytes)).toBeUndefined()
  })

  it('cut, turned over or filled with noise is refused or read, and never breaks anything', () => {
    const random = seededRandom(20)
    const sound = list((writer) => writer.unsigned(85, 0).open(2).real(21.5).close(2).unsigned(3, 3).unsigned(111, 0).open(2).bits(FLAGS).close(2))
    let read = 0
    for (let round = 0; round < 50_000; round++) {
      const bytes = Buffer.from(random() < 0.3 ? sound.subarray(0, Math.floor(random() * sound.length)) : sound)
      for (let turns = Math.floor(random() * 4); turns > 0 && bytes.length > 0; turns--) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      if (random() < 0.1) bytes.forEach((_octet, at) => (bytes[at] = Math.floor(random() * 256)))
      const decoded = decode(bytes)
      // Unsound ones are refused before they are decoded; here it is enough that they do no harm.
      if (decoded === undefined || !tagsAreSound(bytes, 0, bytes.length)) continue
      read += 1
      expect(decoded.properties.length).toBeLessThanOrEqual(64)
      expect(decoded.deviceInstance).toBeLessThan(2 ** 22)
    }
    expect(read).toBeGreaterThan(1_000)
    expect(read).toBeLessThan(45_000)
  })
})

describe('a subscription', () => {
  const target = { processId: 18, type: 0, instance: 10 }

  it('is asked for as in the standard’s example', () => {
    // 135, F.1.10: process 18, analog-input 10, confirmed, no lifetime end within a minute.
    expect(subscribeCovApdu(target, { confirmed: true, lifetimeS: 60 }).bytes.subarray(4)).toEqual(hex('09 12 1c 0000000a 29 01 39 3c'))
    expect(subscribeCovApdu(target, { confirmed: true, lifetimeS: 60 }).service).toBe(5)
  })

  it('of a property names it, with the increment wished for', () => {
    // 135, F.1.11.
    const apdu = subscribeCovApdu({ ...target, increment: 1 }, { confirmed: true, lifetimeS: 60 })
    expect(apdu.bytes.subarray(4)).toEqual(hex('09 12 1c 0000000a 29 01 39 3c 4e 09 55 4f 5c 3f800000'))
    expect(apdu.service).toBe(28)
  })

  it('is ended by asking without terms', () => {
    expect(subscribeCovApdu(target, undefined).bytes.subarray(4)).toEqual(hex('09 12 1c 0000000a'))
    expect(subscribeCovApdu({ ...target, increment: 1 }, undefined).bytes.subarray(4)).toEqual(hex('09 12 1c 0000000a 4e 09 55 4f'))
  })
})
