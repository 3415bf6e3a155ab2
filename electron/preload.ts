/**
 * The bridge between the shell and the screens: `window.plantroomHost` (shared/host-link.ts), nothing else. Sandboxed, one CommonJS file.
 *
 * A page calls `requestPort()` and gets a window `message` event `{ type: 'engine-port' }` with the engine's MessagePort in `ports[0]`; after a
 * restart of the engine another one comes unasked. Ports cannot cross the context bridge, hence the window message. It is posted to the
 * page's own origin only.
 */
import { contextBridge, ipcRenderer } from 'electron'
import { HOST_CHANNELS, type EngineState, type NavigationTarget, type PlantroomHost } from '../shared/host-link.ts'

/** Tells every listener, and a later one the latest. */
const replaying = <T>() => {
  const listeners: ((value: T) => void)[] = []
  let latest: { readonly value: T } | undefined
  return {
    tell(value: T): void {
      latest = { value }
      for (const listener of listeners) listener(value)
    },
    listen(listener: (value: T) => void): void {
      listeners.push(listener)
      if (latest !== undefined) listener(latest.value)
    },
  }
}

const states = replaying<EngineState>()
const targets = replaying<NavigationTarget>()

ipcRenderer.on(HOST_CHANNELS.port, (event) => {
  window.postMessage({ type: 'engine-port' }, window.location.origin, [...event.ports])
})
ipcRenderer.on(HOST_CHANNELS.state, (_event, state: EngineState) => states.tell(state))
ipcRenderer.on(HOST_CHANNELS.navigate, (_event, target: NavigationTarget) => targets.tell(target))
ipcRenderer.send(HOST_CHANNELS.state)

const host: PlantroomHost = {
  kind: 'electron',
  requestPort: () => ipcRenderer.send(HOST_CHANNELS.port),
  onEngineState: (listener) => states.listen(listener),
  onNavigate: (listener) => targets.listen(listener),
  retryEngine: () => ipcRenderer.send(HOST_CHANNELS.retry),
}

contextBridge.exposeInMainWorld('plantroomHost', host)
