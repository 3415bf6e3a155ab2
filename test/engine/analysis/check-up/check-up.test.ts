/** The network check-up: every deduction has its cause, its words and its evidence; what was not seen is never claimed. */
import { describe, expect, it } from 'vitest'
import { checkUp, CHECKS } from '../../../../electron/engine/analysis/check-up/check-up.ts'
import type { CheckUpFacts, DeviceFacts } from '../../../../electron/engine/analysis/check-up/check-up-facts.ts'
import { pointsFor, type Affected } from '../../../../electron/engine/analysis/check-up/check.ts'
import { message } from '../../../../shared/message.ts'
import { checkUpFacts as facts, deviceFacts as device } from './sample-facts.ts'

const deductionOf = (given: CheckUpFacts, check: string) => checkUp(given).deductions.find((one) => one.check === check)

describe('a sound network', () => {
  it('has 100 points, and says of every check that it passed or could not be made', () => {
    const result = checkUp(facts())
    expect(result.score).toBe(100)
    expect(result.deductions).toEqual([])
    expect([...result.passed, ...result.notChecked].map(({ check }) => check).sort()).toEqual(CHECKS.map(({ name }) => name).sort())
  })
})

describe('what was not observed', () => {
  it('gives no score without devices, or before enough was asked', () => {
    expect(checkUp(facts({ devices: [] })).score).toBeNull()
    expect(checkUp(facts({ devices: [device(1, { requests: 10, answers: 10 })] })).score).toBeNull()
  })

  it.each([
    ['loss', { requests: 5 }],
    ['slow', { answers: 3 }],
    ['clocks', { clockDriftMs: null }],
    ['references', { brokenReferences: null }],
    ['retries', { retriesPerMinute: null }],
  ] as [string, Partial<DeviceFacts>][])('is no fault: %s', (check, unknown) => {
    const result = checkUp(facts({ devices: [device(1, unknown), device(2, { ...unknown, requests: unknown.requests ?? 1_000 })] }))
    expect(result.notChecked.map((one) => one.check)).toContain(check)
    expect(result.deductions.map((one) => one.check)).not.toContain(check)
  })
})

describe('each fault', () => {
  const sick: readonly [string, Partial<CheckUpFacts>][] = [
    ['offline', { devices: [device(1), device(2, { state: 'offline' })] }],
    ['loss', { devices: [device(1), device(2, { lost: 120 })] }],
    ['retries', { devices: [device(1), device(2, { retriesPerMinute: 9 })] }],
    ['slow', { devices: [device(1), device(2, { latencyP95Ms: 2_000 })] }],
    ['limits', { devices: [device(1), device(2, { stretch: 2.5 })] }],
    ['clocks', { devices: [device(1), device(2, { clockDriftMs: -3_700_000 })] }],
    ['duplicates', { devices: [device(1), device(2, { problems: [message('device.duplicate', { instance: 2, address: 'a', other: 'b' })] })] }],
    ['unreadable', { devices: [device(1), device(2, { problems: [message('device.unreadable', { reason: 'x' })] })] }],
    ['moved', { devices: [device(1), device(2, { problems: [message('device.moved', { from: 'a', to: 'b' })] })] }],
    ['broadcasts', { broadcasts: [{ address: '192.168.1.2:47808', instance: 2, own: false, packetsPerMinute: 900, wrongInterface: false }] }],
    ['wrongInterface', { broadcasts: [{ address: '10.9.9.9:47808', instance: null, own: false, packetsPerMinute: 3, wrongInterface: true }] }],
    ['routers', { networkProblems: [message('network.twoRouters', { network: 5 })] }],
    ['bbmd', { devices: [device(1), device(2, { onOwnSubnet: false, address: '10.0.7.2:47808' })] }],
    ['malformed', { packets: { received: 10_000, malformed: 500 } }],
    ['references', { devices: [device(1, { brokenReferences: [{ object: { pointId: 7, label: 'TL 1' }, to: 'AI 99' }] })] }],
    ['names', { devices: [device(1, { unnamed: [{ pointId: 3, label: 'AI 3' }] })] }],
    ['units', { devices: [device(1, { unitless: [{ pointId: 3, label: 'AI 3' }] })] }],
  ]

  it('of every check is tried here', () => {
    expect(sick.map(([name]) => name).sort()).toEqual(CHECKS.map(({ name }) => name).sort())
  })

  it.each(sick)('costs points, is told and shown: %s', (check, given) => {
    const result = checkUp(facts(given))
    expect(result.deductions.map((one) => one.check)).toEqual([check])
    const [deduction] = result.deductions
    expect(deduction!.points).toBeGreaterThan(0)
    expect(deduction!.points).toBeLessThanOrEqual(CHECKS.find(({ name }) => name === check)!.most)
    expect(deduction!.evidence.length).toBe(deduction!.affected)
    expect(deduction!.advice.key).toMatch(/^checkUp\..*\.advice$/)
    expect(result.score).toBe(Math.round(100 - deduction!.points))
  })

  it('leads to the device it was seen in', () => {
    const seen = deductionOf(facts({ devices: [device(1, { lost: 30 }), device(2, { lost: 150 })] }), 'loss')!
    expect(seen.evidence.map(({ deviceId }) => deviceId)).toEqual([2, 1])
    expect(seen.evidence[0]!.text.params).toMatchObject({ percent: 15, lost: 150, requests: 1_000 })
  })
})

