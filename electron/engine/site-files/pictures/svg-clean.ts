/**
 * Drawings are written anew from a list of what is allowed, so that nothing in them can run, load, or stand for a million shapes. What is not on the list is
 * left out; what could have done harm is counted by name. Shown as a picture (`<img>`) scripts would not run anyway: this is the first of two walls.
 */
import { MOST_PICTURE_PIXELS } from '../../../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { rasterHeader } from './raster-header.ts'
import { svgSize } from './svg-size.ts'
import { cleanDeclarations, cleanSheet, cleanValue, PAINT_PROPERTIES } from './svg-style.ts'
import { drawnWeight, type DrawnElement } from './svg-weight.ts'
import { xmlTokens, type OpenTag } from './xml-tokens.ts'

export interface CleanSvg {
  readonly text: string
  readonly width: number
  readonly height: number
  readonly takenOut: readonly { readonly name: string; readonly count: number }[]
}

/** Shapes painted, references followed. CAD drawings of a whole floor have some ten thousand. */
const MOST_SHAPES = 400_000
const DEEPEST = 100
/** Tokens between two breaths. */
const TOKENS_AT_ONCE = 2_000
/** Longer side of the drawing as a picture, px. */
const SHOWN_PX = 2_000

const KEPT: ReadonlySet<string> = new Set([
  'svg', 'g', 'defs', 'symbol', 'use', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'textPath', 'title', 'desc', 'linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask', 'pattern', 'image', 'style',
])
/** Their children are drawn as if they were not there. */
const OPENED: ReadonlySet<string> = new Set(['a', 'switch'])
/** What is taken out of these is worth telling. */
const HARMFUL: ReadonlySet<string> = new Set(['script', 'foreignObject', 'iframe', 'embed', 'object', 'audio', 'video', 'animate', 'animateMotion', 'animateTransform', 'animateColor', 'set', 'handler', 'listener', 'feImage', 'link'])
const HOLDS_TEXT: ReadonlySet<string> = new Set(['text', 'tspan', 'textPath', 'title', 'desc'])
const REFERRING: ReadonlySet<string> = new Set(['use', 'textPath', 'linearGradient', 'radialGradient', 'pattern'])

const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...PAINT_PROPERTIES, 'class', 'clipPathUnits', 'cx', 'cy', 'd', 'dx', 'dy', 'fx', 'fy', 'gradientTransform', 'gradientUnits', 'height', 'id', 'lengthAdjust', 'maskContentUnits', 'maskUnits', 'offset', 'pathLength', 'patternContentUnits',
  'patternTransform', 'patternUnits', 'points', 'preserveAspectRatio', 'r', 'rotate', 'rx', 'ry', 'spreadMethod', 'startOffset', 'textLength', 'transform', 'viewBox', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2',
])

