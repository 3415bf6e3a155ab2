/** The subscriptions of one device, on a clock that moves when told. */
import { describe, expect, it } from 'vitest'
import { errorFailure, rejectFailure } from '../../../electron/engine/bacnet/answers.ts'
import { LIFETIME_S } from '../../../electron/engine/bacnet/cov-policy.ts'
import { objectIdCode } from '../../../electron/engine/bacnet/values.ts'
import type { CovState } from '../../../shared/domain/cov.ts'
import { ANALOG, BINARY, CovScene } from './cov-scene.ts'

const code = objectIdCode

describe('a device with COV', () => {
  it('is subscribed for its states after their first reading, for its analogs when it was seen how they move', () => {
    const scene = new CovScene({ binaries: 2, analogs: 1 })
    scene.run(3)
    expect(scene.subscribed).toEqual([code(BINARY, 1), code(BINARY, 2)])
    expect(scene.device.state()).toMatchObject({ alive: 2, granted: 2, refusal: null })
    scene.run(60)
    expect(scene.subscribed).toEqual([code(ANALOG, 1), code(BINARY, 1), code(BINARY, 2)])
    expect(scene.device.covered(1)).toBe(100_000)
  })

  it('on a local subnet notifies without acknowledgements, behind a router with them', () => {
    const [near, far] = [new CovScene({ binaries: 1 }), new CovScene({ binaries: 1, local: false })]
    for (const scene of [near, far]) scene.run(3)
    expect([near, far].map((scene) => [...scene.held.values()][0]!.confirmed)).toEqual([false, true])
  })

  it('may send its first notification before it acknowledges the subscription', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.early = true
    scene.run(30)
    expect(scene.device.state()).toMatchObject({ alive: 3, granted: 3, refusal: null })
    expect(scene.subscribes).toHaveLength(3)
  })

  it('is asked again between half and two thirds of the lifetime, so that no subscription ends', () => {
    const scene = new CovScene({ binaries: 1 })
    scene.run(3 * LIFETIME_S)
    const times = scene.subscribes.map(({ atMs }) => atMs)
    const pauses = times.slice(1).map((atMs, at) => (atMs - times[at]!) / (LIFETIME_S * 1_000))
    expect(pauses.length).toBeGreaterThanOrEqual(4)
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(0.5)
      expect(pause).toBeLessThanOrEqual(2 / 3 + 0.01)
    }
    expect(scene.subscribed).toEqual([code(BINARY, 1)])
  })

  it('is not subscribed for what is polled seldom anyway', () => {
    const scene = new CovScene({ binaries: 2, intervalMs: 600_000 })
    scene.run(1_300)
    expect(scene.subscribes).toEqual([])
  })

  it('that is told to stand unchanged was heard of at the time that is told', () => {
    const scene = new CovScene({ binaries: 1 })
    scene.run(120)
    expect(scene.unchanged.length).toBeGreaterThan(8)
    expect(scene.link.probes).toBeGreaterThan(5)
    const last = scene.unchanged.at(-1)!
    const wallMs = scene.clock.nowMs()
    expect(wallMs - last.atMs).toBeLessThan(11_000)
    scene.dead = true
    scene.link.silent = true
    const told = scene.unchanged.length
    scene.run(60)
    expect(scene.unchanged.length).toBe(told)
  })

  it('behind a router is asked less often whether it is there, and its values stay fresh', () => {
    const scene = new CovScene({ binaries: 1, local: false })
    scene.link.address = { ip: '10.0.0.5', port: 47_808, network: 7, mac: '0c' }
    scene.run(300)
    expect(scene.link.probes).toBeGreaterThan(8)
    expect(scene.link.probes).toBeLessThan(16)
    const freshMs = [...scene.unchanged.map(({ atMs }) => atMs), ...scene.readAtMs].toSorted((a, b) => a - b)
    for (const [at, timeMs] of freshMs.slice(1).entries()) expect(timeMs - freshMs[at]!).toBeLessThan(25_000)
  })

  it('whose answers stop is not told to stand as it was beyond its last one, though nobody has noticed yet', () => {
    const scene = new CovScene({ binaries: 1 })
    scene.run(60)
    scene.dead = true
    const lastMs = scene.clock.nowMs() - (scene.clock.monotonicMs() - scene.link.lastAnswerMs)
    scene.run(60)
    expect(Math.max(...scene.unchanged.map(({ atMs }) => atMs))).toBeLessThanOrEqual(lastMs)
  })
})

