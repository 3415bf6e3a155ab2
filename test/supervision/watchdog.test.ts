/** A watchdog tells a hung engine from a machine that slept. */
import { describe, expect, it } from 'vitest'
import { watch } from '../../electron/supervision/watchdog.ts'
import type { Clock } from '../../shared/clock.ts'

/** Time and looks apart: a sleeping machine's clock goes on while no timer runs. */
const createStoppableClock = () => {
  let nowMs = 0
  let look: () => void = () => {}
  const clock: Clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    after: () => () => {},
    every: (_intervalMs, run) => {
      look = run
      return () => {
        look = () => {}
      }
    },
  }
  return {
    clock,
    pass: (ms: number): void => {
      for (let passed = 0; passed < ms; passed += 1_000) {
        nowMs += 1_000
        look()
      }
    },
    sleep: (ms: number): void => {
      nowMs += ms
      look()
    },
  }
}

const setUp = () => {
  const time = createStoppableClock()
  let bites = 0
  const watchdog = watch(time.clock, 15_000, () => {
    bites += 1
  })
  return { time, watchdog, bites: () => bites }
}

describe('a watchdog', () => {
  it('bites once, when there is no sign of life for longer than allowed', () => {
    const { time, bites } = setUp()
    time.pass(15_000)
    expect(bites()).toBe(0)
    time.pass(60_000)
    expect(bites()).toBe(1)
  })

  it('does not take the sleep of the machine for silence of the engine', () => {
    const { time, bites } = setUp()
    time.pass(10_000)
    time.sleep(8 * 3_600_000)
    time.pass(14_000)
    expect(bites()).toBe(0)
  })

  it('bites no more when stopped', () => {
    const { time, watchdog, bites } = setUp()
    watchdog.stop()
    time.pass(60_000)
    expect(bites()).toBe(0)
  })
})