// oxlint-disable-next-line no-control-regex -- exactly those that XML forbids
const escaped = (text: string): string => text.replaceAll(/[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const localName = (name: string): string => (name.startsWith('svg:') ? name.slice(4) : name)

/** A picture within the drawing: PNG or JPEG written into it, counted in pixels; null for all else. */
const embeddedPixels = (href: string): number | null => {
  const data = /^data:image\/(?:png|jpe?g);base64,([A-Za-z0-9+/=\s]+)$/.exec(href)?.[1]
  if (data === undefined) return null
  const header = rasterHeader(Buffer.from(data, 'base64'))
  return header === null || header === undefined ? null : header.widthPx * header.heightPx
}

class Cleaner {
  readonly #out: string[] = []
  readonly #stack: { readonly name: string; readonly written: boolean; readonly index: number }[] = []
  readonly #elements: (DrawnElement & { readonly classes: readonly string[] })[] = []
  readonly #byClass = new Map<string, readonly string[]>()
  readonly #counts = new Map<string, number>()
  /** Depth within an element that is left out with all it holds; 0 = not in one. */
  #skipping = 0
  #sheet: string[] | null = null
  #pixels = 0
  #size: { readonly width: number; readonly height: number } | null = null
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  get shapes(): number {
    return this.#elements.length
  }
  get depth(): number {
    return this.#stack.length + this.#skipping
  }
  get pixels(): number {
    return this.#pixels
  }

  open(tag: OpenTag): Result<null> {
    if (this.#skipping > 0) {
      if (!tag.selfClosing) this.#skipping += 1
      return ok(null)
    }
    const name = localName(tag.name)
    if (this.#stack.length === 0) return this.#openRoot(name, tag)
    if (HARMFUL.has(name)) this.#count(name)
    const opened = OPENED.has(name)
    if (!opened && !KEPT.has(name)) {
      if (!tag.selfClosing) this.#skipping = 1
      return ok(null)
    }
    const index = opened ? (this.#stack.at(-1)?.index ?? 0) : this.#write(name, tag.attributes, tag.selfClosing)
    if (index === -1) {
      if (!tag.selfClosing) this.#skipping = 1
    } else if (!tag.selfClosing) {
      this.#stack.push({ name: tag.name, written: !opened, index })
      if (name === 'style') this.#sheet = []
    }
    return ok(null)
  }

  /** False where it closes what is not open. */
  close(name: string): boolean {
    if (this.#skipping > 0) {
      this.#skipping -= 1
      return true
    }
    const top = this.#stack.pop()
    if (top?.name !== name) return false
    if (this.#sheet !== null) this.#closeSheet(this.#sheet.join(''))
    if (top.written) this.#out.push(`</${localName(name)}>`)
    return true
  }

  text(text: string): void {
    if (this.#skipping > 0) return
    if (this.#sheet !== null) this.#sheet.push(text)
    else if (HOLDS_TEXT.has(localName(this.#stack.at(-1)?.name ?? ''))) this.#out.push(escaped(text))
  }

  end(): CleanSvg | null {
    if (this.#size === null || this.#stack.length > 0 || this.#skipping > 0) return null
    return { text: this.#out.join(''), ...this.#size, takenOut: [...this.#counts].map(([name, count]) => ({ name, count })) }
  }

  weight(): number {
    const elements = this.#elements.map((element) => {
      const byClass = element.classes.flatMap((name) => this.#byClass.get(name) ?? [])
      return byClass.length === 0 ? element : { ...element, refersTo: [...element.refersTo, ...byClass] }
    })
    return drawnWeight(elements, MOST_SHAPES)
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  #openRoot(name: string, { attributes, selfClosing }: OpenTag): Result<null> {
    if (name !== 'svg' || this.#size !== null) return failure('plan-svg-broken', `${this.#file} is no SVG drawing.`, { file: this.#file })
    const size = svgSize(new Map(attributes))
    if (size === null) return failure('plan-svg-size', `${this.#file} does not say how large it is.`, { file: this.#file })
    const [, , width, height] = size.viewBox
    const scale = SHOWN_PX / Math.max(width, height)
    this.#size = { width, height }
    this.#out.push(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${size.viewBox.join(' ')}" width="${width * scale}" height="${height * scale}"`)
    const index = this.#attributes('svg', attributes.filter(([attribute]) => !['viewBox', 'width', 'height', 'x', 'y'].includes(attribute)))
    this.#out.push(selfClosing ? '/>' : '>')
    if (!selfClosing) this.#stack.push({ name: 'svg', written: true, index })
    return ok(null)
  }

  /** The number of the element; -1 where it is left out after all: a picture that would be loaded from elsewhere. */
  #write(name: string, attributes: OpenTag['attributes'], selfClosing: boolean): number {
    if (name === 'image') {
      const href = attributes.find(([attribute]) => attribute === 'href' || attribute === 'xlink:href')?.[1] ?? ''
      const pixels = embeddedPixels(href)
      if (pixels === null) {
        this.#count('image')
        return -1
      }
      this.#pixels += pixels
      this.#out.push(`<image xlink:href="${href.replaceAll(/\s/g, '')}"`)
    } else this.#out.push(`<${name}`)
    const index = this.#attributes(name, name === 'style' ? [] : attributes)
    this.#out.push(selfClosing ? '/>' : '>')
    return index
  }

  #attributes(name: string, attributes: OpenTag['attributes']): number {
    const refersTo: string[] = []
    const seen = new Set<string>()
    let id = ''
    let classes: readonly string[] = []
    for (const [attribute, value] of attributes) {
      if (seen.has(attribute)) continue
      seen.add(attribute)
      if (/^on/i.test(attribute)) this.#count(attribute)
      else if (attribute === 'href' || attribute === 'xlink:href') this.#reference(name, value, refersTo)
      else if (attribute === 'style') this.#style(value, refersTo)
      else if (attribute === 'xml:space' && value === 'preserve') this.#out.push(' xml:space="preserve"')
      else if (ATTRIBUTES.has(attribute)) {
        const cleaned = cleanValue(value)
        if (cleaned === null) {
          if (/url|script|src/i.test(value)) this.#count('url')
        } else {
          refersTo.push(...cleaned.refersTo)
          this.#out.push(` ${attribute}="${escaped(cleaned.value)}"`)
          if (attribute === 'id') id = value
          if (attribute === 'class') classes = value.split(/\s+/)
        }
      }
    }
    const parent = this.#stack.at(-1)?.index ?? -1
    return this.#elements.push({ parent, id, classes, refersTo }) - 1
  }

  #reference(name: string, value: string, refersTo: string[]): void {
    if (name === 'image') return
    const own = /^\s*#([\w.:-]+)\s*$/.exec(value)?.[1]
    if (own === undefined || !REFERRING.has(name)) {
      this.#count('href')
      return
    }
    refersTo.push(own)
    this.#out.push(` xlink:href="#${own}"`)
  }

  #style(value: string, refersTo: string[]): void {
    const cleaned = cleanDeclarations(value)
    refersTo.push(...cleaned.refersTo)
    for (let count = 0; count < cleaned.refused; count += 1) this.#count('url')
    if (cleaned.text !== '') this.#out.push(` style="${escaped(cleaned.text)}"`)
  }

  #closeSheet(sheet: string): void {
    this.#sheet = null
    const cleaned = cleanSheet(sheet)
    for (const [name, ids] of cleaned.refersTo) this.#byClass.set(name, [...(this.#byClass.get(name) ?? []), ...ids])
    for (let count = 0; count < cleaned.refused; count += 1) this.#count('url')
    this.#out.push(escaped(cleaned.text))
  }
}

const broken = (file: string, line: number): Result<never> => failure('plan-svg-broken', `The drawing ${file} is broken${line === 0 ? ' or cut off' : ` in line ${line}`}.`, { file, line })
const heavy = (file: string): Result<never> => failure('plan-svg-heavy', `The drawing ${file} has more shapes than can be shown.`, { file })

/**
 * Writes the drawing of a file anew. Yields between pieces of a few ms. Fails with `plan-svg-broken`, `plan-svg-size`, `plan-svg-entities`, `plan-svg-heavy`, and
 * `plan-picture-pixels` for pictures written into it.
 */
export function* cleanSvg(text: string, file: string): Generator<undefined, Result<CleanSvg>> {
  const cleaner = new Cleaner(file)
  let tokens = 0
  for (const token of xmlTokens(text)) {
    tokens += 1
    if (tokens % TOKENS_AT_ONCE === 0) yield
    if (token.kind === 'broken') return broken(file, token.line)
    if (token.kind === 'entities') return failure('plan-svg-entities', `The drawing ${file} defines words of its own (entities), which are not read.`, { file })
    if (token.kind === 'open') {
      const opened = cleaner.open(token)
      if (!opened.ok) return opened
    } else if (token.kind === 'text') cleaner.text(token.text)
    else if (!cleaner.close(token.name)) return broken(file, 0)
    if (cleaner.depth > DEEPEST || cleaner.shapes > MOST_SHAPES) return heavy(file)
    if (cleaner.pixels > MOST_PICTURE_PIXELS) return failure('plan-picture-pixels', `The pictures in ${file} have too many pixels.`, { file, megapixels: Math.round(cleaner.pixels / 1e6) })
  }
  const cleaned = cleaner.end()
  if (cleaned === null) return broken(file, 0)
  return cleaner.weight() > MOST_SHAPES ? heavy(file) : ok(cleaned)
}
