/** Which addresses are the product's own pages. */
import { describe, expect, it } from 'vitest'
import { isOwnUrl } from '../../electron/shell/app-origin.ts'

const DEV = 'http://localhost:5173'

describe('an address', () => {
  it.each([
    { url: 'app://plantroom/', own: true },
    { url: 'app://plantroom/index.html#/alerts/3', own: true },
    { url: 'app://plantroom.example.org/', own: false },
    { url: 'app://plantroom:80/', own: false },
    { url: 'app://example.org/plantroom/', own: false },
    { url: 'https://plantroom/', own: false },
    { url: 'http://localhost:5173/x', own: false },
    { url: 'file:///index.html', own: false },
    { url: '', own: false },
  ])('$url: $own', ({ url, own }) => {
    expect(isOwnUrl(url, undefined)).toBe(own)
  })

  it('of the development server is our own only where there is one', () => {
    expect(isOwnUrl(`${DEV}/index.html`, DEV)).toBe(true)
    expect(isOwnUrl('http://localhost:51730/', DEV)).toBe(false)
    expect(isOwnUrl('http://localhost:5173.example.org/', DEV)).toBe(false)
  })
})
