/** The built screens on disk, as both hosts serve them: which file a path means, and with which content type. */
import { extname, join, resolve, sep } from 'node:path'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export const contentType = (file: string): string => CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'

/**
 * The file that a URL's path means, or undefined for a path that leads out of the folder or cannot be decoded. Says nothing of its existence.
 * @param pathname as it stands in the URL, percent-encoded, starting with `/`; `/` is `index.html`.
 */
export const rendererFile = (folder: string, pathname: string): string | undefined => {
  const root = resolve(folder)
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0')) return undefined
  const file = resolve(join(root, path === '/' ? 'index.html' : path))
  return file.startsWith(root + sep) ? file : undefined
}

/** Vite names these files by their content, so that they never change under one name. */
export const isImmutable = (pathname: string): boolean => pathname.startsWith('/assets/')
