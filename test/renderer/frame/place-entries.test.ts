/** What the search finds of meters, plans and parts of screens, with the real words. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Meter } from '../../../shared/domain/energy.ts'
import type { Plan } from '../../../shared/domain/plan.ts'
import { meterEntries, partEntries, planEntries } from '../../../renderer/frame/place-entries.ts'
import { SCREEN_PARTS } from '../../../renderer/frame/screen-parts.ts'
import { SCREENS } from '../../../renderer/frame/screens.ts'
import { searchEntries, searchText, type SearchEntry } from '../../../renderer/frame/search-index.ts'

const RENDERER = join(import.meta.dirname, '../../../renderer')
const WORDS = join(RENDERER, 'locales/en')
const i18n = createInstance()
beforeAll(async () => {
  const ui = Object.fromEntries(readdirSync(WORDS).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(WORDS, file), 'utf8'))]))
  await i18n.init({ lng: 'en', resources: { en: { ui } }, defaultNS: 'ui', interpolation: { escapeValue: false } })
})

const meter = (id: number, name: string, patch: Partial<Meter> = {}): Meter => ({
  id, name, medium: 'electricity', measure: 'energy', source: { what: 'imported' }, origin: 'found', confidence: 1, units: null, scale: 1, rolloverAt: null, deviceId: null, area: '',
  floorAreaM2: null, parentId: null, demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null, ...patch,
})
const plan = (id: number, name: string): Plan => ({ id, name, width: 2_000, height: 1_000, picture: null, locked: true })

const first = (entries: readonly SearchEntry[], typed: string): string | undefined => searchEntries(entries, typed, 10)[0]?.id

describe('the search', () => {
  it('finds every part of a screen by its name, with the screen and what is there beside it', () => {
    const entries = partEntries(i18n.t)
    expect(new Set(entries.map(({ to }) => to)).size).toBe(SCREEN_PARTS.length)
    expect(new Set(entries.map(({ label }) => label)).size).toBe(SCREEN_PARTS.length)
    for (const { id, label, description } of entries) {
      expect(first(entries, label), label).toBe(id)
      expect(description).toMatch(/^[A-Z][\w -]+ · .{10,}/)
      expect(`${label} ${description}`).not.toMatch(/frame\.|energy\./)
    }
    expect(entries.find(({ id }) => id === 'part backTest')).toEqual({
      id: 'part backTest', kind: 'part', label: 'Back-test', description: 'Detection · Try a change on history', words: 'back-test detection · try a change on history', to: '/detection/back-test',
    })
  })

  it('opens addresses that the console has, and none of a screen in the rail twice but detection, whose first page the rules are', () => {
    const routes = [...readFileSync(join(RENDERER, 'app.tsx'), 'utf8').matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path ?? '')
    expect(routes).toContain('/energy/savings')
    const reaches = (to: string): boolean => routes.some((path) => path === to || (path.endsWith('/*?') && to.startsWith(path.slice(0, -3))))
    expect(SCREEN_PARTS.filter(({ to }) => !reaches(to))).toEqual([])
    expect(SCREEN_PARTS.filter(({ to }) => SCREENS.some((screen) => screen.to === to)).map(({ name }) => name)).toEqual(['rules'])
  })

  it('finds what a technician would type for a part: what is done there, not only its name', () => {
    const entries = partEntries(i18n.t)
    expect(['baseline', 'csv weather', 'tariff', 'carbon', 'energy import', 'side by side', 'recommendations', 'data problems'].map((typed) => first(entries, typed))).toEqual(
      ['part savings', 'part energyImport', 'part tariffs', 'part tariffs', 'part energyImport', 'part benchmark', 'part efficiency', 'part roles'],
    )
  })

  it('opens a meter by its name, its medium or its area, and says when it is not counted or estimated', () => {
    const entries = meterEntries(i18n.t, [meter(3, 'Chillers', { medium: 'cooling', area: 'Roof' }), meter(7, 'Old main', { ignored: true }), meter(8, 'Fan', { estimated: true })])
    expect(entries.map(({ to, label, description }) => [to, label, description])).toEqual([
      ['/energy/meter/3', 'Chillers', 'Cooling · Roof'],
      ['/energy/meter/7', 'Old main', 'Electricity · not counted'],
      ['/energy/meter/8', 'Fan', 'Electricity · estimated'],
    ])
    expect([first(entries, 'chil'), first(entries, 'roof cooling'), first(entries, 'not counted')]).toEqual(['meter 3', 'meter 3', 'meter 7'])
  })

  it('opens a plan by its name', () => {
    const entries = planEntries([plan(4, 'Level 2'), plan(5, 'Plant room')])
    expect(entries.map(({ kind, to, description }) => [kind, to, description])).toEqual([['plan', '/plan/4', ''], ['plan', '/plan/5', '']])
    expect(first(entries, 'level')).toBe('plan 4')
  })

  it('puts a meter of a name before the points of that name, and a device before both', () => {
    const named = (kind: SearchEntry['kind']): SearchEntry => ({ id: `${kind} 1`, kind, label: 'Main', description: '', words: searchText('Main') })
    const entries = [named('point'), ...meterEntries(i18n.t, [meter(1, 'Main')]), ...planEntries([plan(1, 'Main')]), named('device')]
    expect(searchEntries(entries, 'main', 10).map(({ kind }) => kind)).toEqual(['device', 'meter', 'plan', 'point'])
  })

  it('does not crowd what is offered before anything is typed', () => {
    expect(searchEntries([...partEntries(i18n.t), ...meterEntries(i18n.t, [meter(1, 'Main')]), ...planEntries([plan(1, 'Level 1')])], '', 10)).toEqual([])
  })
})
