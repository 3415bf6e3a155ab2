/** Words by which names of meter points tell what is metered: medium, kind of reading, main meter. Several languages, whole words. */
import type { Medium } from '../../../../../shared/domain/energy.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** What a point of a meter measures: left out when points are put together to meters. */
export const READING_WORDS = words(
  'kw mw w kwh mwh wh gj mj btu kbtu m3 m3h lpm gpm cfm power energy demand active real total totalizer totaliser counter count pulse pulses volume vol flow rate consumption usage reading value pv ' +
    'leistung wirkleistung energie arbeit wirkarbeit verbrauch zaehlerstand durchfluss volumen menge puissance energie consommation debit potencia energia consumo caudal potenza portata vermogen verbruik',
)

/** Several words that mean no metered total of their own. */
export const NOT_METERED = words(
  'limit setpoint sp target max maximum min minimum peak avg average predicted forecast tariff price cost alarm status reactive apparent kvar kvarh kva kvah pf factor thd hz volt voltage amp current ampere ' +
    'yesterday today month monthly week weekly year yearly daily hourly previous last blindleistung scheinleistung grenzwert sollwert export exported returned generated',
)

const PHASES = words('l1 l2 l3 ph1 ph2 ph3 phase phasea phaseb phasec l12 l23 l31')

const VENTILATION = words('ahu rtu fan fans sf rf ef saf raf pump pumps vav fcu vfd lueftung ventilator pumpe')
const MECHANICAL = words('mechanical mech hvac ventilation klima lueftung haustechnik climatisation')

const MAIN_WORDS = words('main mains incomer incoming building total site utility grid haupt hauptzaehler hv hvt einspeisung evu principal general generale hoofd hoofdmeter totaal')

const MEDIUM_WORDS: readonly (readonly [Medium, ReadonlySet<string>])[] = [
  ['gas', words('gas gaszaehler naturalgas ng gaz erdgas')],
  ['steam', words('steam dampf vapeur vapor stoom')],
  ['cooling', words('chw chws chilled cooling kmz kaelte kaeltezaehler kaeltemenge kaltwasser froid frio freddo koude koeling clg')],
  ['heat', words('hhw hw heat heating wmz waerme waermezaehler waermemenge fernwaerme district chaleur calor calore warmte hot thermal htg')],
  ['water', words('water wtr dcw domestic wasser wasserzaehler eau agua acqua')],
]

/** Written without signs they are two letters. */
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' }

/** Words of a name in lower case without accents: cut at signs, between small and capital letters, and before digits that follow three letters. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(/[äöüÄÖÜ]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/([a-z]{3,})([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z]{2,})/g, '$1 $2')
    .replace(/([A-Za-z]{3,})(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

const has = (own: readonly string[], set: ReadonlySet<string>): boolean => own.some((word) => set.has(word))

/** Medium by words, the more special first; null when none says so. */
export const mediumOf = (own: readonly string[]): Medium | null => MEDIUM_WORDS.find(([, set]) => has(own, set))?.[0] ?? null

export const isNotMetered = (own: readonly string[]): boolean => has(own, NOT_METERED)
export const isVentilation = (own: readonly string[]): boolean => has(own, VENTILATION)
export const isMechanical = (own: readonly string[]): boolean => has(own, MECHANICAL)
export const isPhase = (own: readonly string[]): boolean => has(own, PHASES)
export const isMain = (own: readonly string[]): boolean => has(own, MAIN_WORDS)
export const isPulse = (own: readonly string[]): boolean => own.some((word) => word.startsWith('pulse') || word.startsWith('impuls'))