describe('a refusal', () => {
  it.each([
    ['service', rejectFailure(9)],
    ['objects', errorFailure(1, 45)],
  ] as const)('of the %s is respected', (refusal, failure) => {
    const scene = new CovScene({ binaries: 20 })
    scene.deny = () => failure
    scene.run(200)
    expect(scene.device.state()).toMatchObject({ alive: 0, granted: 0, refusal })
    expect(scene.subscribes.length).toBeLessThanOrEqual(5)
    expect(scene.device.covered(1)).toBeUndefined()
  })

  it('of the lifetime or of the kind of notifications is answered by asking for another', () => {
    const scene = new CovScene({ binaries: 2 })
    scene.deny = ({ lifetimeS, confirmed }) => (lifetimeS > 600 || !confirmed ? errorFailure(2, 37) : undefined)
    scene.run(60)
    expect(scene.device.state()).toMatchObject({ alive: 2, confirmed: true })
  })

  it('because the list is full leaves a fifth of it to others, and the states keep their places', () => {
    const scene = new CovScene({ binaries: 4, analogs: 20 })
    scene.most = 10
    scene.run(300)
    expect(scene.held.size).toBe(8)
    expect(scene.subscribed.filter((one) => one >>> 22 === BINARY)).toHaveLength(4)
    expect(scene.device.state()).toMatchObject({ alive: 8, limit: 8, refusal: 'full' })
    const asked = scene.subscribes.length
    scene.run(300)
    expect(scene.subscribes.length).toBe(asked)
  })

  it('of a full list that has no place at all ends it', () => {
    const scene = new CovScene({ binaries: 4 })
    scene.most = 0
    scene.run(250)
    expect(scene.device.state()).toMatchObject({ granted: 0, refusal: 'full' })
    expect(scene.subscribes).toHaveLength(1)
  })

  it('by silence after the grant is found within seconds; the other kind is tried, then it is polled', () => {
    const scene = new CovScene({ binaries: 12 })
    scene.mute = true
    scene.run(14)
    expect(scene.device.state().alive).toBe(0)
    expect(scene.device.covered(1)).toBeUndefined()
    scene.run(60)
    expect(scene.device.state()).toMatchObject({ granted: 0, confirmed: true, refusal: 'silent' })
    expect(scene.held.size).toBe(0)
    scene.mute = false
    scene.run(2 * 3_600)
    expect(scene.device.state()).toMatchObject({ alive: 12, refusal: null })
  })
})

const secondsUntil = (scene: CovScene, holds: (state: CovState) => boolean): number => {
  let seconds = 0
  for (; !holds(scene.device.state()); seconds++) {
    if (seconds > 10_000) throw new Error('never')
    scene.run(1)
  }
  return seconds
}

describe('slow polling', () => {
  it('finds a subscription dead, polls instead, makes the others anew, and tries again later and later', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.run(20)
    scene.held.clear()
    scene.set(BINARY, 2, 1)
    expect(secondsUntil(scene, ({ foundDead }) => foundDead === 1)).toBeLessThan(110)
    scene.run(3)
    expect(scene.device.state().alive).toBe(2)
    expect(scene.subscribed).toEqual([code(BINARY, 1), code(BINARY, 3)])
    expect(scene.device.covered(2)).toBeUndefined()
    const first = secondsUntil(scene, ({ alive }) => alive === 3)
    scene.held.clear()
    scene.set(BINARY, 2, 0)
    secondsUntil(scene, ({ foundDead }) => foundDead === 2)
    scene.run(3)
    const second = secondsUntil(scene, ({ alive }) => alive === 3)
    expect(first).toBeGreaterThan(45)
    expect(second).toBeGreaterThan(1.5 * first)
  })

  it('waits for a notification that is under way before it judges', () => {
    const scene = new CovScene({ binaries: 1 })
    scene.run(20)
    scene.set(BINARY, 1, 1, false)
    scene.device.polled(1, 1, 0)
    scene.set(BINARY, 1, 1)
    scene.run(200)
    expect(scene.device.state()).toMatchObject({ foundDead: 0, alive: 1 })
  })

  it('does not mind an analog that moved by less than its increment, and minds one that moved by more', () => {
    const scene = new CovScene({ analogs: 1 })
    scene.run(70)
    expect(scene.device.state().alive).toBe(1)
    scene.set(ANALOG, 1, 0.4, false)
    scene.run(300)
    expect(scene.device.state()).toMatchObject({ foundDead: 0, alive: 1 })
    scene.set(ANALOG, 1, 0.6, false)
    scene.run(110)
    expect(scene.device.state().foundDead).toBe(1)
  })
})

