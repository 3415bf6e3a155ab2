/** The lock on writing closes by itself, whatever the clock does. */
import { describe, expect, it } from 'vitest'
import { createWriteLock, UNLOCKED_FOR_MS } from '../../../../electron/engine/monitor/writing/write-lock.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

const open = () => {
  const clock = createFakeClock()
  let told = 0
  const lock = createWriteLock(clock, () => (told += 1))
  return { clock, lock, told: () => told }
}

describe('the lock on writing', () => {
  it('is closed at the start, and use does not open it', () => {
    const { lock, told } = open()
    lock.used()
    expect(lock.untilMs()).toBeNull()
    expect(told()).toBe(0)
  })

  it('closes 15 minutes after it was opened', () => {
    const { clock, lock, told } = open()
    lock.unlock()
    expect(lock.untilMs()).toBe(clock.nowMs() + 15 * 60_000)
    clock.advance(UNLOCKED_FOR_MS - 1)
    expect(lock.untilMs()).not.toBeNull()
    clock.advance(1)
    expect(lock.untilMs()).toBeNull()
    expect(told()).toBe(2)
  })

  it('stays open while it is used', () => {
    const { clock, lock } = open()
    lock.unlock()
    clock.advance(14 * 60_000)
    lock.used()
    clock.advance(14 * 60_000)
    expect(lock.untilMs()).toBe(clock.nowMs() + 60_000)
    clock.advance(60_000)
    expect(lock.untilMs()).toBeNull()
  })

  it.each([
    ['jumped forward, as after a sleep', 16 * 60_000],
    ['was set back an hour', -3_600_000],
  ])('is closed when the clock %s', (_how, jumpMs) => {
    const { clock, lock } = open()
    lock.unlock()
    clock.jump(jumpMs)
    expect(lock.untilMs()).toBeNull()
    lock.used()
    expect(lock.untilMs()).toBeNull()
  })
})
