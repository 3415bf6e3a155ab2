/** What was not observed comes from the devices' trend logs: each reading once, at its time, and nothing that was not recorded. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { gapsOfPoints } from '../../../../electron/engine/monitor/backfill/point-gaps.ts'
import { failureDatum, LogDevice, nullDatum, realDatum, statusDatum, timeChangeDatum } from '../../bacnet/log-device.ts'
import { HOUR, LoggingSite, MINUTE, valueAt } from './logging-site.ts'

/** A Wednesday; ten minutes past, so that nothing falls together by chance. */
const START = Date.UTC(2026, 5, 10, 8)
const GAP_FROM = START + 10 * MINUTE
const every5 = (fromMs: number, toMs: number): number[] => Array.from({ length: Math.ceil((toMs - fromMs) / (5 * MINUTE)) }, (_, at) => fromMs + at * 5 * MINUTE)

/** Observed for ten minutes. */
const observed = async (startMs = START, timeZone = 'UTC', change: Partial<LoggingSite> = {}): Promise<LoggingSite> => {
  const site = Object.assign(new LoggingSite(startMs, timeZone), change)
  site.record(startMs - 2 * HOUR, startMs)
  await site.open()
  site.online()
  site.live(10 * MINUTE)
  await site.settle()
  return site
}

/** Every reading is there once, and its value tells the time at which it was taken. */
const expectTrue = async (site: LoggingSite): Promise<void> => {
  const readings = await site.readings()
  const times = readings.map(({ timeMs }) => timeMs)
  expect(new Set(times).size).toBe(times.length)
  for (const { timeMs, value } of readings) expect(Math.abs(value - valueAt(timeMs)), new Date(timeMs).toISOString()).toBeLessThan(0.05)
}

const minutesOf = (times: readonly number[], sinceMs: number): number[] => times.map((timeMs) => (timeMs - sinceMs) / MINUTE)

describe('after the laptop slept', () => {
  it('the gap is filled by itself, to its edges, once, without an alert', async () => {
    const site = await observed()
    site.sleep(3 * HOUR)
    expect(site.unfilled(GAP_FROM)).toEqual([[0, 180]])
    const before = site.session.context.coverage.share24h()!
    const job = await site.wait()
    expect(job).toMatchObject({ state: 'done', doing: { key: 'job.backfill.done', params: { logs: 1, readings: 35, gaps: 1 } } })
    // The record at the very beginning of the gap was read live in the same second.
    expect(await site.imported()).toEqual(every5(GAP_FROM + 5 * MINUTE, GAP_FROM + 3 * HOUR))
    await expectTrue(site)
    expect(site.unfilled(GAP_FROM)).toEqual([])
    // Two of the device's three points are polled; one of them has a log.
    expect(site.session.context.coverage.share24h()! - before).toBeCloseTo(1.5 / 24, 3)
    expect(site.session.context.pipeline.openAlerts()).toEqual([])

    const asked = site.log.asked.length
    site.online()
    await site.wait()
    expect(site.log.asked.length).toBe(asked)
    expect((await site.imported()).length).toBe(35)
  })

  it('the next reading goes on where the last one ended', async () => {
    const site = await observed()
    site.sleep(2 * HOUR)
    await site.wait()
    site.live(10 * MINUTE)
    site.sleep(HOUR)
    const asked = site.log.asked.length
    await site.wait()
    expect(site.log.asked.length - asked).toBeLessThan(5)
    expect(site.unfilled(GAP_FROM)).toEqual([])
    await expectTrue(site)
    const [log] = site.session.context.store.trendLogs()
    expect(log).toMatchObject({ records: 'AI 1 present-value', pointId: site.pointId, readSequence: site.log.total, problems: [] })
  })

  it('a device that is silent at first is asked again when it is back', async () => {
    const site = await observed()
    site.log.alive = false
    site.sleep(HOUR)
    expect(await site.wait()).toMatchObject({ state: 'failed', failure: { code: 'backfill-silent' } })
    expect(site.unfilled(GAP_FROM)).toEqual([[0, 60]])
    site.log.alive = true
    site.online()
    expect(await site.wait()).toMatchObject({ state: 'done' })
    expect(site.unfilled(GAP_FROM)).toEqual([])
  })

  it('a reading cut short keeps what it has, and is taken up again', async () => {
    const site = await observed()
    site.log.mostPerPage = 4
    site.log.meanwhile = () => (site.log.alive = site.log.asked.length < 4)
    site.sleep(3 * HOUR)
    expect(await site.wait()).toMatchObject({ state: 'done', doing: { key: 'job.backfill.doneWithProblems' } })
    const part = (await site.imported()).length
    expect(part).toBeGreaterThan(2)
    expect(part).toBeLessThan(20)
    expect(site.session.context.store.trendLogs()[0]).toMatchObject({ readUntilMs: null, problems: [{ key: 'trendLog.unreadable' }] })
    site.log.meanwhile = () => (site.log.alive = true)
    site.log.alive = true
    site.clock.advance(16 * MINUTE)
    await site.wait()
    expect(site.unfilled(GAP_FROM)).toEqual([])
    await expectTrue(site)
    expect((await site.imported()).length).toBe(35)
  })
})

