/** COV over real UDP on loopback, with the simulator's devices. */
import { afterEach, describe, expect, it } from 'vitest'
import type { CovState } from '../../../shared/domain/cov.ts'
import { ANALOG, BINARY, openCovDevice, type CovDevice } from './cov-rig.ts'
import { openRig, until, type Rig } from './recorder.ts'

const opened: { close(): Promise<void> }[] = []
const rig = async (settings = {}): Promise<Rig> => {
  const made = await openRig({ cov: 'auto', ...settings })
  opened.push(made.acquisition)
  return made
}
const device = async (...args: Parameters<typeof openCovDevice>): Promise<CovDevice> => {
  const made = await openCovDevice(...args)
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const stateOf = ({ acquisition }: Rig, deviceId = 5): CovState => acquisition.cov().find((state) => state.deviceId === deviceId)!
const alive = (made: Rig, count: number): Promise<void> => until(`${count} subscriptions alive`, () => stateOf(made).alive === count, 20_000)

describe('subscriptions', () => {
  it('bring changes at once, while what is subscribed is polled ten times less', async () => {
    const made = await rig()
    const one = await device(1, { binaries: 3, analogs: 2 })
    made.acquisition.watch([one.watched(5, 2_000)])
    one.set(ANALOG, 1, 20)
    await alive(made, 3)
    expect(stateOf(made)).toMatchObject({ granted: 3, confirmed: false, refusal: null })
    const before = made.recorder.valuesOf(one.pointId(BINARY, 2)).length
    one.set(BINARY, 2, 1)
    const setMs = performance.now()
    await until('the change arrives', () => made.recorder.valuesOf(one.pointId(BINARY, 2)).at(-1) === 1)
    expect(performance.now() - setMs).toBeLessThan(1_000)
    expect(made.recorder.valuesOf(one.pointId(BINARY, 2)).length).toBeLessThanOrEqual(before + 2)
    await until('it is told to stand unchanged', () => made.recorder.unchangedIds.includes(one.pointId(BINARY, 1)))
  })
})
