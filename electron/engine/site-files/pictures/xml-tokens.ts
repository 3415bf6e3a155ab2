/** Strict reader of XML as drawings are written in: tags, text, nothing that could stand for something else. Documents with entities of their own are refused. */

export interface OpenTag {
  readonly kind: 'open'
  readonly name: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly selfClosing: boolean
}

export type XmlToken = OpenTag | { readonly kind: 'close'; readonly name: string } | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'broken'; readonly line: number } | { readonly kind: 'entities' }

const NAME = /[A-Za-z_][\w.:-]*/y
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const TAG_END = /\s*(\/?)>/y
const CLOSE_TAG = /\/([A-Za-z_][\w.:-]*)\s*>/y
const ENTITY = /&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z]\w{0,31});/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** Attributes of one tag; drawings have some dozens. */
const MOST_ATTRIBUTES = 200

/** XML 1.0, production 2: what may stand in a document at all. */
const isCharacter = (code: number): boolean => code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x1_00_00 && code <= 0x10_ff_ff)

/** The text behind references to characters; unknown ones become nothing. */
const resolved = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(ENTITY, (_all, name: string) => {
        if (!name.startsWith('#')) return NAMED[name] ?? ''
        const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
        return isCharacter(code) ? String.fromCodePoint(code) : ''
      })
    : text

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const lineAt = (text: string, at: number): number => {
  let line = 1
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) line += 1
  return line
}

interface Read {
  readonly token: XmlToken
  readonly next: number
}

const readOpenTag = (text: string, at: number): Read | null => {
  const name = matchAt(NAME, text, at)?.[0]
  if (name === undefined) return null
  const attributes: (readonly [string, string])[] = []
  let next = at + name.length
  for (;;) {
    const end = matchAt(TAG_END, text, next)
    if (end !== null) return { token: { kind: 'open', name, attributes, selfClosing: end[1] === '/' }, next: next + end[0].length }
    const attribute = matchAt(ATTRIBUTE, text, next)
    if (attribute === null || attributes.length >= MOST_ATTRIBUTES) return null
    attributes.push([attribute[1] ?? '', resolved(attribute[2] ?? attribute[3] ?? '')])
    next += attribute[0].length
  }
}

/** Where the text after a construct goes on; -1 where its end is missing. */
const after = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from)
  return at === -1 ? -1 : at + end.length
}

/** Reads what begins with `<!`: comments go, marked text stays, a document type may only name its standard. */
const readMarked = (text: string, at: number): Read | number | null => {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) {
    const next = after(text, ']]>', at + 9)
    return next === -1 ? null : { token: { kind: 'text', text: text.slice(at + 9, next - 3) }, next }
  }
  if (!text.startsWith('<!DOCTYPE', at)) return null
  const end = text.indexOf('>', at)
  const own = text.indexOf('[', at)
  if (end === -1) return null
  return own !== -1 && own < end ? { token: { kind: 'entities' }, next: text.length } : end + 1
}

const readMarkup = (text: string, at: number): Read | number | null => {
  const second = text[at + 1]
  if (second === '!') return readMarked(text, at)
  if (second === '?') return after(text, '?>', at + 2)
  if (second !== '/') return readOpenTag(text, at + 1)
  const close = matchAt(CLOSE_TAG, text, at + 1)
  return close === null ? null : { token: { kind: 'close', name: close[1] ?? '' }, next: at + 1 + close[0].length }
}

/** The document piece by piece. Ends after a token `broken` or `entities`. Nesting is the reader's affair. */
export function* xmlTokens(text: string): Generator<XmlToken, void> {
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    const end = open === -1 ? text.length : open
    if (end > at) yield { kind: 'text', text: resolved(text.slice(at, end)) }
    if (open === -1) return
    const read = readMarkup(text, open)
    if (read === null || read === -1) {
      yield { kind: 'broken', line: lineAt(text, open) }
      return
    }
    if (typeof read !== 'number') yield read.token
    at = typeof read === 'number' ? read : read.next
  }
}
