/** BACnet engineering units (ANSI/ASHRAE 135, BACnetEngineeringUnits): number, standard name, symbol, quantity. */

export type QuantityKind =
  | 'acidity'
  | 'angle'
  | 'apparentPower'
  | 'area'
  | 'concentration'
  | 'concentrationMass'
  | 'current'
  | 'degreeDays'
  | 'density'
  | 'energy'
  | 'energyApparent'
  | 'energyIntensity'
  | 'energyReactive'
  | 'enthalpy'
  | 'flow'
  | 'frequency'
  | 'humidityRatio'
  | 'irradiance'
  | 'length'
  | 'light'
  | 'mass'
  | 'massFlow'
  | 'none'
  | 'other'
  | 'percent'
  | 'percentRate'
  | 'power'
  | 'powerFactor'
  | 'pressure'
  | 'reactivePower'
  | 'relativeHumidity'
  | 'resistance'
  | 'rotation'
  | 'sound'
  | 'temperature'
  | 'temperatureDifference'
  | 'temperatureRate'
  | 'time'
  | 'velocity'
  | 'voltage'
  | 'volume'

export interface Unit {
  /** Name of the standard in camel case, e.g. `degreesCelsius`. */
  readonly name: string
  /** What is written behind a number; empty for `noUnits`. */
  readonly symbol: string
  readonly quantity: QuantityKind
}

const unit = (name: string, symbol: string, quantity: QuantityKind): Unit => ({ name, symbol, quantity })

export const NO_UNITS = 95