describe('own traffic and silent devices', () => {
  it('are judged once: a device that is away is no lossy one', () => {
    expect(checkUp(facts({ devices: [device(1), device(2, { state: 'offline', lost: 1_000 })] })).deductions.map(({ check }) => check)).toEqual(['offline'])
  })

  it("are not blamed for this laptop's broadcasts", () => {
    expect(deductionOf(facts({ broadcasts: [{ address: '192.168.1.9:47808', instance: null, own: true, packetsPerMinute: 900, wrongInterface: true }] }), 'broadcasts')).toBeUndefined()
  })

  it('have a way through a BBMD when broadcasts from there arrive', () => {
    const far = [device(1), device(2, { onOwnSubnet: false })]
    expect(deductionOf(facts({ devices: far, forwardedHeard: true }), 'bbmd')).toBeUndefined()
    expect(deductionOf(facts({ devices: far, registeredWithBbmd: true }), 'bbmd')).toBeUndefined()
  })
})

describe('the scale', () => {
  const bad = (count: number, grade = 1): Affected[] => Array.from({ length: count }, () => ({ grade, evidence: { deviceId: null, pointId: null, text: message('x') } }))

  it.each([
    // 10 points at most: 0.3 of the worst + 0.7 of four times the share.
    [1, 100, 3.3],
    [10, 100, 5.8],
    [25, 100, 10],
    [100, 100, 10],
  ])('%i of %i bad cost %f of 10', (count, total, points) => {
    expect(pointsFor(bad(count), total, 10)).toBe(points)
  })

  it('never takes more than there is', () => {
    const everything = checkUp(
      facts({
        devices: Array.from({ length: 10 }, (_, at) => device(at, { lost: 900, latencyP95Ms: 3_000, clockDriftMs: 9e6, stretch: 9, retriesPerMinute: 99, onOwnSubnet: false, unnamed: [{ pointId: 1, label: 'x' }], problems: [message('device.duplicate', { instance: 1, address: 'a', other: 'b' })] })),
        networkProblems: [message('network.twoRouters', { network: 5 })],
      }),
    )
    expect(everything.score).toBeGreaterThanOrEqual(0)
    expect(everything.score).toBeLessThan(25)
  })

  it('costs more the worse it is', () => {
    const points = [20, 60, 120, 300].map((lost) => deductionOf(facts({ devices: [device(1), device(2, { lost })] }), 'loss')?.points ?? 0)
    expect(points).toEqual([...points].sort((a, b) => a - b))
    expect(new Set(points).size).toBeGreaterThan(2)
  })
})
