/** The line to the engine in the web host: one WebSocket with the frames of `shared/wire.ts`. */
import type { Channel } from '../../shared/rpc.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { decodeFrame, encodeFrame } from '../../shared/wire.ts'

const OPEN_WAIT_MS = 10_000

const channelOf = (socket: WebSocket): Channel => ({
  post: (data) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(data))
  },
  onMessage: (listen) => {
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!(event.data instanceof ArrayBuffer)) return
      listen(decodeFrame(new Uint8Array(event.data)))
    })
  },
  onClose: (listen) => socket.addEventListener('close', listen, { once: true }),
  close: () => socket.close(),
})

/** Opens one socket to the page's own host. */
export const openSocketChannel = (address: string): Promise<Result<Channel>> =>
  new Promise((resolve) => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    const refuse = (): void => {
      clearTimeout(timer)
      socket.close()
      resolve(failure('host-unreachable', 'The program behind this page does not answer.'))
    }
    const timer = setTimeout(refuse, OPEN_WAIT_MS)
    socket.addEventListener('error', refuse, { once: true })
    socket.addEventListener('close', refuse, { once: true })
    socket.addEventListener(
      'open',
      () => {
        clearTimeout(timer)
        socket.removeEventListener('error', refuse)
        socket.removeEventListener('close', refuse)
        resolve(ok(channelOf(socket)))
      },
      { once: true },
    )
  })

/** The address of the engine's line on the page's own host. */
export const socketAddress = (location: Pick<Location, 'protocol' | 'host'>): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
