/**
 * libsvm as the detectors use it. The asm.js build: it loads at once and holds its own code, where the WebAssembly build looks for a file beside it and answers
 * later, which neither a synchronous fit nor a bundled worker could use.
 *
 * Loading it makes the whole process exit on any unhandled rejection, without a word. That is not a library's to decide: the listener is taken off again.
 */
import { listenersBefore } from './listeners-before.ts'
import SVM from 'libsvm-js/asm.js'

for (const listener of process.listeners('unhandledRejection')) if (!listenersBefore.includes(listener)) process.removeListener('unhandledRejection', listener)

export { SVM }