describe('other times without observation', () => {
  it('the engine was not running', async () => {
    const site = await observed()
    await site.session.close()
    const fromMs = site.clock.nowMs()
    site.clock.jump(5 * HOUR)
    site.record(fromMs, site.clock.nowMs())
    await site.open()
    site.online()
    await site.wait()
    expect(site.unfilled(GAP_FROM)).toEqual([])
    await expectTrue(site)
    expect((await site.imported()).length).toBe(59)
  })

  it('the cable was out', async () => {
    const site = await observed()
    const fromMs = site.clock.nowMs()
    site.clock.advance(MINUTE)
    site.listener.reachability(site.deviceId, 'offline', site.clock.nowMs())
    site.clock.advance(2 * HOUR)
    site.record(fromMs, site.clock.nowMs())
    site.online()
    await site.wait()
    expect((await site.imported()).length).toBe(24)
    expect(site.unfilled(GAP_FROM)).toEqual([])
    await expectTrue(site)
  })

  it('by hand also the days before the first visit, once', async () => {
    const site = await observed()
    const job = await site.byHand(START - 24 * HOUR, START + HOUR)
    expect(job).toMatchObject({ state: 'done', doing: { params: { readings: 24, gaps: 1 } } })
    expect(minutesOf(await site.imported(), START)).toEqual(every5(-2 * HOUR, 0).map((ms) => ms / MINUTE))
    expect(await site.byHand(START - 24 * HOUR, START + HOUR)).toMatchObject({ state: 'done', doing: { params: { readings: 0 } } })
    expect((await site.imported()).length).toBe(24)
    await expectTrue(site)
  })

  it('are filled from a device that knows positions only', async () => {
    const site = await observed()
    site.log.knows = [3]
    site.log.tellsSequence = false
    site.sleep(3 * HOUR)
    await site.wait()
    expect(site.unfilled(GAP_FROM)).toEqual([])
    await expectTrue(site)
    expect((await site.imported()).length).toBe(35)
  })
})

describe('other logs and addresses', () => {
  it('a Trend Log Multiple fills the point of each member by what it recorded of it', async () => {
    const log = new LogDevice()
    log.type = 27
    const site = await observed(START, 'UTC', { log })
    site.sleep(2 * HOUR)
    await site.wait()
    await expectTrue(site)
    expect((await site.imported()).length).toBe(23)
    expect(site.unfilled(GAP_FROM)).toEqual([])
    const rows = site.session.context.store.trendLogs()
    expect(rows.map(({ logType, member, records }) => [logType, member, records])).toEqual([[27, 0, 'AI 2 present-value'], [27, 1, '1001: AI 1 present-value']])
    const [other] = rows
    expect(site.session.context.store.backfilled(other!.pointId!, 0, START * 2)).toEqual([])
  })

  it('a device that came back at another address is read there', async () => {
    const site = await observed()
    const fromMs = site.clock.nowMs()
    const { address } = site.session.context.registry.get(site.deviceId)!
    site.clock.advance(MINUTE)
    site.listener.reachability(site.deviceId, 'offline', site.clock.nowMs())
    site.clock.advance(HOUR)
    site.record(fromMs, site.clock.nowMs())
    site.listener.moved(site.deviceId, address, { ip: '10.9.9.9', port: 47_808 })
    site.online()
    await site.wait()
    expect([...site.askedAt].at(-1)).toBe('10.9.9.9')
    expect(site.unfilled(GAP_FROM)).toEqual([])
    await expectTrue(site)
  })

  it('what is shown of the point is hatched only where nothing is known', async () => {
    const site = await observed()
    site.sleep(HOUR)
    await site.wait()
    const { store, points } = site.session.context
    const both = points.ofDevice(site.deviceId).filter(({ pollIntervalMs }) => pollIntervalMs > 0)
    const gaps = store.coverageGaps(0, START * 2)
    const shown = (which: typeof both) => gapsOfPoints(gaps, which, (id) => store.backfilled(id, 0, START * 2))
    expect(shown(both.filter(({ id }) => id === site.pointId))).toEqual([])
    expect(shown(both)).toEqual([{ ...gaps[0], pointIds: both.filter(({ id }) => id !== site.pointId).map(({ id }) => id) }])
  })
})

