/** Time zones to choose from. */

/** The zone this computer is set to (IANA name). */
export const computerZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** All zones the browser knows, UTC first, as choices of a list. */
export const zoneChoices = (): readonly { readonly value: string; readonly label: string }[] =>
  ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
