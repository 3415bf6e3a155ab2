/** The house's one arrow, as data: which folder may import what. Fails on a breach, and when it reads no files. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface Rule {
  /** Files below this path (or this very file) obey the rule; the longest match counts. */
  readonly folder: string
  /** Project paths it may import, besides its own folder. */
  readonly project: readonly string[]
  /** Packages it may import; `*` = any but those in `never`. */
  readonly packages: readonly string[]
  readonly node: boolean
}

const RENDERER_PACKAGES = ['react', 'react-dom', 'react-i18next', 'i18next', 'wouter', 'echarts', '@mantine/', '@tanstack/', '@tabler/icons-react', 'dayjs', 'date-fns', '@date-fns/tz']

/** Numeric libraries: pure mathematics only. */
const NUMERIC_PACKAGES = ['simple-statistics', 'libsvm-js', 'ml-isolation-forest', 'ml-matrix']

const RULES: readonly Rule[] = [
  { folder: 'shared', project: [], packages: ['valibot', 'birpc'], node: false },
  { folder: 'electron/engine/analysis', project: ['shared'], packages: NUMERIC_PACKAGES, node: false },
  { folder: 'electron/engine/site-files', project: ['shared'], packages: [], node: false },
  { folder: 'electron/engine/visits', project: ['shared', 'electron/engine/site-files'], packages: [], node: false },
  { folder: 'electron/engine/bacnet', project: ['shared', 'electron/engine/log.ts'], packages: ['@bacnet-js/client'], node: true },
  { folder: 'electron/engine/store', project: ['shared', 'electron/engine/log.ts'], packages: ['better-sqlite3'], node: true },
  { folder: 'electron/engine/reports', project: ['shared'], packages: ['i18next', 'pdfmake'], node: true },
  { folder: 'electron/engine', project: ['shared', 'electron/engine'], packages: ['@date-fns/tz'], node: true },
  { folder: 'electron/simulator', project: ['shared'], packages: ['@bacnet-js/client'], node: true },
  { folder: 'electron/supervision', project: ['shared', 'electron/engine/engine.ts', 'electron/engine/compose.ts'], packages: ['i18next'], node: true },
  { folder: 'electron/cli', project: ['shared', 'electron/supervision', 'electron/engine/engine.ts', 'electron/engine/compose.ts', 'electron/engine/back-test-site.ts'], packages: [], node: true },
  { folder: 'electron/evaluate', project: ['shared', 'electron/engine/analysis', 'electron/engine/pipeline'], packages: [], node: true },
  { folder: 'electron/host', project: ['shared', 'electron/supervision'], packages: ['ws', 'i18next', 'conf', 'electron-log'], node: true },
  { folder: 'electron/shell', project: ['shared', 'electron/supervision'], packages: ['electron', 'electron-store', 'electron-log', 'i18next'], node: true },
  { folder: 'electron/main.ts', project: ['electron/shell', 'shared'], packages: ['electron'], node: true },
  { folder: 'electron/preload.ts', project: ['shared/contract.ts', 'shared/host-link.ts'], packages: ['electron'], node: false },
  { folder: 'electron/engine-process.ts', project: ['shared', 'electron/supervision', 'electron/engine/engine.ts', 'electron/engine/compose.ts'], packages: [], node: true },
  { folder: 'renderer/pdf', project: ['shared'], packages: ['pdfjs-dist'], node: false },
  { folder: 'renderer', project: ['shared'], packages: RENDERER_PACKAGES, node: false },
]

const toPosix = (path: string): string => path.split(sep).join('/')

const sourceFiles = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => toPosix(relative(ROOT, join(entry.parentPath, entry.name))))

/** Every module a file names: static, re-exported, dynamic and URL imports. */
const importsOf = (text: string): string[] => {
  const patterns = [/\bfrom\s+'([^']+)'/g, /\bimport\s+'([^']+)'/g, /\bimport\(\s*'([^']+)'/g, /\brequire\(\s*'([^']+)'/g]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!))
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

const ruleOf = (file: string): Rule | undefined =>
  RULES.filter((rule) => within(file, rule.folder)).sort((a, b) => b.folder.length - a.folder.length)[0]

const breach = (file: string, rule: Rule, specifier: string): string | null => {
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier))
    const allowed = within(target, rule.folder) || rule.project.some((path) => within(target, path))
    return allowed ? null : `${file} imports ${target}`
  }
  if (specifier.startsWith('node:')) return rule.node ? null : `${file} imports ${specifier}`
  const allowed = rule.packages.some((name) => specifier === name || specifier.startsWith(name.endsWith('/') ? name : `${name}/`))
  return allowed ? null : `${file} imports package ${specifier}`
}

describe('the architecture', () => {
  const files = [...sourceFiles('shared'), ...sourceFiles('electron'), ...sourceFiles('renderer')]

  it('is read from a real number of files', () => {
    expect(files.length).toBeGreaterThan(100)
  })

  it('has a rule for every file', () => {
    expect(files.filter((file) => ruleOf(file) === undefined)).toEqual([])
  })

  it('lets imports go one way only', () => {
    const breaches = files.flatMap((file) => {
      const rule = ruleOf(file)
      if (!rule) return []
      return importsOf(readFileSync(join(ROOT, file), 'utf8')).flatMap((specifier) => breach(file, rule, specifier) ?? [])
    })
    expect(breaches).toEqual([])
  })

  it('keeps clocks and random numbers out of the mathematics', () => {
    const pure = ['electron/engine/analysis', 'electron/engine/site-files', 'electron/engine/visits'].flatMap(sourceFiles)
    const impure = pure.filter((file) =>
      /\b(Date\.now|Math\.random|performance\.now|new Date\(\))/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(impure).toEqual([])
  })

  it('finds a breach where there is one', () => {
    const rule = ruleOf('electron/engine/analysis/detect/z-score.ts')!
    expect(breach('electron/engine/analysis/detect/z-score.ts', rule, 'node:fs')).toContain('node:fs')
    expect(breach('electron/engine/analysis/detect/z-score.ts', rule, '../../store/open-store.ts')).toContain('store')
    expect(breach('electron/engine/analysis/detect/z-score.ts', rule, '../../../../shared/units.ts')).toBeNull()
  })
})