describe('clocks', () => {
  it('of the device that is ahead: its records are put right', async () => {
    const site = await observed(START, 'UTC', { localOffset: () => 97_000 })
    site.sleep(2 * HOUR)
    await site.wait()
    await expectTrue(site)
    expect((await site.imported()).length).toBe(23)
    expect(site.session.context.store.trendLogs()[0]?.problems).toMatchObject([{ key: 'trendLog.clockOff', params: { seconds: 97 } }])
  })

  it('of the device that was set meanwhile: what was recorded before is shifted', async () => {
    const site = await observed(START, 'UTC', { localOffset: (utcMs) => (utcMs < START + HOUR ? -600_000 : 0) })
    site.session.suspend()
    const fromMs = site.clock.nowMs()
    site.clock.jump(2 * HOUR)
    site.record(fromMs, START + HOUR)
    site.say(START + HOUR, timeChangeDatum(600))
    site.record(START + HOUR, site.clock.nowMs())
    site.session.resume()
    site.online()
    await site.wait()
    await expectTrue(site)
    expect(site.unfilled(GAP_FROM)).toEqual([])
  })

  it('of the device that was set by nobody knows how much: what was recorded before is left out, and stays a gap', async () => {
    const site = await observed()
    site.session.suspend()
    const fromMs = site.clock.nowMs()
    site.clock.jump(2 * HOUR)
    site.record(fromMs, START + HOUR)
    site.say(START + HOUR, timeChangeDatum(0))
    site.record(START + HOUR, site.clock.nowMs())
    site.session.resume()
    site.online()
    await site.wait()
    expect(minutesOf(await site.imported(), START)[0]).toBe(60)
    expect(site.unfilled(GAP_FROM)).toEqual([[0, 50]])
    expect(site.session.context.store.trendLogs()[0]?.problems).toMatchObject([{ key: 'trendLog.undated' }, { key: 'trendLog.lateStart' }])
  })

  const berlin = (utcMs: number): number => createCalendar('Europe/Berlin').localMs(utcMs) - utcMs

  it.each([['set back', Date.UTC(2026, 9, 24, 20)], ['set forward', Date.UTC(2026, 2, 28, 20)]])('of the site that are %s in the night: every reading is there once, at its time', async (_how, startMs) => {
    const offsets = new Map<number, number>()
    const localOffset = (utcMs: number): number => {
      const hour = Math.floor(utcMs / HOUR)
      if (!offsets.has(hour)) offsets.set(hour, berlin(hour * HOUR))
      return offsets.get(hour)!
    }
    const site = await observed(startMs, 'Europe/Berlin', { localOffset })
    site.sleep(10 * HOUR)
    await site.wait()
    await expectTrue(site)
    expect((await site.imported()).length).toBe(119)
    expect(site.unfilled(startMs)).toEqual([])
    expect(site.session.context.store.trendLogs()[0]?.problems).toEqual([])
  })

  it('of the laptop set back an hour: nothing is filled, nothing stands twice', async () => {
    const site = await observed()
    site.clock.jump(-HOUR)
    site.live(10 * MINUTE)
    site.online()
    await site.wait()
    expect(await site.imported()).toEqual([])
    expect(site.session.context.store.coverageGaps(0, START * 2)).toEqual([])
    const times = (await site.readings()).map(({ timeMs }) => timeMs)
    expect(new Set(times).size).toBe(times.length)
  })

  it('of a device that does not tell its time: taken to be right, and said so', async () => {
    const site = await observed(START, 'UTC', { tellsTime: false })
    site.sleep(HOUR)
    await site.wait()
    await expectTrue(site)
    expect(site.session.context.store.trendLogs()[0]?.problems).toMatchObject([{ key: 'trendLog.clockUnknown' }])
  })
})

