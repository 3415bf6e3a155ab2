/** Style sheets and style attributes of drawings, cut down to rules that paint: nothing that loads, imports or hides behind escapes. */

/** Properties that paint, and attributes of the same names. */
export const PAINT_PROPERTIES: ReadonlySet<string> = new Set([
  'alignment-baseline', 'baseline-shift', 'clip-path', 'clip-rule', 'color', 'color-interpolation', 'display', 'dominant-baseline', 'fill', 'fill-opacity', 'fill-rule', 'font', 'font-family', 'font-size', 'font-stretch', 'font-style',
  'font-variant', 'font-weight', 'letter-spacing', 'mask', 'opacity', 'overflow', 'paint-order', 'shape-rendering', 'stop-color', 'stop-opacity', 'stroke', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-linecap', 'stroke-linejoin',
  'stroke-miterlimit', 'stroke-opacity', 'stroke-width', 'text-anchor', 'text-decoration', 'text-rendering', 'vector-effect', 'visibility', 'word-spacing', 'writing-mode',
])

const OWN_REFERENCE = /url\(\s*(?:"#([\w.:-]+)"|'#([\w.:-]+)'|#([\w.:-]+))\s*\)/g
const SELECTOR = /^[\w\s.,#*>+~:()-]{1,400}$/

export interface CleanValue {
  readonly value: string
  /** Ids of the document that it refers to. */
  readonly refersTo: readonly string[]
}

/** A value that refers to the document itself at most; null where it would load something or cannot be judged. */
export const cleanValue = (value: string): CleanValue | null => {
  if (/[\\@{}<]|\/\*|expression|javascript|image-set|src\(/i.test(value)) return null
  if (!/url\s*\(/i.test(value)) return { value, refersTo: [] }
  const refersTo: string[] = []
  const cleaned = value.replaceAll(OWN_REFERENCE, (_all, double?: string, single?: string, bare?: string) => {
    const id = double ?? single ?? bare ?? ''
    refersTo.push(id)
    return `url(#${id})`
  })
  const rest = cleaned.replaceAll(/url\(#[\w.:-]+\)/g, '')
  return /url/i.test(rest) ? null : { value: cleaned, refersTo }
}

export interface CleanStyle {
  readonly text: string
  readonly refersTo: readonly string[]
  /** Declarations that would have loaded something. */
  readonly refused: number
}

/** Declarations as in a `style` attribute. */
export const cleanDeclarations = (text: string): CleanStyle => {
  const kept: string[] = []
  const refersTo: string[] = []
  let refused = 0
  for (const declaration of text.split(';')) {
    const colon = declaration.indexOf(':')
    const property = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (!PAINT_PROPERTIES.has(property)) continue
    const cleaned = cleanValue(declaration.slice(colon + 1).trim())
    if (cleaned === null) refused += 1
    else {
      kept.push(`${property}:${cleaned.value}`)
      refersTo.push(...cleaned.refersTo)
    }
  }
  return { text: kept.join(';'), refersTo, refused }
}

export interface CleanSheet {
  readonly text: string
  /** What elements of a class refer to by it. */
  readonly refersTo: ReadonlyMap<string, readonly string[]>
  readonly refused: number
}

const CLASSES = /^\s*\.[\w-]+(\s*,\s*\.[\w-]+)*\s*$/

/** A style sheet: plain rules stay; rules that begin with @ (imports, fonts, media) go with all that is in them, as do references for others than plain classes. */
export const cleanSheet = (sheet: string): CleanSheet => {
  const text = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/<!--|-->/g, ' ')
  const kept: string[] = []
  const refersTo = new Map<string, string[]>()
  let refused = 0
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{', at)
    const semicolon = text.indexOf(';', at)
    const head = text.slice(at, open === -1 ? text.length : open).trim()
    if (head.startsWith('@')) {
      refused += 1
      at = semicolon !== -1 && (open === -1 || semicolon < open) ? semicolon + 1 : endOfBlock(text, open)
      continue
    }
    const close = open === -1 ? -1 : text.indexOf('}', open)
    if (close === -1) break
    const cleaned = cleanDeclarations(text.slice(open + 1, close))
    refused += cleaned.refused
    if (SELECTOR.test(head) && cleaned.text !== '' && (cleaned.refersTo.length === 0 || CLASSES.test(head))) {
      kept.push(`${head}{${cleaned.text}}`)
      for (const name of cleaned.refersTo.length === 0 ? [] : head.split(',')) {
        const key = name.trim().slice(1)
        refersTo.set(key, [...(refersTo.get(key) ?? []), ...cleaned.refersTo])
      }
    }
    at = close + 1
  }
  return { text: kept.join('\n'), refersTo, refused }
}

/** Behind the block that opens at `open`, with all that is nested in it. */
const endOfBlock = (text: string, open: number): number => {
  if (open === -1) return text.length
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}