export const UNITS: Readonly<Record<number, Unit>> = {
  0: unit('squareMeters', 'm²', 'area'),
  1: unit('squareFeet', 'ft²', 'area'),
  2: unit('milliamperes', 'mA', 'current'),
  3: unit('amperes', 'A', 'current'),
  4: unit('ohms', 'Ω', 'resistance'),
  5: unit('volts', 'V', 'voltage'),
  6: unit('kilovolts', 'kV', 'voltage'),
  7: unit('megavolts', 'megavolts', 'other'),
  8: unit('voltAmperes', 'VA', 'apparentPower'),
  9: unit('kilovoltAmperes', 'kVA', 'apparentPower'),
  10: unit('megavoltAmperes', 'MVA', 'apparentPower'),
  11: unit('voltAmperesReactive', 'var', 'reactivePower'),
  12: unit('kilovoltAmperesReactive', 'kvar', 'reactivePower'),
  13: unit('megavoltAmperesReactive', 'Mvar', 'reactivePower'),
  14: unit('degreesPhase', '°', 'angle'),
  15: unit('powerFactor', 'PF', 'powerFactor'),
  16: unit('joules', 'J', 'energy'),
  17: unit('kilojoules', 'kJ', 'energy'),
  18: unit('wattHours', 'Wh', 'energy'),
  19: unit('kilowattHours', 'kWh', 'energy'),
  20: unit('btus', 'Btu', 'energy'),
  21: unit('therms', 'thm', 'energy'),
  22: unit('tonHours', 'ton·h', 'energy'),
  23: unit('joulesPerKilogramDryAir', 'joules per kilogram dry air', 'other'),
  24: unit('btusPerPoundDryAir', 'Btu/lb', 'enthalpy'),
  25: unit('cyclesPerHour', '/h', 'frequency'),
  26: unit('cyclesPerMinute', '/min', 'frequency'),
  27: unit('hertz', 'Hz', 'frequency'),
  28: unit('gramsOfWaterPerKilogramDryAir', 'g/kg', 'humidityRatio'),
  29: unit('percentRelativeHumidity', '% rH', 'relativeHumidity'),
  30: unit('millimeters', 'mm', 'length'),
  31: unit('meters', 'm', 'length'),
  32: unit('inches', 'in', 'length'),
  33: unit('feet', 'ft', 'length'),
  34: unit('wattsPerSquareFoot', 'W/ft²', 'irradiance'),
  35: unit('wattsPerSquareMeter', 'W/m²', 'irradiance'),
  36: unit('lumens', 'lm', 'light'),
  37: unit('luxes', 'lx', 'light'),
  38: unit('footCandles', 'fc', 'light'),
  39: unit('kilograms', 'kg', 'mass'),
  40: unit('poundsMass', 'lb', 'mass'),
  41: unit('tons', 't', 'mass'),
  42: unit('kilogramsPerSecond', 'kg/s', 'massFlow'),
  43: unit('kilogramsPerMinute', 'kilograms per minute', 'other'),
  44: unit('kilogramsPerHour', 'kg/h', 'massFlow'),
  45: unit('poundsMassPerMinute', 'pounds mass per minute', 'other'),
  46: unit('poundsMassPerHour', 'lb/h', 'massFlow'),
  47: unit('watts', 'W', 'power'),
  48: unit('kilowatts', 'kW', 'power'),
  49: unit('megawatts', 'MW', 'power'),
  50: unit('btusPerHour', 'Btu/h', 'power'),
  51: unit('horsepower', 'hp', 'power'),
  52: unit('tonsRefrigeration', 'ton', 'power'),
  53: unit('pascals', 'Pa', 'pressure'),
  54: unit('kilopascals', 'kPa', 'pressure'),
  55: unit('bars', 'bar', 'pressure'),
  56: unit('poundsForcePerSquareInch', 'psi', 'pressure'),
  57: unit('centimetersOfWater', 'cmH₂O', 'pressure'),
  58: unit('inchesOfWater', 'inH₂O', 'pressure'),
  59: unit('millimetersOfMercury', 'mmHg', 'pressure'),
  60: unit('centimetersOfMercury', 'centimeters of mercury', 'other'),
  61: unit('inchesOfMercury', 'inHg', 'pressure'),
  62: unit('degreesCelsius', '°C', 'temperature'),
  63: unit('degreesKelvin', 'K', 'temperature'),
  64: unit('degreesFahrenheit', '°F', 'temperature'),
  65: unit('degreeDaysCelsius', '°C·d', 'degreeDays'),
  66: unit('degreeDaysFahrenheit', '°F·d', 'degreeDays'),
  67: unit('years', 'a', 'time'),
  68: unit('months', 'mo', 'time'),
  69: unit('weeks', 'wk', 'time'),
  70: unit('days', 'd', 'time'),
  71: unit('hours', 'h', 'time'),
  72: unit('minutes', 'min', 'time'),
  73: unit('seconds', 's', 'time'),
  74: unit('metersPerSecond', 'm/s', 'velocity'),
  75: unit('kilometersPerHour', 'km/h', 'velocity'),
  76: unit('feetPerSecond', 'feet per second', 'other'),
  77: unit('feetPerMinute', 'ft/min', 'velocity'),
  78: unit('milesPerHour', 'mph', 'velocity'),
  79: unit('cubicFeet', 'ft³', 'volume'),
  80: unit('cubicMeters', 'm³', 'volume'),
  81: unit('imperialGallons', 'imp gal', 'volume'),
  82: unit('liters', 'L', 'volume'),
  83: unit('usGallons', 'gal', 'volume'),
  84: unit('cubicFeetPerMinute', 'cfm', 'flow'),
  85: unit('cubicMetersPerSecond', 'm³/s', 'flow'),
  86: unit('imperialGallonsPerMinute', 'imp gpm', 'flow'),
  87: unit('litersPerSecond', 'L/s', 'flow'),
  88: unit('litersPerMinute', 'L/min', 'flow'),
  89: unit('usGallonsPerMinute', 'gpm', 'flow'),
  90: unit('degreesAngular', '°', 'angle'),
  91: unit('degreesCelsiusPerHour', '°C/h', 'temperatureRate'),
  92: unit('degreesCelsiusPerMinute', '°C/min', 'temperatureRate'),
  93: unit('degreesFahrenheitPerHour', '°F/h', 'temperatureRate'),
  94: unit('degreesFahrenheitPerMinute', 'degrees fahrenheit per minute', 'other'),
  95: unit('noUnits', '', 'none'),
  96: unit('partsPerMillion', 'ppm', 'concentration'),
  97: unit('partsPerBillion', 'ppb', 'concentration'),
  98: unit('percent', '%', 'percent'),
  99: unit('percentPerSecond', '%/s', 'percentRate'),
  100: unit('perMinute', '/min', 'frequency'),
  101: unit('perSecond', '/s', 'frequency'),
  102: unit('psiPerDegreeFahrenheit', 'psi per degree fahrenheit', 'other'),
  103: unit('radians', 'radians', 'other'),
  104: unit('revolutionsPerMinute', 'rpm', 'rotation'),
  105: unit('currency1', 'currency1', 'other'),
  106: unit('currency2', 'currency2', 'other'),
  107: unit('currency3', 'currency3', 'other'),
  108: unit('currency4', 'currency4', 'other'),
  109: unit('currency5', 'currency5', 'other'),
  110: unit('currency6', 'currency6', 'other'),
  111: unit('currency7', 'currency7', 'other'),
  112: unit('currency8', 'currency8', 'other'),
  113: unit('currency9', 'currency9', 'other'),
  114: unit('currency10', 'currency10', 'other'),
  115: unit('squareInches', 'square inches', 'other'),
  116: unit('squareCentimeters', 'square centimeters', 'other'),
  117: unit('btusPerPound', 'Btu/lb', 'enthalpy'),
  118: unit('centimeters', 'cm', 'length'),
  119: unit('poundsMassPerSecond', 'pounds mass per second', 'other'),
  120: unit('deltaDegreesFahrenheit', 'Δ°F', 'temperatureDifference'),
  121: unit('deltaDegreesKelvin', 'K', 'temperatureDifference'),
  122: unit('kilohms', 'kΩ', 'resistance'),
  123: unit('megohms', 'megohms', 'other'),
  124: unit('millivolts', 'mV', 'voltage'),
  125: unit('kilojoulesPerKilogram', 'kJ/kg', 'enthalpy'),
  126: unit('megajoules', 'MJ', 'energy'),
  127: unit('joulesPerDegreeKelvin', 'joules per degree kelvin', 'other'),
  128: unit('joulesPerKilogramDegreeKelvin', 'joules per kilogram degree kelvin', 'other'),
  129: unit('kilohertz', 'kHz', 'frequency'),
  130: unit('megahertz', 'megahertz', 'other'),
  131: unit('perHour', '/h', 'frequency'),
  132: unit('milliwatts', 'mW', 'power'),
  133: unit('hectopascals', 'hPa', 'pressure'),
  134: unit('millibars', 'mbar', 'pressure'),
  135: unit('cubicMetersPerHour', 'm³/h', 'flow'),
  136: unit('litersPerHour', 'L/h', 'flow'),
  137: unit('kilowattHoursPerSquareMeter', 'kWh/m²', 'energyIntensity'),
  138: unit('kilowattHoursPerSquareFoot', 'kWh/ft²', 'energyIntensity'),
  139: unit('megajoulesPerSquareMeter', 'megajoules per square meter', 'other'),
  140: unit('megajoulesPerSquareFoot', 'megajoules per square foot', 'other'),
  141: unit('wattsPerSquareMeterDegreeKelvin', 'watts per square meter degree kelvin', 'other'),
  142: unit('cubicFeetPerSecond', 'ft³/s', 'flow'),
  143: unit('percentObscurationPerFoot', 'percent obscuration per foot', 'other'),
  144: unit('percentObscurationPerMeter', 'percent obscuration per meter', 'other'),
  145: unit('milliohms', 'milliohms', 'other'),
  146: unit('megawattHours', 'MWh', 'energy'),
  147: unit('kiloBtus', 'kBtu', 'energy'),
  148: unit('megaBtus', 'MBtu', 'energy'),
  149: unit('kilojoulesPerKilogramDryAir', 'kJ/kg', 'enthalpy'),
  150: unit('megajoulesPerKilogramDryAir', 'megajoules per kilogram dry air', 'other'),
  151: unit('kilojoulesPerDegreeKelvin', 'kilojoules per degree kelvin', 'other'),
  152: unit('megajoulesPerDegreeKelvin', 'megajoules per degree kelvin', 'other'),
  153: unit('newton', 'newton', 'other'),
  154: unit('gramsPerSecond', 'grams per second', 'other'),
  155: unit('gramsPerMinute', 'grams per minute', 'other'),
  156: unit('tonsPerHour', 'tons per hour', 'other'),
  157: unit('kiloBtusPerHour', 'kBtu/h', 'power'),
  158: unit('hundredthsSeconds', 'hundredths seconds', 'other'),
  159: unit('milliseconds', 'ms', 'time'),
  160: unit('newtonMeters', 'newton meters', 'other'),
  161: unit('millimetersPerSecond', 'millimeters per second', 'other'),
  162: unit('millimetersPerMinute', 'millimeters per minute', 'other'),
  163: unit('metersPerMinute', 'meters per minute', 'other'),
  164: unit('metersPerHour', 'meters per hour', 'other'),
  165: unit('cubicMetersPerMinute', 'm³/min', 'flow'),
  166: unit('metersPerSecondPerSecond', 'meters per second per second', 'other'),
  167: unit('amperesPerMeter', 'amperes per meter', 'other'),
  168: unit('amperesPerSquareMeter', 'amperes per square meter', 'other'),
  169: unit('ampereSquareMeters', 'ampere square meters', 'other'),
  170: unit('farads', 'farads', 'other'),
  171: unit('henrys', 'henrys', 'other'),
  172: unit('ohmMeters', 'ohm meters', 'other'),
  173: unit('siemens', 'siemens', 'other'),
  174: unit('siemensPerMeter', 'siemens per meter', 'other'),
  175: unit('teslas', 'teslas', 'other'),
  176: unit('voltsPerDegreeKelvin', 'volts per degree kelvin', 'other'),
  177: unit('voltsPerMeter', 'volts per meter', 'other'),
  178: unit('webers', 'webers', 'other'),
  179: unit('candelas', 'candelas', 'other'),
  180: unit('candelasPerSquareMeter', 'candelas per square meter', 'other'),
  181: unit('degreesKelvinPerHour', 'degrees kelvin per hour', 'other'),
  182: unit('degreesKelvinPerMinute', 'degrees kelvin per minute', 'other'),
  183: unit('jouleSeconds', 'joule seconds', 'other'),
  184: unit('radiansPerSecond', 'radians per second', 'other'),
  185: unit('squareMetersPerNewton', 'square meters per newton', 'other'),
  186: unit('kilogramsPerCubicMeter', 'kg/m³', 'density'),
  187: unit('newtonSeconds', 'newton seconds', 'other'),
  188: unit('newtonsPerMeter', 'newtons per meter', 'other'),
  189: unit('wattsPerMeterPerDegreeKelvin', 'watts per meter per degree kelvin', 'other'),
  190: unit('microsiemens', 'microsiemens', 'other'),
  191: unit('cubicFeetPerHour', 'ft³/h', 'flow'),
  192: unit('usGallonsPerHour', 'us gallons per hour', 'other'),
  193: unit('kilometers', 'kilometers', 'other'),
  194: unit('micrometers', 'micrometers', 'other'),
  195: unit('grams', 'grams', 'other'),
  196: unit('milligrams', 'milligrams', 'other'),
  197: unit('milliliters', 'milliliters', 'other'),
  198: unit('millilitersPerSecond', 'milliliters per second', 'other'),
  199: unit('decibels', 'decibels', 'other'),
  200: unit('decibelsMillivolt', 'decibels millivolt', 'other'),
  201: unit('decibelsVolt', 'decibels volt', 'other'),
  202: unit('millisiemens', 'millisiemens', 'other'),
  203: unit('wattHoursReactive', 'varh', 'energyReactive'),
  204: unit('kilowattHoursReactive', 'kvarh', 'energyReactive'),
  205: unit('megawattHoursReactive', 'megawatt hours reactive', 'other'),
  206: unit('millimetersOfWater', 'mmH₂O', 'pressure'),
  207: unit('perMille', 'per mille', 'other'),
  208: unit('gramsPerGram', 'grams per gram', 'other'),
  209: unit('kilogramsPerKilogram', 'kilograms per kilogram', 'other'),
  210: unit('gramsPerKilogram', 'grams per kilogram', 'other'),
  211: unit('milligramsPerGram', 'milligrams per gram', 'other'),
  212: unit('milligramsPerKilogram', 'milligrams per kilogram', 'other'),
  213: unit('gramsPerMilliliter', 'grams per milliliter', 'other'),
  214: unit('gramsPerLiter', 'grams per liter', 'other'),
  215: unit('milligramsPerLiter', 'milligrams per liter', 'other'),
  216: unit('microgramsPerLiter', 'micrograms per liter', 'other'),
  217: unit('gramsPerCubicMeter', 'grams per cubic meter', 'other'),
  218: unit('milligramsPerCubicMeter', 'mg/m³', 'concentrationMass'),
  219: unit('microgramsPerCubicMeter', 'µg/m³', 'concentrationMass'),
  220: unit('nanogramsPerCubicMeter', 'nanograms per cubic meter', 'other'),
  221: unit('gramsPerCubicCentimeter', 'grams per cubic centimeter', 'other'),
  222: unit('becquerels', 'becquerels', 'other'),
  223: unit('kilobecquerels', 'kilobecquerels', 'other'),
  224: unit('megabecquerels', 'megabecquerels', 'other'),
  225: unit('gray', 'gray', 'other'),
  226: unit('milligray', 'milligray', 'other'),
  227: unit('microgray', 'microgray', 'other'),
  228: unit('sieverts', 'sieverts', 'other'),
  229: unit('millisieverts', 'millisieverts', 'other'),
  230: unit('microsieverts', 'microsieverts', 'other'),
  231: unit('microsievertsPerHour', 'microsieverts per hour', 'other'),
  232: unit('decibelsA', 'dB(A)', 'sound'),
  233: unit('nephelometricTurbidityUnit', 'nephelometric turbidity unit', 'other'),
  234: unit('ph', 'pH', 'acidity'),
  235: unit('gramsPerSquareMeter', 'grams per square meter', 'other'),
  236: unit('minutesPerDegreeKelvin', 'minutes per degree kelvin', 'other'),
  237: unit('ohmMeterSquaredPerMeter', 'ohm meter squared per meter', 'other'),
  238: unit('ampereSeconds', 'ampere seconds', 'other'),
  239: unit('voltAmpereHours', 'VAh', 'energyApparent'),
  240: unit('kilovoltAmpereHours', 'kVAh', 'energyApparent'),
  241: unit('megavoltAmpereHours', 'megavolt ampere hours', 'other'),
  242: unit('voltAmpereHoursReactive', 'volt ampere hours reactive', 'other'),
  243: unit('kilovoltAmpereHoursReactive', 'kilovolt ampere hours reactive', 'other'),
  244: unit('megavoltAmpereHoursReactive', 'megavolt ampere hours reactive', 'other'),
  245: unit('voltSquareHours', 'volt square hours', 'other'),
  246: unit('ampereSquareHours', 'ampere square hours', 'other'),
  247: unit('joulePerHours', 'joule per hours', 'other'),
  248: unit('cubicFeetPerDay', 'cubic feet per day', 'other'),
  249: unit('cubicMetersPerDay', 'cubic meters per day', 'other'),
  250: unit('wattHoursPerCubicMeter', 'watt hours per cubic meter', 'other'),
  251: unit('joulesPerCubicMeter', 'joules per cubic meter', 'other'),
  252: unit('molePercent', 'mole percent', 'other'),
  253: unit('pascalSeconds', 'pascal seconds', 'other'),
  254: unit('millionStandardCubicFeetPerMinute', 'million standard cubic feet per minute', 'other'),
  47808: unit('standardCubicFeetPerDay', 'standard cubic feet per day', 'other'),
  47809: unit('millionStandardCubicFeetPerDay', 'million standard cubic feet per day', 'other'),
  47810: unit('thousandCubicFeetPerDay', 'thousand cubic feet per day', 'other'),
  47811: unit('thousandStandardCubicFeetPerDay', 'thousand standard cubic feet per day', 'other'),
  47812: unit('poundsMassPerDay', 'pounds mass per day', 'other'),
  47814: unit('millirems', 'millirems', 'other'),
  47815: unit('milliremsPerHour', 'millirems per hour', 'other'),
}

/** The symbol behind a number; empty where the point has no unit, `unit 300` where the number is not in the standard's list. */
export const unitSymbol = (units: number | null): string => (units === null ? '' : (UNITS[units]?.symbol ?? `unit ${units}`))

export const unitQuantity = (units: number | null): QuantityKind => (units === null ? 'none' : (UNITS[units]?.quantity ?? 'other'))

const NUMBER_BY_NAME = new Map(Object.entries(UNITS).map(([number, known]) => [known.name, Number(number)]))

/** The number of a unit by its standard name (`degreesCelsius`), or undefined. */
export const unitNumber = (name: string): number | undefined => NUMBER_BY_NAME.get(name)
