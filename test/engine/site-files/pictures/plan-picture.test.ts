/** Files for floor plans: judged by their bytes, sized without decoding, drawings written anew. */
import { describe, expect, it } from 'vitest'
import { checkPlanPicture, type CheckedPicture } from '../../../../electron/engine/site-files/pictures/plan-picture.ts'
import { seededRandom } from '../../../../shared/random.ts'
import type { Result } from '../../../../shared/result.ts'
import { jpeg, png } from './made-pictures.ts'

const check = (bytes: Uint8Array | string, name = 'plan'): Result<CheckedPicture> => {
  const work = checkPlanPicture({ name, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes })
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
const codeOf = (bytes: Uint8Array | string): string => {
  const checked = check(bytes)
  return checked.ok ? `${checked.value.format} ${checked.value.widthPx}x${checked.value.heightPx}` : checked.error.code
}
const cleaned = (body: string, root = 'viewBox="0 0 800 600"'): string => {
  const checked = check(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${root}>${body}</svg>`)
  if (!checked.ok) return checked.error.code
  return new TextDecoder().decode(checked.value.bytes).replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '')
}
const counted = (body: string): Record<string, number> => {
  const checked = check(`<svg viewBox="0 0 8 6">${body}</svg>`)
  if (!checked.ok) throw new Error(checked.error.code)
  return Object.fromEntries(checked.value.takenOut.map(({ name, count }) => [name, count]))
}

describe('a raster picture', () => {
  it('tells its size by its header', () => {
    expect(codeOf(png(1_234, 567))).toBe('png 1234x567')
    expect(codeOf(jpeg(3_000, 2_000))).toBe('jpeg 3000x2000')
    expect(codeOf(jpeg(3_000, 2_000, { frame: 0xc2 }))).toBe('jpeg 3000x2000')
  })
  it('is as wide as it is shown: a camera held upright turns it', () => {
    expect(codeOf(jpeg(3_000, 2_000, { orientation: 1 }))).toBe('jpeg 3000x2000')
    expect(codeOf(jpeg(3_000, 2_000, { orientation: 6 }))).toBe('jpeg 2000x3000')
  })
  it('is refused beyond 50 megapixels, whatever the file weighs', () => {
    expect(codeOf(png(10_000, 5_000))).toBe('png 10000x5000')
    expect(codeOf(png(10_000, 5_001))).toBe('plan-picture-pixels')
    expect(codeOf(jpeg(65_535, 65_535))).toBe('plan-picture-pixels')
    expect(check(png(100_000, 80_000))).toMatchObject({ error: { detail: { megapixels: 8_000 } } })
  })
  it('is refused as a strip, as too many bytes, and cut off anywhere', () => {
    expect(codeOf(png(4_000, 20))).toBe('plan-picture-shape')
    expect(codeOf(new Uint8Array(20_000_001))).toBe('plan-picture-bytes')
    for (const whole of [png(40, 30), jpeg(40, 30)]) for (let length = 3; length < whole.length; length += 1) expect(check(whole.subarray(0, length)).ok, String(length)).toBe(false)
  })
  it('is named where another kind of file was chosen', () => {
    expect(codeOf('%PDF-1.7 ...')).toBe('plan-picture-pdf')
    expect(check('GIF89a..')).toMatchObject({ error: { code: 'plan-picture-format', detail: { format: 'GIF' } } })
    expect(check('AC1032 drawing')).toMatchObject({ error: { detail: { format: 'DWG' } } })
    expect(codeOf('<html><body>no</body></html>')).toBe('plan-picture-format')
    expect(codeOf(new Uint8Array())).toBe('plan-picture-format')
  })
  it('never throws and never passes 50 megapixels, whatever bytes are turned over', () => {
    const random = seededRandom(11)
    const from = [png(640, 480), jpeg(640, 480, { orientation: 6 }), jpeg(640, 480)]
    let taken = 0
    for (let round = 0; round < 20_000; round += 1) {
      const bytes = Uint8Array.from(from[round % from.length]!)
      for (let change = 0; change < 1 + Math.floor(random() * 4); change += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      const checked = check(random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes)
      if (!checked.ok) continue
      taken += 1
      const { widthPx, heightPx } = checked.value
      expect(widthPx > 0 && heightPx > 0 && widthPx * heightPx <= 50_000_000).toBe(true)
    }
    expect(taken).toBeGreaterThan(1_000)
  })
})

describe('a drawing', () => {
  it('keeps shapes, text, styles and references to itself', () => {
    expect(cleaned('<g id="a" style="stroke:#000; fill:none"><path d="M0 0L5 5"/><text x="3">R &amp; D &lt;1&gt;</text></g><use xlink:href="#a"/>')).toBe(
      '<g id="a" style="stroke:#000;fill:none"><path d="M0 0L5 5"/><text x="3">R &amp; D &lt;1&gt;</text></g><use xlink:href="#a"/>',
    )
    expect(cleaned('<style>.a{fill:red} /* x */ .b, .c { stroke : url(#g) }</style>')).toBe('<style>.a{fill:red}\n.b, .c{stroke:url(#g)}</style>')
  })
  it('is sized by its view box, else by its width and height', () => {
    expect(codeOf('<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg viewBox="-10,0 420 297"/>')).toBe('svg 420x297')
    expect(codeOf('<svg width="2in" height="96"></svg>')).toBe('svg 192x96')
    expect(codeOf('<svg width="100%" height="100%"></svg>')).toBe('plan-svg-size')
    expect(codeOf('<svg viewBox="0 0 0 5"></svg>')).toBe('plan-svg-size')
  })
  it('loses what could run or load, and says so', () => {
    const body = `<script>alert(1)</script><g onclick="alert(2)" onLoad="x"><rect width="1"/></g><foreignObject><div xmlns="http://www.w3.org/1999/xhtml"><script>3</script></div></foreignObject>
      <a xlink:href="javascript:alert(4)"><circle r="1"/></a><image xlink:href="http://10.0.0.1/beacon.png"/><image href="file:///etc/passwd"/><use href="other.svg#x"/><animate attributeName="href" to="javascript:5"/>
      <rect fill="url(http://10.0.0.1/#a)" style="fill:url(//10.0.0.1/x); stroke:red"/><style>@import url(http://10.0.0.1/a.css); @font-face{src:url(x)} rect{fill:u\\72l(http://10.0.0.1)}</style>`
    const left = cleaned(body)
    expect(left).not.toMatch(/script|alert|http|file:|import|onclick|onload|foreign|javascript|animate|font-face/i)
    expect(left).toContain('<g><rect width="1"/></g>')
    expect(left).toContain('<circle r="1"/>')
    expect(left).toContain('style="stroke:red"')
    expect(counted(body)).toMatchObject({ script: 1, onclick: 1, onLoad: 1, foreignObject: 1, animate: 1, image: 2, url: 5 })
  })
  it('leaves out what its program noted for itself without a word', () => {
    expect(counted('<metadata><x/></metadata><sodipodi:namedview id="v"><inkscape:grid/></sodipodi:namedview><g inkscape:label="Layer 1"/>')).toEqual({})
    expect(cleaned('<metadata><rdf:RDF>text</rdf:RDF></metadata><g inkscape:label="L"/>')).toBe('<g/>')
  })
  it('may hold pictures that are written into it, as long as they are not too large together', () => {
    const inside = (bytes: Uint8Array): string => `<image width="5" height="5" href="data:image/png;base64,${Buffer.from(bytes).toString('base64')}"/>`
    expect(cleaned(inside(png(20, 10)))).toMatch(/^<image xlink:href="data:image\/png;base64,[A-Za-z0-9+/=]+" width="5" height="5"\/>$/)
    expect(cleaned(inside(png(6_000, 5_000)) + inside(png(6_000, 5_000)))).toBe('plan-picture-pixels')
    expect(counted('<image href="data:image/svg+xml;base64,AAAA"/>')).toEqual({ image: 1 })
  })
  it('is refused where it is broken, defines entities, or stands for millions of shapes', () => {
    expect(cleaned('<g><path></g>')).toBe('plan-svg-broken')
    expect(codeOf('<svg viewBox="0 0 1 1"><g>')).toBe('plan-svg-broken')
    expect(codeOf('<svg viewBox="0 0 1 1"/><svg viewBox="0 0 1 1"/>')).toBe('plan-svg-broken')
    expect(codeOf('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1">&a;</svg>')).toBe('plan-svg-entities')
    const laughs = Array.from({ length: 7 }, (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`).join('')
    expect(cleaned(`<rect id="l0"/>${laughs}`)).toBe('plan-svg-heavy')
    expect(cleaned('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')).toBe('plan-svg-heavy')
    expect(cleaned(`<style>.p{fill:url(#p)}</style><pattern id="p">${'<rect/>'.repeat(1_000)}</pattern>${'<rect class="p"/>'.repeat(500)}`)).toBe('plan-svg-heavy')
    expect(cleaned('<g>'.repeat(150) + '</g>'.repeat(150))).toBe('plan-svg-heavy')
  })
  it('is read in the encoding it names', () => {
    const text = '<svg viewBox="0 0 9 9"><text>Küche</text></svg>'
    const shown = (bytes: Uint8Array): string => {
      const checked = check(bytes)
      return checked.ok ? (/<text>(.*)<\/text>/.exec(new TextDecoder().decode(checked.value.bytes))?.[1] ?? '') : checked.error.code
    }
    expect(shown(new TextEncoder().encode(text))).toBe('Küche')
    expect(shown(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1'))).toBe('Küche')
    expect(shown(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe('Küche')
    expect(shown(Buffer.from(text, 'latin1'))).toBe('plan-svg-text')
  })
  it('cleaned once more stays as it is, and never lets anything through, whatever pieces it is put together from', () => {
    const random = seededRandom(5)
    const pieces = ['<g>', '</g>', '<script>', '</script>', '<a href="javascript:1">', '</a>', '<rect onload="x" fill="url(#a)"/>', '<use href="#a"/>', '<style>', '</style>', '@import "x";', '.a{fill:url(http://x)}', '<!--', '-->', '<![CDATA[', ']]>', '&lt;script&gt;', '&#60;', '<?php', '?>', '<image href="http://x/y.png"/>', 'text', '<text>', '</text>', '<foreignObject>', '</foreignObject>', '"', "'", '<g style="fill:url(\'http://x\')">', '<path d="M0 0" id="a"/>', '\0', '<svg:rect/>', '<x:script/>']
    let taken = 0
    for (let round = 0; round < 20_000; round += 1) {
      const body = Array.from({ length: 1 + Math.floor(random() * 8) }, () => pieces[Math.floor(random() * pieces.length)]).join('')
      const checked = check(`<svg viewBox="0 0 9 9">${body}</svg>`)
      if (!checked.ok) continue
      taken += 1
      const text = new TextDecoder().decode(checked.value.bytes)
      // Words that are only written on the plan may be any.
      const working = text.replace(/xmlns(:xlink)?="[^"]*"/g, '').replaceAll(/(<text>)[^<]*/g, '$1')
      expect(working, body).not.toMatch(/<script|<foreign|<a[\s>]|\son\w+=|http|javascript|@import/)
      const again = check(text)
      expect(again.ok && new TextDecoder().decode(again.value.bytes), body).toBe(text)
    }
    expect(taken).toBeGreaterThan(2_000)
  })
})
