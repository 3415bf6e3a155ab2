/** The product's version, as its package says. */
import manifest from '../../package.json' with { type: 'json' }

export const APP_VERSION: string = manifest.version
