/**
 * Acronyms as the field builds them: where, what, and whether it is the set-point: `SAT`, `RAH`, `CHWST`, `HWRTSP`, `LCHWT`. Spelt out from their parts, so that
 * what no list holds is still read.
 */

const AIR: Readonly<Record<string, string>> = { oa: 'outside air', sa: 'supply air', da: 'supply air', ra: 'return air', ma: 'mixed air', ea: 'exhaust air', za: 'zone air',  }
/** Rooms have no fans and no enthalpies, and their numbers begin with any letter. */
const ROOM: Readonly<Record<string, string>> = { zn: 'zone', rm: 'zone', z: 'zone', sp: 'zone' }
const ROOM_QUANTITIES: ReadonlySet<string> = new Set(['t', 'tmp', 'temp', 'h', 'rh', 'hum', 'co2', 'q'])
const AIR_QUANTITIES: Readonly<Record<string, readonly string[]>> = {
  t: ['temp'],
  tmp: ['temp'],
  temp: ['temp'],
  h: ['hum'],
  rh: ['hum'],
  hum: ['hum'],
  p: ['pressure'],
  f: ['flow'],
  flow: ['flow'],
  flw: ['flow'],
  cfm: ['flow'],
  co2: ['co2'],
  q: ['co2 *.6'],
  e: ['enthalpy *.7'],
  enth: ['enthalpy'],
  dpt: ['dewPoint'],
  dmp: ['damper'],
  dpr: ['damper'],
  dmpr: ['damper'],
  fan: ['fan'],
}
const WATER: Readonly<Record<string, string>> = {
  chw: 'chilled water', pchw: 'chilled water', schw: 'chilled water', hw: 'hot water', hhw: 'hot water', phw: 'hot water', shw: 'hot water', lthw: 'hot water', mthw: 'hot water', hthw: 'hot water',
  cdw: 'condenser water', cndw: 'condenser water', dhw: 'domestic hot water', gly: 'ice water',
}
const WATER_SIDES: Readonly<Record<string, string>> = { s: 'supply', r: 'return', '': '' }
const WATER_QUANTITIES: Readonly<Record<string, string>> = { t: 'temp', temp: 'temp', p: 'pressure', dp: 'pressure', f: 'flow', flow: 'flow', gpm: 'flow', v: 'valve', vlv: 'valve', pmp: 'pump' }
const SET_POINTS = ['sp', 'stp', 'stpt', 'setpt', 'set']

/** `name: concepts` lines of a word list. */
const line = (name: string, concepts: string): string => `${name}: ${concepts.replaceAll(/\s+/g, ' ').trim()}`

function* airAcronyms(): Generator<string> {
  for (const [place, where] of [...Object.entries(AIR), ...Object.entries(ROOM)]) {
    for (const [letters, meanings] of Object.entries(AIR_QUANTITIES)) {
      if (place in ROOM && !ROOM_QUANTITIES.has(letters)) continue
      // Two letters are too few to be sure of.
      const name = `${place}${letters}`
      for (const what of meanings) yield line(name, `${where} ${what}${name.length === 2 ? ' *.6' : ''}`)
      if (letters === 't' || letters === 'tmp' || letters === 'temp' || letters === 'f' || letters === 'flow' || letters === 'p' || letters === 'h') {
        for (const set of SET_POINTS) yield line(`${name}${set}`, `${where} ${meanings[0]} setPoint`)
      }
    }
  }
}

function* waterAcronyms(): Generator<string> {
  for (const [medium, what] of Object.entries(WATER)) {
    for (const [letter, side] of Object.entries(WATER_SIDES)) {
      if (letter !== '') yield line(`${medium}${letter}`, `${what} ${side}`)
      for (const [letters, quantity] of Object.entries(WATER_QUANTITIES)) {
        yield line(`${medium}${letter}${letters}`, `${what} ${side} ${quantity}`)
        if (letters === 't' || letters === 'temp' || letters === 'dp' || letters === 'p') for (const set of SET_POINTS) yield line(`${medium}${letter}${letters}${set}`, `${what} ${side} ${quantity} setPoint`)
      }
    }
    for (const [letter, side] of [['e', 'entering'], ['l', 'leaving']] as const) yield line(`${letter}${medium}t`, `${what} ${side} temp`)
  }
}

/** All of them, as a word list. */
export const acronymWords = (): string => [...airAcronyms(), ...waterAcronyms()].join('\n')
