/** The second host with the fake engine process: `node fake-host-child.ts DATA-FOLDER [PORT]`. */
import { runWebHost } from '../../electron/host/run-web-host.ts'

const [dataFolder = '', port = '0'] = process.argv.slice(2)

process.exit(
  await runWebHost({
    appVersion: 'test',
    dataFolder,
    demo: false,
    port: Number(port),
    engineEntry: new URL('./fake-engine-process.ts', import.meta.url),
    screens: import.meta.dirname,
    listening: (address) => process.stdout.write(`${address}\n`),
  }),
)
