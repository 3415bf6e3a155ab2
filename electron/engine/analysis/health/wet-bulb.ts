/** Wet-bulb temperature out of temperature and relative humidity. */

/** The humidities and temperatures the formula was fitted to. */
const HUMIDITY = { least: 5, most: 99 }
const TEMPERATURE = { least: -20, most: 50 }

/**
 * Wet-bulb temperature at sea-level pressure, °C, of air of `temperature` °C and `humidity` %: R. Stull, Wet-Bulb Temperature from Relative Humidity and Air Temperature, J. Appl. Meteorol.
 * Climatol. 50 (2011) 2267-2269. Within 1 K, mean error 0.3 K. NaN outside of 5 to 99 % and -20 to 50 °C.
 */
export const wetBulbOf = (temperature: number, humidity: number): number => {
  if (!(humidity >= HUMIDITY.least && humidity <= HUMIDITY.most && temperature >= TEMPERATURE.least && temperature <= TEMPERATURE.most)) return Number.NaN
  return (
    temperature * Math.atan(0.151977 * Math.sqrt(humidity + 8.313659)) + Math.atan(temperature + humidity) - Math.atan(humidity - 1.676331) + 0.00391838 * humidity ** 1.5 * Math.atan(0.023101 * humidity) - 4.686035
  )
}
