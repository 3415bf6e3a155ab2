/** Times, addresses, search and advice as pure functions; and that no word on the screen is missing. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { InterfaceInfo } from '../../shared/domain/acquisition.ts'
import { JOB_KINDS } from '../../shared/domain/job.ts'
import { DEFAULT_SETTINGS } from '../../shared/domain/settings.ts'
import { clockTime, dayTime, duration, fullTime, relativeTime } from '../../renderer/components/format-time.ts'
import { formatValue } from '../../renderer/components/format-value.ts'
import { pointsDoor, targetDoor, trendDoor } from '../../renderer/doors.ts'
import { searchEntries, searchText, type SearchEntry } from '../../renderer/frame/search-index.ts'
import { adviceFor } from '../../renderer/screens/first-run/advice.ts'
import { ALL_INSTANCES, rangeProblem, typedInstances } from '../../renderer/screens/first-run/typed-range.ts'
import { parseTargets } from '../../renderer/screens/first-run/targets.ts'
import { limitsOf } from '../../renderer/screens/settings/setting-limits.ts'
import { STATUSES } from '../../renderer/theme/status.ts'

// Much to read; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const ROOT = join(import.meta.dirname, '../../renderer')
const WORDS = join(ROOT, 'locales/en')
const readWords = (): Record<string, unknown> => Object.fromEntries(readdirSync(WORDS).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(WORDS, file), 'utf8'))]))

const t = createInstance()
beforeAll(async () => {
  await t.init({ lng: 'en', resources: { en: { ui: readWords() } }, defaultNS: 'ui', interpolation: { escapeValue: false } })
})

const BERLIN = 'Europe/Berlin'
const at = (text: string): number => Date.parse(text)

describe('times', () => {
  it('are in the zone of the site, with only what is needed of the date', () => {
    const now = at('2026-11-23T16:00:00Z')
    expect(clockTime(now, BERLIN)).toBe('17:00')
    expect(dayTime(at('2026-11-23T03:05:00Z'), BERLIN, now)).toBe('04:05')
    expect(dayTime(at('2026-11-22T23:30:00Z'), BERLIN, now)).toBe('00:30')
    expect(dayTime(at('2026-11-22T22:30:00Z'), BERLIN, now)).toBe('22 Nov 23:30')
    expect(dayTime(at('2025-11-22T22:30:00Z'), BERLIN, now)).toContain('2025')
    expect(fullTime(now, BERLIN)).toContain('17:00:00')
  })

  it('are relative near and absolute far', () => {
    const now = at('2026-11-23T16:00:00Z')
    const said = (agoMs: number): string => relativeTime(t.t, now - agoMs, now, BERLIN)
    expect(said(2_000)).toBe('just now')
    expect(said(45_000)).toBe('45 s ago')
    expect(said(12 * 60_000)).toBe('12 min ago')
    expect(said(200 * 60_000)).toBe('3 h 20 min ago')
    expect(said(26 * 3_600_000)).toBe('22 Nov 15:00')
  })

  it('name lengths in two units at most', () => {
    expect([900, 59_999, 3_600_000, 5_400_000, 90_000_000].map((ms) => duration(t.t, ms))).toEqual(['0 s', '59 s', '1 h', '1 h 30 min', '1 d 1 h'])
  })
})

describe('values', () => {
  it('carry their unit or the text of their state', () => {
    expect(formatValue({ kind: 'analog', units: 62, stateTexts: [] }, 21.44)).toBe('21.4\u00a0°C')
    expect(formatValue({ kind: 'binary', units: null, stateTexts: ['Off', 'On'] }, 1)).toBe('On')
    expect(formatValue({ kind: 'multiState', units: null, stateTexts: ['Off', 'Occupied'] }, 2)).toBe('Occupied')
    expect(formatValue({ kind: 'multiState', units: null, stateTexts: [] }, 3)).toBe('3')
    expect(formatValue({ kind: 'analog', units: 62, stateTexts: [] }, Number.NaN)).toBe('–')
  })
})

describe('doors', () => {
  it('lead to the trend of points over a period, and to points by state', () => {
    expect(trendDoor({ points: [1, 2], fromMs: 5.4, toMs: 9 })).toBe('/trend?points=1,2&from=5&to=9')
    expect(trendDoor({ points: [] })).toBe('/trend')
    expect(pointsDoor({ state: 'stale', device: 3 })).toBe('/points?state=stale&device=3')
  })
})

describe('search', () => {
  const entry = (kind: SearchEntry['kind'], label: string, description = ''): SearchEntry => ({ id: `${kind} ${label}`, kind, label, description, words: searchText(label, description) })
  const entries = [entry('screen', 'Alerts'), entry('device', 'AHU-1'), entry('point', 'AHU-1.SA-T', 'Supply air temperature'), entry('point', 'VAV.AHU', 'of AHU-1'), entry('alert', 'AHU-1.SA-T above expected')]

  it('needs every word, in any order', () => {
    expect(searchEntries(entries, 'temp supply', 10).map(({ label }) => label)).toEqual(['AHU-1.SA-T'])
    expect(searchEntries(entries, 'temp nothing', 10)).toEqual([])
  })

  it('puts whole names first, then beginnings, then the rest', () => {
    expect(searchEntries(entries, 'ahu-1', 10).map(({ kind }) => kind)).toEqual(['device', 'alert', 'point', 'point'])
  })

  it('offers screens and actions before anything is typed', () => {
    expect(searchEntries(entries, '  ', 10).map(({ kind }) => kind)).toEqual(['screen'])
  })
})

describe('first run', () => {
  it('reads typed addresses and names what is none', () => {
    expect(parseTargets('10.0.0.1, 10.0.0.1:47809\n10.0.0.1;300.1.1.1 10.0.0.1:0 host 1.2.3 255.255.255.255 224.0.0.1 0.0.0.0')).toEqual({ valid: ['10.0.0.1', '10.0.0.1:47809'], wrong: ['300.1.1.1', '10.0.0.1:0', 'host', '1.2.3', '255.255.255.255', '224.0.0.1', '0.0.0.0'] })
  })

  it('takes a range of instances with open ends, and refuses what is none', () => {
    expect([ALL_INSTANCES, { low: 5, high: '' }, { low: '', high: 9 }, { low: 0, high: '4194303' }].map(typedInstances)).toEqual([{}, { lowInstance: 5, highInstance: 4_194_303 }, { lowInstance: 0, highInstance: 9 }, { lowInstance: 0, highInstance: 4_194_303 }])
    expect([ALL_INSTANCES, { low: 7, high: 7 }, { low: 8, high: 7 }, { low: -1, high: '' }, { low: '', high: 4_194_304 }, { low: 1.5, high: '' }].map(rangeProblem)).toEqual([null, null, 'turned', 'outside', 'outside', 'outside'])
  })

  it('says why nothing is found', () => {
    const eth: InterfaceInfo = { name: 'eth0', address: '10.0.0.2', netmask: '255.0.0.0', broadcast: '10.255.255.255', loopback: false, devicesHeard: 2 }
    const none = { chosen: [], devicesFound: 0, searched: true }
    expect(adviceFor({ interfaces: [], ...none })).toEqual(['noAdapter'])
    expect(adviceFor({ interfaces: [{ ...eth, loopback: true }], ...none })).toEqual(['onlyLoopback'])
    expect(adviceFor({ interfaces: [eth], ...none })[0]).toBe('chooseAdapter')
    expect(adviceFor({ interfaces: [eth], ...none, chosen: ['eth0'] })[0]).toBe('nothingHeard')
    expect(adviceFor({ interfaces: [eth], ...none, devicesFound: 1 })).toEqual([])
  })
})

describe('settings', () => {
  it('take their limits from the one declaration', () => {
    expect(limitsOf('bacnetPort')).toEqual({ least: 1, most: 65_535 })
    expect(limitsOf('bandWidth')).toEqual({ least: 0.5, most: 4 })
  })
})

describe('words', () => {
  const sources = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : /\.tsx?$/.test(entry.name) ? [readFileSync(join(folder, entry.name), 'utf8')] : []))
  const wordOf = (key: string): unknown => key.split('.').reduce<unknown>((words, part) => (typeof words === 'object' && words !== null ? (words as Record<string, unknown>)[part] : undefined), readWords())
  const exists = (key: string): boolean => ['', '_one', '_other'].some((suffix) => typeof wordOf(`${key}${suffix}`) === 'string')

  it('exist for every key that the screens name', () => {
    const text = sources(ROOT).join('\n')
    const keys = [...new Set([...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key ?? ''))]
    expect(keys.length).toBeGreaterThan(100)
    expect(keys.filter((key) => !exists(key))).toEqual([])
  })

  it('exist for every state, every setting and every kind of long work', () => {
    expect(JOB_KINDS.map((kind) => `frame.job.${kind}`).filter((key) => !exists(key))).toEqual([])
    expect(Object.values(STATUSES).map(({ word }) => word).filter((key) => !exists(key))).toEqual([])
    expect(Object.keys(DEFAULT_SETTINGS).flatMap((name) => [`settings.${name}.title`, `settings.${name}.text`]).filter((key) => !exists(key))).toEqual([])
  })
})

describe('colours of states', () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255).map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }

  it('are readable as text on the page, a panel and a chosen row in both schemes (WCAG AA, 4.5:1)', () => {
    const grounds = { light: ['#f4f5f6', '#fcfcfd', '#dde2e6'], dark: ['#191c20', '#1f2328', '#30373f'] } as const
    const weak = Object.entries(STATUSES).flatMap(([name, status]) =>
      (['light', 'dark'] as const).flatMap((scheme) => grounds[scheme].filter((ground) => contrast(status[scheme], ground) < 4.5).map((ground) => `${name} on ${ground}`)),
    )
    expect(weak).toEqual([])
  })
})

describe('the host', () => {
  it('is followed where it wants to go', () => {
    expect([targetDoor({ to: 'alert', alertId: 7 }), targetDoor({ to: 'alerts' }), targetDoor({ to: 'settings' }), targetDoor({ to: 'overview' })]).toEqual(['/alerts?alert=7', '/alerts', '/settings', '/'])
  })
})
