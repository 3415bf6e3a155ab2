/** Messages and quantities become the words and numbers a technician expects. */
import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { formatFailure, formatMessage } from '../../shared/format-message.ts'
import { formatQuantity, formatValue, sayQuantity, unitDecimals } from '../../shared/format-quantity.ts'
import { message } from '../../shared/message.ts'
import { unitNumber } from '../../shared/units.ts'

const unit = (name: string): number => {
  const number = unitNumber(name)
  if (number === undefined) throw new Error(`no unit ${name}`)
  return number
}

const translator = async () => {
  const i18n = createInstance()
  await i18n.init({
    lng: 'en',
    ns: ['engine', 'failures'],
    interpolation: { escapeValue: false },
    resources: {
      en: {
        engine: {
          above: '{{point}} is {{difference}} above expected',
          nested: { devices_one: '{{count}} device', devices_other: '{{count}} devices' },
          portTaken: 'UDP port {{port}} is taken',
        },
        failures: { 'port-taken': 'Port {{port}} is in use by another program.' },
      },
    },
  })
  return i18n.t
}

describe('a quantity', () => {
  it.each([
    { value: 21.449, units: 'degreesCelsius', words: '21.4 °C' },
    { value: -0.01, units: 'degreesCelsius', words: '0.0 °C' },
    { value: 0, units: 'degreesCelsius', words: '0.0 °C' },
    { value: 45, units: 'percent', words: '45.0 %' },
    { value: 811.6, units: 'partsPerMillion', words: '812 ppm' },
    { value: 1_234_567.891, units: 'kilowattHours', words: '1,234,567.9 kWh' },
    { value: 0.034, units: 'kilowatts', words: '0.034 kW' },
    { value: 249.6, units: 'pascals', words: '250 Pa' },
    { value: 0.0125, units: 'cubicMetersPerSecond', words: '0.013 m³/s' },
  ])('of $value $units is written $words', ({ value, units, words }) => {
    expect(formatQuantity({ value, units: unit(units) })).toBe(words.replace(/ (?=\S+$)/, '\u00A0'))
  })

  it('without a unit is a plain number', () => {
    expect(formatQuantity({ value: 3, units: null })).toBe('3')
    expect(formatQuantity({ value: 2.5, units: unit('noUnits') })).toBe('2.5')
  })

  it('that is not known is a dash without a unit', () => {
    expect(formatQuantity({ value: Number.NaN, units: unit('degreesCelsius') })).toBe('–')
    expect(formatValue(Number.POSITIVE_INFINITY, null)).toBe('–')
  })

  it('follows the decimal sign of the language', () => {
    expect(formatValue(1_021.5, unit('kilowatts'), 'de')).toBe('1.021,5')
  })

  it('has the same decimals whatever its size, so that columns line up', () => {
    const written = [1, 21.44, 100].map((value) => formatValue(value, unit('degreesCelsius')).split('.')[1]?.length)
    expect(written).toEqual([1, 1, 1])
    expect(unitDecimals(unit('degreesCelsius'))).toBe(1)
  })
})

describe('a quantity within a sentence', () => {
  it.each([
    { value: 30, units: 'days', words: '30 days' },
    { value: 720, units: 'hours', words: '30 days' },
    { value: 1, units: 'hours', words: '1 hour' },
    { value: 2.46, units: 'hours', words: '2.5 hours' },
    { value: 14.4, units: 'hours', words: '14 hours' },
    { value: 0.3, units: 'hours', words: '18 minutes' },
    { value: 90, units: 'seconds', words: '1.5 minutes' },
    { value: 96, units: 'percent', words: '96 %' },
    { value: 45.25, units: 'percent', words: '45.3 %' },
    { value: 21.4, units: 'degreesCelsius', words: '21.4 °C' },
    { value: 6, units: 'deltaDegreesKelvin', words: '6.0 °C' },
  ])('of $value $units is said $words', ({ value, units, words }) => {
    expect(sayQuantity({ value, units: unit(units) })).toBe(words.replace(' ', '\u00A0'))
  })
})

describe('a message', () => {
  it('puts quantities with their unit into its sentence', async () => {
    const t = await translator()
    const said = formatMessage(t, message('above', { point: 'Supply air <AHU-1>', difference: { value: 4.21, units: unit('degreesCelsius') } }))
    expect(said).toBe('Supply air <AHU-1> is 4.2\u00A0°C above expected')
  })

  it('counts in the right plural form, with nested keys', async () => {
    const t = await translator()
    expect(formatMessage(t, message('nested.devices', { count: 1 }))).toBe('1 device')
    expect(formatMessage(t, message('nested.devices', { count: 8 }))).toBe('8 devices')
  })

  it('writes ports and instances without digit groups', async () => {
    expect(formatMessage(await translator(), message('portTaken', { port: 47_808 }))).toBe('UDP port 47808 is taken')
  })

  it('writes other numbers no finer than they are meant', async () => {
    const t = await translator()
    expect(formatMessage(t, message('portTaken', { port: 6.4321 }))).toBe('UDP port 6.4 is taken')
    expect(formatMessage(t, message('portTaken', { port: 0.0321 }))).toBe('UDP port 0.032 is taken')
  })
})

describe('a failure', () => {
  it('is said with the words of its code', async () => {
    const said = formatFailure(await translator(), { code: 'port-taken', message: 'x', detail: { port: 47_808 } })
    expect(said).toBe('Port 47808 is in use by another program.')
  })

  it('is said with its own words when its code has none', async () => {
    expect(formatFailure(await translator(), { code: 'unheard-of', message: 'The disk is on fire.' })).toBe('The disk is on fire.')
  })
})
