/** Names cut into words: whatever stands in a name, it is read in bounded time and never fails. */
import { describe, expect, it, vi } from 'vitest'
import { cutGlued } from '../../../../electron/engine/analysis/roles/glued-words.ts'
import { namePattern } from '../../../../electron/engine/analysis/roles/name-pattern.ts'
import { nameParts } from '../../../../electron/engine/analysis/roles/equipment-group.ts'
import { readName } from '../../../../electron/engine/analysis/roles/read-name.ts'
import { seededRandom } from '../../../../shared/random.ts'

// Much to read; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const words = (name: string): string[] => readName(name).map(({ text }) => text)

describe('a name', () => {
  it('is cut where case, digits and separators change, and inside of glued words', () => {
    expect(words('SupplyAirTemp_2')).toEqual(['supply', 'air', 'temp'])
    expect(words('ROOMTMP')).toEqual(['room', 'tmp'])
    expect(words('Zulufttemperatur')).toEqual(['zuluft', 'temperatur'])
    expect(words('Room CO2 ppm').slice(0, 2)).toEqual(['room', 'co2'])
    expect(words('TotalkWh')).toEqual(['total', 'kwh'])
  })

  it('holds phrases of several words as one', () => {
    expect(words('Set Point Room')).toEqual(['set+point', 'room'])
    expect(words('SF_S_S')).toEqual(['sf', 's+s'])
  })

  it('with accents reads like one without', () => {
    expect(words('Rücklauf')).toEqual(words('Ruecklauf').map((word) => word.replace('ue', 'u')))
    expect(words('Température')).toEqual(['temperature'])
  })

  it('with a letter wrong or without vowels is still understood', () => {
    expect(readName('Temperatrue Perimeterr Humidty').every(({ senses }) => senses.length > 0)).toBe(true)
  })

  it('of a plant code says what is measured', () => {
    expect(readName('10HLA20CT001').at(-1)?.senses).toEqual([{ concepts: ['temp'], weight: 1 }])
  })

  it('has a pattern that all of its kind share, and a beginning shared with its equipment', () => {
    expect(namePattern('VAV_04_L1_03_SpaceTemp')).toBe(namePattern('VAV_05_L1_10_SpaceTemp'))
    expect(namePattern('AHU1RAT')).not.toBe(namePattern('AHU1SAT'))
    expect(namePattern('Zone Temp')).not.toBe(namePattern('Zone Hum'))
    expect(nameParts('SDH.S1-03:VLV POS')).toEqual({ stem: 'SDH.S1-03', leaf: 'vlv pos' })
  })
})

describe('any text', () => {
  const random = seededRandom(11)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'AEIOUTSPRH', '0123456789', ' _-.:/\\|\'"', 'äöüßøæåłéñç', '漢字😀\u0000\uFFFF\u200D\u0301', 'tempairsupplyzone']
  const anyText = (): string => Array.from({ length: Math.floor(random() * 400) }, () => pick(Array.from(pick(ALPHABETS)))).join('')

  it('is read without failing, with a bounded number of words', () => {
    for (let i = 0; i < 1_500; i++) {
      const text = anyText()
      expect(readName(text).length, JSON.stringify(text)).toBeLessThanOrEqual(49)
      expect(namePattern(text).length).toBeLessThanOrEqual(2_000)
      nameParts(text)
    }
  })

  it('is cut into pieces that are the text again', () => {
    for (let i = 0; i < 500; i++) {
      const letters = Array.from({ length: 1 + Math.floor(random() * 60) }, () => pick(Array.from('abcdefghijklmnopqrstuvwxyz'))).join('')
      expect(cutGlued(letters, new Set([3, 7]), i % 2 === 0).map(({ text }) => text).join('')).toBe(letters)
    }
  })

  it('of the worst kind costs no more than a few times what a name costs', () => {
    const cost = (text: string): number => {
      const { user } = process.cpuUsage()
      for (let i = 0; i < 40; i++) {
        readName(text)
        namePattern(text)
        nameParts(text)
      }
      // Of a processor, whatever else the machine does, ms.
      return process.cpuUsage({ user, system: 0 }).user / 1_000 / 40
    }
    cost('AHU_1_SupplyAirTemp')
    for (const text of ['a'.repeat(100_000), 'temp'.repeat(50_000), '1a'.repeat(50_000), '.'.repeat(100_000), 'ä1_'.repeat(30_000)]) expect(cost(text), text.slice(0, 8)).toBeLessThan(50)
  })
})
