/** The registration with a BBMD over its life, on a clock that is moved. */
import { describe, expect, it } from 'vitest'
import { ForeignDevice } from '../../../electron/engine/bacnet/foreign-device.ts'
import { whoIsDatagram } from '../../../electron/engine/bacnet/datagrams.ts'
import { checkPacket } from '../../../electron/engine/bacnet/packet-guard.ts'
import { FakeClock } from './fake-clock.ts'

const BBMD = { ip: '10.9.0.1', port: 47_808 }
const REGISTER_60 = '81050006003c'

class Bench {
  readonly clock = new FakeClock()
  readonly sent: string[] = []
  greetings = 0
  own: { ip: string; port: number } | undefined = { ip: '10.1.0.5', port: 47_808 }
  readonly foreign = new ForeignDevice({
    clock: this.clock,
    send: (datagram, ip, port) => void this.sent.push(ip === BBMD.ip && port === BBMD.port ? datagram.toString('hex') : `to ${ip}`),
    ownAddress: () => Promise.resolve(this.own),
    changed: () => {},
    registered: () => (this.greetings += 1),
  })

  constructor(ttlSeconds = 60) {
    this.foreign.configure({ ...BBMD, ttlSeconds }, true)
  }

  /** Whether the packet was taken. */
  hear(hex: string, from = BBMD): boolean {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    const packet = checkPacket(bytes)
    if (typeof packet === 'string') throw new Error(packet)
    return this.foreign.take(packet, bytes, from.ip, from.port)
  }

  accept(): void {
    this.hear('810000060000')
  }

  registrations(): number {
    return this.sent.filter((hex) => hex.startsWith('8105')).length
  }

  get stage(): string {
    return this.foreign.facts().stage
  }
}

