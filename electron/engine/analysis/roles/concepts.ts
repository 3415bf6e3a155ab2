/** The concepts that words of point names stand for, whatever the language, and how loudly each asks to be explained by a role. */

/** What is measured or counted. */
const QUANTITIES =
  'temp tempDiff hum co2 pressure static velPressure flow enthalpy dewPoint moisture lux power energy current voltage powerFactor reactive frequency speed level volume tons acid conductivity airQuality percentOf'
/** What the point does: set, order, tell, limit, tune. */
const FUNCTIONS =
  'setPoint command status alarm enable mode override limit low high minimum maximum tuning loopOut request schedule adjust delay runTime runHours starts feedback output position demand state startStop leadLag heatCool call shed occupied occupancy motion identity text capacity torque reference'
/** Things that move or are looked at. */
const COMPONENTS = 'fan pump damper valve coil filter drive light meter refrigerant expansionValve wheel compressor'
/** Where in the plant. */
const PLACES = 'outside zone supply return mixed exhaust preheat reheat entering leaving hotSide coldSide economizer bypass isolation duct building wind rain sun'
/** What flows, and what it is for. */
const MEDIA = 'air water chilled hot condenser domestic steam gas ice electric heat cool'
/** Words that colour a name but decide nothing. */
const COLOURS = 'average total active local unoccupied standby stage sensor phase peak auto relative drop step reset general primary'
/** Which equipment it belongs to. */
const EQUIPMENT = 'ahu terminal beam chiller boiler tower exchanger weather crac smoke plant'
/** Words known to say nothing about the role. */
const NOISE = 'noise'

export type Concept = string

const LOUDNESS: ReadonlyMap<Concept, number> = new Map(
  (
    [
      [QUANTITIES, 2.5],
      [FUNCTIONS, 2.5],
      [COMPONENTS, 1.5],
      [PLACES, 1.5],
      [MEDIA, 1.2],
      [COLOURS, 0.2],
      [EQUIPMENT, 0.15],
      [NOISE, 0],
    ] as const
  ).flatMap(([names, loudness]) => names.split(' ').map((name) => [name, loudness] as const)),
)

/** How much a role loses that leaves this concept of a name unexplained. @throws Error for a concept that is not one. */
export const loudnessOf = (concept: Concept): number => {
  const loudness = LOUDNESS.get(concept)
  if (loudness === undefined) throw new Error(`There is no concept "${concept}".`)
  return loudness
}

const QUANTITY_SET: ReadonlySet<Concept> = new Set(QUANTITIES.split(' '))
export const isQuantity = (concept: Concept): boolean => QUANTITY_SET.has(concept)

const FUNCTION_SET: ReadonlySet<Concept> = new Set(FUNCTIONS.split(' '))
export const isFunction = (concept: Concept): boolean => FUNCTION_SET.has(concept)
