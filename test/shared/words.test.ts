/** Whatever goes wrong, and whatever the engine says, is said in words: no code and no key is without its sentence. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance, type i18n } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { DETECTORS } from '../../electron/engine/monitor/detection/detector-list.ts'
import { formatMessage } from '../../shared/format-message.ts'
import { ENGLISH } from '../../shared/locales/english.ts'
import { message } from '../../shared/message.ts'

const ROOT = join(import.meta.dirname, '../..')
const WORDS = join(ROOT, 'shared/locales/en')

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

const wordsOf = (file: string): Record<string, string> => JSON.parse(readFileSync(join(WORDS, file), 'utf8'))

const isFailures = (file: string): boolean => file.startsWith('failures')
const ENGINE_FILES = readdirSync(WORDS).filter((file) => !isFailures(file) && !['shell.json', 'report.json'].includes(file))
const engineWords = Object.assign({}, ...ENGINE_FILES.map(wordsOf)) as Record<string, string>
const failureWords = Object.assign({}, ...readdirSync(WORDS).filter(isFailures).map(wordsOf)) as Record<string, string>

const namedIn = (sentence: string): string[] => [...new Set([...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? ''))]

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** The parts between the commas of a bracket that opens at `start`; strings and inner brackets stay whole. */
const partsAt = (text: string, start: number): string[] => {
  const parts = ['']
  const open = [CLOSING[text[start] ?? ''] ?? '']
  let quote = ''
  for (let i = start + 1; i < text.length && open.length > 0; i++) {
    const char = text[i] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === "'" || char === '`') quote = char
    else if (char in CLOSING) open.push(CLOSING[char] ?? '')
    else if (char === open.at(-1)) open.pop()
    else if (char === ',' && open.length === 1) {
      parts.push('')
      continue
    }
    if (open.length > 0) parts[parts.length - 1] += char
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Names of an object literal's properties; null where they are not written out. */
const namesIn = (object: string | undefined): string[] | null => {
  if (object === undefined) return []
  if (!object.startsWith('{') || object.includes('...')) return null
  return partsAt(object, 0).map((part) => /^\w+/.exec(part)?.[0] ?? '')
}

const callsOf = (text: string, name: string): string[][] => [...text.matchAll(new RegExp(`(?<![\\w.])${name}\\(`, 'g'))].map((match) => partsAt(text, match.index + match[0].length - 1))

const CODE = /^'([a-z]+(?:-[a-z]+)*)'$/

interface Failing {
  readonly code: string
  /** What the sentence may name; null where the source does not show it on the spot. */
  readonly given: readonly string[] | null
}

/** Every failure that sources make, by `failure('code', ...)`, `code: 'code'`, the tuples discovery chooses from, or `unknown('what', ...)`. */
const failingIn = (text: string): Failing[] => [
  ...callsOf(text, 'failure').flatMap(([first = '', , detail]) => (CODE.test(first) ? [{ code: first.slice(1, -1), given: namesIn(detail) }] : [])),
  ...[...text.matchAll(/\bcode: (?:[^\n,]* \? )?'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => ({ code, given: null })),
  ...[...text.matchAll(/\[\s*'(nothing-found[a-z-]*)'/g)].map(([, code = '']) => ({ code, given: null })),
  ...callsOf(text, 'unknown').flatMap(([first = '']) => (CODE.test(first) ? [{ code: `${first.slice(1, -1)}-unknown`, given: ['id'] }] : [])),
]

/** Codes that are read on the command line only, where the failure's own English words stand. */
const NEVER_ON_A_SCREEN: Readonly<Record<string, string>> = {
  usage: 'wrong options of a command',
  'file-unwritable': 'the command line, which has no screen',
  'object-unknown': 'the command line, which has no screen',
  'evaluate-usage': 'wrong options of the evaluate command',
  'store-missing': 'the back-test command, which opens no new site',
  'store-older': 'the back-test command, which brings no site up to date',
  'build-failed': 'the start script, before there is a window',
  'no-desktop': 'the start script chooses the web host instead and says so in the terminal',
  'recording-broken': 'the simulator run by hand on a recording',
  'site-file-unreadable': 'the simulator run by hand on a site file',
  'site-file-broken': 'the simulator run by hand on a site file',
  'web-port-taken': 'the web host has no page to show it on',
  'web-port-forbidden': 'the web host has no page to show it on',
  'web-port-failed': 'the web host has no page to show it on',
}

const failing = ['electron', 'shared', 'scripts', 'renderer'].flatMap(sourcesIn).flatMap(failingIn)

describe('failures', () => {
  it('have a sentence for every code that can reach a screen', () => {
    const codes = new Set(failing.map(({ code }) => code))
    expect(codes.size).toBeGreaterThan(35)
    expect([...codes].filter((code) => !(code in failureWords) && !(code in NEVER_ON_A_SCREEN))).toEqual([])
  })

  it('name only what the failure carries', () => {
    const seen = failing.filter(({ code, given }) => given !== null && code in failureWords)
    expect(seen.length).toBeGreaterThan(10)
    const wrong = seen.flatMap(({ code, given }) => namedIn(failureWords[code] ?? '').filter((name) => !given?.includes(name)).map((name) => `${code}: ${name}`))
    expect(wrong).toEqual([])
  })

  it('have no sentence that nothing says, and no excuse that is not needed', () => {
    const codes = new Set(failing.map(({ code }) => code).concat('engine-crashed'))
    expect(Object.keys(failureWords).filter((code) => !codes.has(code))).toEqual([])
    expect(Object.keys(NEVER_ON_A_SCREEN).filter((code) => !codes.has(code) || code in failureWords)).toEqual([])
  })
})

interface Said {
  readonly key: string
  readonly given: readonly string[] | null
}

/** Every `message('key', { ... })` of the engine; keys put together at run time are tried in the tests of those who do so. */
const said: readonly Said[] = sourcesIn('electron/engine').flatMap((text) =>
  callsOf(text, 'message').flatMap(([first = '', params]) => (/^'[\w.-]+'$/.test(first) ? [{ key: first.slice(1, -1), given: namesIn(params) }] : [])),
)

describe('sentences of the engine', () => {
  const sentencesOf = (key: string): string[] => Object.entries(engineWords).flatMap(([name, sentence]) => (name === key || name === `${key}_one` || name === `${key}_other` ? [sentence] : []))

  it('exist for every key', () => {
    expect(said.length).toBeGreaterThan(40)
    expect([...new Set(said.filter(({ key }) => sentencesOf(key).length === 0).map(({ key }) => key))]).toEqual([])
    const transport = failing.filter(({ code }) => ['port-taken', 'port-forbidden', 'no-network'].includes(code)).map(({ code }) => `transport.${code}`)
    expect(transport.filter((key) => sentencesOf(key).length === 0)).toEqual([])
  })

  it('name only what they are given', () => {
    expect(said.filter(({ given }) => given !== null && given.length > 0).length).toBeGreaterThan(15)
    const wrong = said.flatMap(({ key, given }) => (given === null ? [] : sentencesOf(key).flatMap(namedIn).filter((name) => !given.includes(name)).map((name) => `${key}: ${name}`)))
    expect(wrong).toEqual([])
  })
})

describe('detectors', () => {
  it('have a name and an explanation each, and none is left over', () => {
    const keys = DETECTORS.flatMap(({ title, explanation }) => [title.key, explanation.key])
    expect(keys.filter((key) => !(key in engineWords))).toEqual([])
    expect(Object.keys(engineWords).filter((key) => key.startsWith('detector.') && !keys.includes(key))).toEqual([])
  })
})

describe('sentences of work', () => {
  let i18next: i18n
  beforeAll(async () => {
    i18next = createInstance()
    await i18next.init({ lng: 'en', ns: ['engine'], interpolation: { escapeValue: false }, resources: { en: { engine: engineWords } } })
  })
  const say = (key: string, params: Record<string, number>): string => formatMessage(i18next.t, message(key, params))

  it('count one and many', () => {
    expect(say('job.discovery.done', { devices: 1, points: 1 })).toBe('Found 1 device with 1 point')
    expect(say('job.discovery.doneWithFailures', { devices: 8, points: 1_284, failed: 1 })).toBe('Found 8 devices with 1,284 points; 1 device could not be read')
    expect(say('job.demo.importing', { done: 20_000, total: 1_563_645 })).toBe('Importing history: 20,000 of 1,563,645 readings')
  })
})

describe('the words of the hosts', () => {
  it('hold every file of sentences', () => {
    expect(Object.keys(ENGLISH.engine).sort()).toEqual(Object.keys(engineWords).sort())
    expect(Object.keys(ENGLISH.failures).sort()).toEqual(Object.keys(failureWords).sort())
  })
})
