/** How large a drawing says it is: its view box, else its width and height. */

export interface SvgSize {
  readonly viewBox: readonly [x: number, y: number, width: number, height: number]
}

/** CSS pixels of one unit (CSS Values, absolute lengths). */
const UNIT_PX: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 96 / 72, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 }

const lengthPx = (text: string | undefined): number => {
  const match = /^\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '')
  return match === null ? Number.NaN : Number(match[1]) * (UNIT_PX[(match[2] ?? '').toLowerCase()] ?? Number.NaN)
}

const isLength = (value: number): boolean => Number.isFinite(value) && value > 0

/** null where neither is given in a way that means something. */
export const svgSize = (attributes: ReadonlyMap<string, string>): SvgSize | null => {
  const box = (attributes.get('viewBox') ?? '').trim().split(/[\s,]+/).map(Number)
  const [x, y, width, height] = box
  if (box.length === 4 && box.every(Number.isFinite) && isLength(width!) && isLength(height!)) return { viewBox: [x!, y!, width!, height!] }
  const own = [lengthPx(attributes.get('width')), lengthPx(attributes.get('height'))] as const
  return own.every(isLength) ? { viewBox: [0, 0, ...own] } : null
}
