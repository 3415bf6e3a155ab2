/** Every word the charts, the trend screen and the points screen ask for is written down, and none is written for nothing. */
import { readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../../renderer')

type Words = { readonly [key: string]: string | Words }

const leaves = (words: Words, prefix: string): string[] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [`${prefix}.${key}`] : leaves(value, `${prefix}.${key}`)))

const read = (name: string): string[] => leaves(JSON.parse(readFileSync(resolve(ROOT, `locales/en/${name}.json`), 'utf8')) as Words, name)

const sources = ['charts', 'screens/trend', 'screens/points']
  .flatMap((folder) => readdirSync(resolve(ROOT, folder)).map((file) => resolve(ROOT, folder, file)))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

const written = [...read('trend'), ...read('points')].map((key) => key.replace(/_(one|other)$/, ''))
/** `trend.gap.${...}` becomes `trend.gap.`: anything below it is asked for. */
const asked = [...sources.matchAll(/['"`]((?:trend|points)\.[\w.]*)(\$\{|['"`])/g)].map(([, key = '', end]) => ({ key, open: end === '${' }))

describe('words', () => {
  it('are looked for in the sources at all', () => {
    expect(asked.length).toBeGreaterThan(60)
  })
  it.each(asked.filter(({ open }) => !open).map(({ key }) => key))('%s is written', (key) => {
    expect(written).toContain(key)
  })
  it.each(asked.filter(({ open }) => open).map(({ key }) => key))('something below %s is written', (key) => {
    expect(written.some((word) => word.startsWith(key))).toBe(true)
  })
  it('are all asked for somewhere', () => {
    expect(written.filter((word) => !asked.some(({ key, open }) => (open ? word.startsWith(key) : word === key)))).toEqual([])
  })
})
