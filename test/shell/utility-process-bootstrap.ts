/** Gives a worker thread the `process.parentPort` of a utility process, then runs the entry. */
import { pathToFileURL } from 'node:url'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { EnginePort, ParentPort } from '../../electron/supervision/parent-link.ts'

if (parentPort === null) throw new Error('this file runs in a worker thread')
const toMain = parentPort

/** Electron's ports give events, those of worker threads plain data. */
const asElectronPort = (port: MessagePort): EnginePort => ({
  postMessage: (message) => port.postMessage(message),
  on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => port.on(event, (data: unknown) => listener({ data })),
  start: () => port.start(),
  close: () => port.close(),
})

const asParentPort: ParentPort = {
  postMessage: (message) => toMain.postMessage(message, []),
  on: (_event, listener) => toMain.on('message', ({ data, ports }: { data: unknown; ports: MessagePort[] }) => listener({ data, ports: ports.map(asElectronPort) })),
}

Object.assign(process, { parentPort: asParentPort })
await import(pathToFileURL((workerData as { entry: string }).entry).href)
