/** The origin that the product's own pages have, and who counts as one of them. */

export const APP_SCHEME = 'app'
export const APP_HOST = 'plantroom'
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`

/** True for pages of the product; `devUrl` is the development server's address, which only an unpackaged program has. */
export const isOwnUrl = (url: string, devUrl: string | undefined): boolean => {
  const parsed = URL.parse(url)
  if (parsed === null) return false
  if (parsed.protocol === `${APP_SCHEME}:` && parsed.host === APP_HOST) return true
  return devUrl !== undefined && parsed.origin === URL.parse(devUrl)?.origin
}
