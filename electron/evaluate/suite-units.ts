/** Units of a suite's manifest as BACnet engineering units. */

const UNITS_BY_NAME: Readonly<Record<string, number>> = { degC: 62, degF: 64 }

/** null where a unit says nothing of what is believable. */
export const suiteUnit = (name: string | undefined): number | null => UNITS_BY_NAME[name ?? ''] ?? null
