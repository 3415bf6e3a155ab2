/** The whole engine as a process of its own, on the networks and the BACnet port of the place it is started in; speaks the contract with its parent. */
import { networkInterfaces } from 'node:os'
import { composeEngine } from '../../../electron/engine/compose.ts'
import { serveEngine } from '../../../shared/rpc.ts'
import { sourceWorker } from '../../support/source-worker.ts'

const [siteFolder, ...expected] = process.argv.slice(2)
if (siteFolder === undefined) throw new Error('usage: engine-child.ts SITE_FOLDER INTERFACE...')
const strange = Object.keys(networkInterfaces()).filter((name) => name !== 'lo' && !expected.includes(name))
if (strange.length > 0) throw new Error(`this is not the test's own network: it has ${strange.join(', ')}`)

const engine = composeEngine({ siteFolder, demo: false, worker: sourceWorker, appVersion: 'test' })
const started = await engine.start()
if (!started.ok) throw new Error(started.error.message)
serveEngine(engine.handlers, {
  post: (data) => process.send?.(data),
  onMessage: (listen) => process.on('message', listen),
  onClose: () => {},
  close: () => {},
})
const end = (): void => void engine.stop().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('disconnect', end)
process.send?.('ready')