describe('a list that is lost', () => {
  it('by a restart is noticed by the time of the last restart, and made anew', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.tellsRestarts()
    scene.run(30)
    scene.restart()
    scene.run(310)
    expect(scene.subscribed).toHaveLength(3)
    expect(scene.device.state()).toMatchObject({ alive: 3, foundDead: 0 })
  })

  it('is made anew at once after an I-Am, when the device says that it restarted', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.tellsRestarts()
    scene.run(30)
    scene.restart()
    scene.device.heardIAm(true)
    scene.run(3)
    expect(scene.subscribed).toHaveLength(3)
  })

  it('is made anew after an I-Am, though the first questions about the restart are lost', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.tellsRestarts()
    scene.run(30)
    scene.restart()
    scene.device.heardIAm(false)
    scene.dead = true
    scene.run(6)
    scene.dead = false
    scene.run(10)
    expect(scene.subscribed).toHaveLength(3)
  })

  it('is made anew after an I-Am that nobody asked for, where the device cannot say so', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.run(30)
    scene.restart()
    scene.device.heardIAm(true)
    scene.run(3)
    expect(scene.subscribed).toEqual([])
    scene.device.heardIAm(false)
    scene.run(3)
    expect(scene.subscribed).toHaveLength(3)
  })

  it('is made anew when the device was away', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.run(30)
    scene.restart()
    scene.dead = scene.link.silent = true
    scene.run(60)
    scene.dead = scene.link.silent = false
    scene.run(3)
    expect(scene.subscribed).toHaveLength(3)
  })

  it('is made anew at another address', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.run(30)
    scene.held.clear()
    scene.link.address = { ip: '10.0.0.6', port: 47_808 }
    scene.run(3)
    expect(scene.subscribed).toHaveLength(3)
  })
})

describe('a point that changes all the time', () => {
  const busy = (scene: CovScene, seconds: number): void => {
    for (let second = 0; second < seconds; second++) {
      scene.set(ANALOG, 1, second % 2)
      scene.run(1)
    }
  }

  it('is given a wider increment of its own', () => {
    const scene = new CovScene({ analogs: 1 })
    scene.run(70)
    busy(scene, 120)
    const [held] = scene.held.values()
    expect(held?.increment).toBeGreaterThan(1)
  })

  it('is polled where the device takes none', () => {
    const scene = new CovScene({ analogs: 1 })
    scene.deny = ({ increment }) => (increment === undefined ? undefined : rejectFailure(9))
    scene.run(70)
    busy(scene, 120)
    expect(scene.held.size).toBe(0)
    expect(scene.device.covered(101)).toBeUndefined()
    // It offers subscriptions, only not this kind.
    expect(scene.device.state().refusal).toBeNull()
  })
})

describe('the end', () => {
  it('of a point ends its subscription', () => {
    const scene = new CovScene({ binaries: 3 })
    scene.run(10)
    scene.device.update(scene.plan([2]))
    scene.run(2)
    expect(scene.subscribed).toEqual([code(BINARY, 1), code(BINARY, 3)])
  })

  it('of monitoring ends all subscriptions; the next start makes them anew', async () => {
    const scene = new CovScene({ binaries: 3 })
    scene.run(10)
    const left = scene.device.leave()
    scene.clock.advance(100)
    await left
    expect(scene.subscribed).toEqual([])
    scene.device.enter()
    scene.run(3)
    expect(scene.subscribed).toHaveLength(3)
  })
})
