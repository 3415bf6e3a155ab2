/** Entry of the fake page: `?scale=1&trouble=0&devices=0&demo=1&transport=taken&nothing=1&failing=1&alerts=failing&dead=1&plan=24&live=all` choose what is shown. */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../../../renderer/theme/global.css'
import { i18n } from '../../../renderer/i18n.ts'
import { createRoot } from 'react-dom/client'
import { App } from '../../../renderer/app.tsx'
import type { EngineLink } from '../../../renderer/engine/engine-link.ts'
import { openEngine } from '../../../renderer/engine/open-engine.ts'
import { serveEngine, type Channel } from '../../../shared/rpc.ts'
import { failure, ok } from '../../../shared/result.ts'
import { FAKE_WORDS } from './fake-alerts.ts'
import { FAKE_CHECK_UP_WORDS } from './fake-check-up.ts'
import { FAKE_INCIDENT_WORDS } from './fake-incidents.ts'
import { createFakeEngine } from './fake-engine.ts'
import { FAKE_NETWORK_WORDS } from './fake-network.ts'
import { slowAnswers } from './slow-answers.ts'

const query = new URLSearchParams(window.location.search)
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise)

i18n.addResourceBundle('en', 'engine', { ...FAKE_WORDS, ...FAKE_NETWORK_WORDS, ...FAKE_CHECK_UP_WORDS, ...FAKE_INCIDENT_WORDS }, true, true)

const fake = createFakeEngine({ scale: number('scale', 1), trouble: number('trouble', 0), transportProblem: query.get('transport') === 'taken', demo: query.get('demo') === '1', moreDevices: number('devices', 0), nothing: query.get('nothing') === '1', failing: query.get('failing') === '1', alertsFailing: query.get('alerts') === 'failing', planItems: number('plan', 24), allLive: query.get('live') === 'all' })

const pair = (): readonly [Channel, Channel] => {
  const { port1, port2 } = new MessageChannel()
  const closers: (() => void)[] = []
  const channel = (port: MessagePort): Channel => ({
    post: (data) => port.postMessage(data),
    onMessage: (listen) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listen(event.data))
      port.start()
    },
    onClose: (listen) => void closers.push(listen),
    close: () => closers.forEach((close) => close()),
  })
  return [channel(port1), channel(port2)]
}

/** Set by the browser of the tests where PLANTROOM_SLOW asks for it. */
const { slowSeed } = window as { slowSeed?: number }
const handlers = slowSeed === undefined ? fake.handlers : slowAnswers(fake.handlers, slowSeed)

let dead = query.get('dead') === '1'
let open: Channel | null = null

const openFake = () => {
  if (dead) return Promise.resolve(failure('engine-crashed', 'The engine stopped unexpectedly.'))
  const [ours, theirs] = pair()
  fake.start(serveEngine(handlers, theirs))
  open = ours
  return Promise.resolve(ok(ours))
}

/** For tests and screenshots: `window.killEngine()`, `window.reviveEngine()` and `window.raiseIncident(3)`. */
Object.assign(window, {
  raiseIncident: (count: number) => fake.raiseIncident(count),
  killEngine: () => {
    dead = true
    open?.close()
  },
  reviveEngine: () => {
    dead = false
  },
})

const link: EngineLink = { open: openFake, onEngineState: () => undefined, onNavigate: () => undefined, retryEngine: () => undefined }

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App engine={openEngine(link)} />)
