/** Every rule has its sentences, and they name only numbers that the rule gives. */
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../../electron/engine/analysis/rules/frame.ts'
import { INPUT_NAMES, type InputName } from '../../../../electron/engine/analysis/rules/inputs.ts'
import { RULES } from '../../../../electron/engine/analysis/rules/rule-list.ts'
import { ENGLISH } from '../../../../shared/locales/english.ts'

const words: Readonly<Record<string, string>> = ENGLISH.engine

/** A frame in which all is known; `percent` is where valves, dampers and speeds stand. */
const frameAt = (percent: number, airSupplied: number): Frame => {
  const values = Object.fromEntries(INPUT_NAMES.map((name): [InputName, number] => [name, /Valve|Damper|Speed/.test(name) ? percent : 20])) as Record<InputName, number>
  Object.assign(values, { outdoorAir: 5, fanStatus: 1, airSupplied, occupied: 0, airFlowSetpoint: 10 })
  return {
    timeMs: 0, now: values, mean: values, motion: 'running', motionAgeMs: 3_600_000, operating: 1, operatingAgeMs: 3_600_000, damper: 'minimum', minimumDamper: 20, stateChangesInHour: 9,
    coolingClosedMs: 1e9, heatingClosedMs: 1e9, turnsInHour: { coolingValve: 20 }, highest: { airFlow: 20, waterFlow: 20 }, knownMs: 1e9,
  }
}

const namesOf = (sentence: string): string[] => [...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '')

describe('the words of rules', () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s has a name, a title, an equation and a sentence for what it saw', (id, rule) => {
    for (const part of ['name', 'title', 'equation']) expect(words[`rule.${id}.${part}`], part).toBeTypeOf('string')
    expect(namesOf(words[`rule.${id}.title`] ?? '')).toEqual(['equipment'])
    const numbers = [0, 100].flatMap((percent) => [0, 1].map((supplied) => rule.judge(frameAt(percent, supplied))?.numbers ?? {})).find((found) => Object.keys(found).length > 0) ?? {}
    const sentence = words[`rule.${id}.seen`]
    expect(sentence === undefined).toBe(Object.keys(numbers).length === 0)
    expect(namesOf(sentence ?? '').filter((name) => !(name in numbers))).toEqual([])
  })

  it('say a cause and a physical check for each cause', () => {
    const causes = new Set(RULES.flatMap((rule) => rule.causes))
    expect([...causes].filter((cause) => !(`rule.cause.${cause}` in words) || !(`rule.check.${cause}` in words))).toEqual([])
    const listed = Object.keys(words).flatMap((key) => /^rule\.(?:cause|check)\.(\w+)$/.exec(key)?.[1] ?? [])
    expect(listed.filter((cause) => !causes.has(cause as never))).toEqual([])
  })

  it('are of rules that exist', () => {
    const ids = new Set(RULES.map(({ id }) => id))
    const named = Object.keys(words).flatMap((key) => /^rule\.([\w.]+)\.(?:name|title|equation|seen)$/.exec(key)?.[1] ?? [])
    expect(named.length).toBeGreaterThan(120)
    expect(named.filter((id) => !ids.has(id))).toEqual([])
  })
})
