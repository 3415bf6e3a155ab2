/** Entry of the page: opens the engine and shows the console. */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './theme/global.css'
import './i18n.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { targetDoor } from './doors.ts'
import { openEngine } from './engine/open-engine.ts'
import { navigateNow } from './hash-location.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no element #root')
const engine = openEngine()
engine.link.onNavigate((target) => navigateNow(targetDoor(target)))
createRoot(root).render(<App engine={engine} />)
