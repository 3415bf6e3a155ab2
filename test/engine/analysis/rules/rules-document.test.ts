/** The document of the rules holds every rule with its delays and source. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../../../electron/engine/analysis/rules/rule-list.ts'

const lines = readFileSync(join(import.meta.dirname, '../../../../docs/rules.md'), 'utf8').split('\n')

describe('docs/rules.md', () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))('tells of %s', (id, { modeDelayMs, onDelayMs, offDelayMs, source }) => {
    const line = lines.find((one) => one.startsWith(`| \`${id}\` |`))
    expect(line).toContain(`| ${modeDelayMs / 60_000} / ${onDelayMs / 60_000} / ${offDelayMs / 60_000} |`)
    expect(line).toContain(source)
  })

  it('tells of no other', () => {
    expect(lines.filter((line) => line.startsWith('| `'))).toHaveLength(RULES.length)
  })
})