describe('registration as a foreign device', () => {
  it('is asked for at once, and holds when the BBMD says yes', () => {
    const bench = new Bench()
    expect([bench.sent, bench.stage]).toEqual([[REGISTER_60], 'registering'])
    bench.clock.advance(100)
    bench.accept()
    expect(bench.stage).toBe('registered')
    // Counted from the question.
    expect(bench.foreign.facts().registeredUntilMs).toBe(bench.clock.nowMs() - 100 + 60_000)
    expect(bench.greetings).toBe(1)
  })

  it('is renewed when half of its time is over, and asks for the broadcast table only once', () => {
    const bench = new Bench()
    bench.accept()
    expect(bench.sent).toEqual([REGISTER_60, '81020004'])
    bench.clock.advance(29_900)
    expect(bench.registrations()).toBe(1)
    bench.clock.advance(200)
    expect(bench.registrations()).toBe(2)
    bench.accept()
    expect(bench.foreign.facts().registeredUntilMs).toBeGreaterThan(bench.clock.nowMs() + 59_000)
    expect(bench.sent.filter((hex) => hex === '81020004')).toHaveLength(1)
    expect(bench.greetings).toBe(1)
  })

  it('never lapses over an hour in which every second datagram is lost', () => {
    const bench = new Bench()
    let seen = 0
    for (let second = 0; second < 3_600; second++) {
      const before = bench.registrations()
      bench.clock.advance(1_000)
      if (bench.registrations() > before && (seen += 1) % 2 === 0) bench.accept()
      if (second > 10) expect(bench.foreign.isRegistered).toBe(true)
    }
  })

  it('says that the BBMD is silent after three questions, goes on asking with growing pauses, and recovers', () => {
    const bench = new Bench()
    bench.clock.advance(8_000)
    expect(bench.stage).toBe('registering')
    bench.clock.advance(1_500)
    expect([bench.stage, bench.registrations()]).toEqual(['silent', 3])
    bench.clock.advance(600_000)
    const asked = bench.registrations()
    expect(asked).toBeGreaterThan(10)
    expect(asked).toBeLessThan(25)
    bench.clock.advance(61_000)
    bench.accept()
    expect([bench.stage, bench.foreign.facts().unanswered]).toEqual(['registered', 0])
  })

  it('shows unanswered renewals while it still holds, and its end to the second', () => {
    const bench = new Bench()
    bench.accept()
    bench.clock.advance(45_000)
    expect(bench.foreign.facts()).toMatchObject({ stage: 'registered' })
    expect(bench.foreign.facts().unanswered).toBeGreaterThan(2)
    bench.clock.advance(14_900)
    expect(bench.stage).toBe('registered')
    bench.clock.advance(200)
    expect(bench.foreign.facts()).toMatchObject({ stage: 'silent', registeredUntilMs: null })
    expect(bench.foreign.distribute(whoIsDatagram('local'))).toBe(false)
  })

  it('is refused by a device that is no BBMD, says with which code, and is asked again seldom', () => {
    const bench = new Bench()
    bench.hear('810000060030')
    expect(bench.foreign.facts()).toMatchObject({ stage: 'refused', refusal: 0x30 })
    bench.clock.advance(29_000)
    expect(bench.registrations()).toBe(1)
    bench.clock.advance(2_000)
    expect(bench.registrations()).toBe(2)
    bench.accept()
    expect(bench.foreign.facts()).toMatchObject({ stage: 'registered', refusal: null })
  })

  it('has broadcasts distributed while it holds: the same octets under another function', () => {
    const bench = new Bench()
    expect(bench.foreign.distribute(whoIsDatagram('global'))).toBe(false)
    bench.accept()
    expect(bench.foreign.distribute(whoIsDatagram('global'))).toBe(true)
    expect(bench.sent.at(-1)).toBe('8109000c0120ffff00ff1008')
  })

  it('registers anew at once when the BBMD has forgotten it, but not for every broadcast', () => {
    const bench = new Bench()
    bench.accept()
    bench.clock.advance(5_000)
    for (let at = 0; at < 5; at++) bench.hear('810000060060')
    expect([bench.stage, bench.registrations()]).toEqual(['registering', 2])
    bench.accept()
    expect(bench.stage).toBe('registered')
  })

  it('believes nobody but the BBMD, and no answer to a question that was not asked', () => {
    const bench = new Bench()
    expect(bench.hear('810000060000', { ip: '10.9.0.2', port: 47_808 })).toBe(false)
    expect(bench.hear('810000060000', { ip: BBMD.ip, port: 47_809 })).toBe(false)
    expect(bench.stage).toBe('registering')
    bench.accept()
    expect(bench.hear('810000060000')).toBe(false)
    expect(bench.hear('810000060030')).toBe(false)
    expect(bench.stage).toBe('registered')
  })

  it('shows the table of the BBMD', () => {
    const bench = new Bench()
    bench.accept()
    bench.hear('81030018 0a090001bac0ffffffff 0a080001bac0ffffff00')
    expect(bench.foreign.facts().broadcastTable).toEqual([
      { ip: '10.9.0.1', port: 47_808, mask: '255.255.255.255' },
      { ip: '10.8.0.1', port: 47_808, mask: '255.255.255.0' },
    ])
  })

  it('takes its leave with the address it is known by, and waits for the answer half a second at most', async () => {
    const bench = new Bench()
    bench.accept()
    let over = false
    const leaving = bench.foreign.leave().then(() => (over = true))
    await Promise.resolve()
    await Promise.resolve()
    expect(bench.sent.at(-1)).toBe('8108000a0a010005bac0')
    expect(over).toBe(false)
    bench.clock.advance(500)
    await leaving
    expect(bench.foreign.isRegistered).toBe(false)
    bench.clock.advance(600_000)
    expect(bench.registrations()).toBe(1)
  })

  it('believes in nothing after a sleep that was longer than its time, though its own clock stood still', () => {
    const bench = new Bench()
    bench.accept()
    bench.clock.sleep(3_600_000)
    bench.foreign.start()
    expect(bench.foreign.facts()).toMatchObject({ stage: 'registering', registeredUntilMs: null })
    bench.accept()
    expect(bench.stage).toBe('registered')
    expect(bench.greetings).toBe(2)
  })

  it('asks again after the laptop slept, and stops when it is switched off', () => {
    const bench = new Bench()
    bench.accept()
    bench.foreign.start()
    expect([bench.stage, bench.registrations()]).toEqual(['registered', 2])
    bench.foreign.configure(undefined, true)
    expect(bench.stage).toBe('off')
    bench.clock.advance(600_000)
    expect(bench.registrations()).toBe(2)
    expect(bench.clock.waiting).toBe(0)
  })
})
