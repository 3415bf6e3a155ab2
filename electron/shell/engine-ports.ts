/** Gives every page its own port to the engine, and a fresh one after each restart. Only pages of the product are answered. */
import { ipcMain, MessageChannelMain, type IpcMainEvent, type WebContents } from 'electron'
import { HOST_CHANNELS } from '../../shared/host-link.ts'
import type { EngineSupervisor } from '../supervision/engine-supervisor.ts'
import { isOwnUrl } from './app-origin.ts'

/** The top frame of one of our pages; frames inside it, and pages that have just been replaced, are not. */
const isOwnPage = ({ senderFrame, sender }: IpcMainEvent, devUrl: string | undefined): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url, devUrl)

export const serveEnginePorts = (supervisor: EngineSupervisor, devUrl: string | undefined): void => {
  const detachByPage = new Map<number, () => void>()

  const attach = (page: WebContents): void => {
    // A page that asks again was reloaded: its former port is lost.
    detachByPage.get(page.id)?.()
    const detach = supervisor.attach({
      attached(link) {
        if (page.isDestroyed()) return
        const { port1, port2 } = new MessageChannelMain()
        link.transferPort(port1)
        page.postMessage(HOST_CHANNELS.port, null, [port2])
      },
    })
    detachByPage.set(page.id, detach)
  }
  const forget = (id: number): void => {
    detachByPage.get(id)?.()
    detachByPage.delete(id)
  }

  ipcMain.on(HOST_CHANNELS.port, (event) => {
    if (!isOwnPage(event, devUrl)) return
    const { id } = event.sender
    if (!detachByPage.has(id)) event.sender.once('destroyed', () => forget(id))
    attach(event.sender)
  })
  ipcMain.on(HOST_CHANNELS.state, (event) => {
    if (isOwnPage(event, devUrl)) event.sender.send(HOST_CHANNELS.state, supervisor.state())
  })
  ipcMain.on(HOST_CHANNELS.retry, (event) => {
    if (isOwnPage(event, devUrl)) supervisor.retry()
  })
}