describe('what the log itself did not record stays a gap', () => {
  /** Asleep for an hour, in which `meanwhile` happens; gives what stays open, in minutes after the gap began. */
  const after = async (meanwhile: (site: LoggingSite) => void, change: Partial<LoggingSite> = {}): Promise<{ site: LoggingSite; open: number[][] }> => {
    const site = await observed(START, 'UTC', change)
    site.session.suspend()
    site.clock.jump(HOUR)
    meanwhile(site)
    site.session.resume()
    site.online()
    await site.wait()
    const { length } = await site.imported()
    expect(length).toBeGreaterThan(0)
    return { site, open: site.unfilled(GAP_FROM) }
  }

  it('switched off and on again', async () => {
    const { open } = await after((site) => {
      site.record(GAP_FROM, GAP_FROM + 20 * MINUTE)
      site.say(GAP_FROM + 21 * MINUTE, statusDatum(true))
      site.say(GAP_FROM + 41 * MINUTE, statusDatum(false))
      site.record(GAP_FROM + 45 * MINUTE, GAP_FROM + 60 * MINUTE)
    })
    expect(open).toEqual([[20, 45]])
  })

  it('interrupted: since its last record', async () => {
    const { open } = await after((site) => {
      site.record(GAP_FROM, GAP_FROM + 20 * MINUTE)
      site.say(GAP_FROM + 41 * MINUTE, statusDatum(false, false, true))
      site.record(GAP_FROM + 45 * MINUTE, GAP_FROM + 60 * MINUTE)
    })
    expect(open).toEqual([[15, 45]])
  })

  it('full, and told to stop then', async () => {
    const { site, open } = await after((one) => {
      one.record(GAP_FROM, GAP_FROM + 30 * MINUTE)
      one.stopWhenFull = true
      one.log.size = one.log.records.length
    })
    expect(open).toEqual([[30, 60]])
    expect(site.session.context.store.trendLogs()[0]?.problems).toMatchObject([{ key: 'trendLog.full' }])
  })

  it('overwritten before it was read', async () => {
    const { site, open } = await after((one) => {
      one.log.size = 6
      one.record(GAP_FROM, GAP_FROM + 60 * MINUTE)
    })
    expect(open).toEqual([[0, 30]])
    expect(site.session.context.store.trendLogs()[0]?.problems).toMatchObject([{ key: 'trendLog.lateStart' }])
  })

  it('failed readings, nothing, and records that cannot be read', async () => {
    const { site, open } = await after((one) => {
      one.record(GAP_FROM, GAP_FROM + 20 * MINUTE)
      one.say(GAP_FROM + 20 * MINUTE, failureDatum())
      one.say(GAP_FROM + 25 * MINUTE, nullDatum())
      one.say(GAP_FROM + 30 * MINUTE, Buffer.from([0xb9, 1]))
      one.record(GAP_FROM + 35 * MINUTE, GAP_FROM + 60 * MINUTE)
    })
    expect(open).toEqual([[20, 35]])
    expect(site.session.context.store.trendLogs()[0]?.problems).toMatchObject([{ key: 'trendLog.brokenRecords', params: { count: 1 } }])
    expect((await site.readings()).every(({ value }) => Number.isFinite(value))).toBe(true)
  })

  it('a log on change knows the value until its next record, as long as it records', async () => {
    const { site, open } = await after(
      (one) => {
        for (const minute of [7, 33]) one.log.add({ localMs: GAP_FROM + minute * MINUTE, datum: realDatum(valueAt(GAP_FROM + minute * MINUTE)) })
        one.say(GAP_FROM + 50 * MINUTE, statusDatum(true))
      },
      { loggingType: 1 },
    )
    expect(open).toEqual([[50, 60]])
    expect(minutesOf(await site.imported(), GAP_FROM)).toEqual([7, 33])
  })
})

it('a job that is cancelled leaves what was filled, and no claim on the rest', async () => {
  const site = await observed()
  site.log.mostPerPage = 2
  site.sleep(3 * HOUR)
  const { jobs } = site.session.context
  site.log.meanwhile = () => {
    const running = jobs.running('backfill')
    if (running !== undefined && site.log.asked.length === 6) jobs.cancel(running.id)
  }
  expect(await site.wait()).toMatchObject({ state: 'cancelled' })
  const [[openFrom, openTo] = []] = site.unfilled(GAP_FROM)
  expect(openTo).toBe(180)
  expect(openFrom).toBeLessThan(60)
  expect(site.session.context.store.trendLogs()[0]?.readUntilMs).toBeNull()
  await expectTrue(site)
})
