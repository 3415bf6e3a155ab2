/** Electron's utility process, played by a worker thread: it has real message ports, runs the real entry file, and can die. */
import { EventEmitter } from 'node:events'
import { MessageChannel, MessagePort, Worker } from 'node:worker_threads'
import type { Readable } from 'node:stream'

/** A port as the main process holds it. */
export class MessagePortMainDouble {
  readonly port: MessagePort
  constructor(port: MessagePort) {
    this.port = port
  }
}

export class MessageChannelMainDouble {
  readonly port1: MessagePortMainDouble
  readonly port2: MessagePortMainDouble
  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMainDouble(port1)
    this.port2 = new MessagePortMainDouble(port2)
  }
}

type Used = Pick<Electron.UtilityProcess, 'kill' | 'pid'>

export class UtilityProcessDouble extends EventEmitter implements Used {
  readonly pid: number | undefined = undefined
  readonly stdout: Readable
  readonly stderr: Readable
  /** What the main process posted, without ports. */
  readonly posted: { readonly type: string }[] = []
  exitCode: number | null = null
  private readonly worker: Worker

  constructor(entry: string) {
    super()
    this.worker = new Worker(new URL('./utility-process-bootstrap.ts', import.meta.url), { workerData: { entry }, stdout: true, stderr: true })
    this.stdout = this.worker.stdout
    this.stderr = this.worker.stderr
    this.worker.on('message', (message) => this.emit('message', message))
    this.worker.on('error', (error) => process.stderr.write(`engine double: ${String(error)}\n`))
    this.worker.on('exit', (code) => {
      this.exitCode = code
      this.emit('exit', code)
    })
  }

  postMessage(message: { readonly type: string }, transfer: readonly MessagePortMainDouble[] = []): void {
    this.posted.push(message)
    const ports = transfer.map(({ port }) => port)
    this.worker.postMessage({ data: message, ports }, ports)
  }

  kill(): boolean {
    void this.worker.terminate()
    return true
  }
}
