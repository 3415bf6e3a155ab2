/**
 * The tray: how many alerts are active, and the way back to the window. It is a convenience and never the only way: desktops without a tray
 * exist, and starting Plantroom again brings the window as well.
 */
import { app, Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../../shared/format-message.ts'
import type { EngineState, NavigationTarget } from '../../shared/host-link.ts'
import { NO_ALERTS, type AlertCounts } from '../supervision/engine-protocol.ts'

export interface TrayDeps {
  readonly t: Translate
  /** File of the picture, 32 px. */
  readonly icon: string
  readonly goTo: (target: NavigationTarget) => void
  readonly keepsRunning: () => boolean
  readonly setKeepsRunning: (keeps: boolean) => void
  readonly quit: () => void
  readonly log: (text: string) => void
}

export interface TrayView {
  showCounts(counts: AlertCounts): void
  showState(state: EngineState): void
}

const openTray = ({ icon, log }: TrayDeps): Tray | undefined => {
  try {
    const picture = nativeImage.createFromPath(icon)
    const tray = new Tray(process.platform === 'darwin' ? picture.resize({ width: 18, height: 18 }) : picture)
    return tray
  } catch (error) {
    log(`There is no tray here: ${(error as Error).message}`)
    return undefined
  }
}

export const createTray = (deps: TrayDeps): TrayView => {
  const { t, goTo } = deps
  const tray = openTray(deps)
  let counts = NO_ALERTS
  let state: EngineState = { state: 'starting' }

  const line = (): string => (state.state === 'running' ? t('tray.alerts', { count: counts.active }) : t(`engineState.${state.state}`, {}))

  const menu = (): MenuItemConstructorOptions[] => [
    { label: line(), enabled: false },
    { type: 'separator' },
    { label: t('tray.open', {}), click: () => goTo({ to: 'overview' }) },
    { label: t('tray.openAlerts', { count: counts.unacknowledged }), click: () => goTo({ to: 'alerts' }) },
    { type: 'separator' },
    { label: t('tray.keepRunning', {}), type: 'checkbox', checked: deps.keepsRunning(), click: (item) => deps.setKeepsRunning(item.checked) },
    { label: t('tray.quit', {}), click: deps.quit },
  ]
  const show = (): void => {
    // On macOS and some Linux desktops the program's own icon carries the number as well.
    app.setBadgeCount(counts.active)
    tray?.setToolTip(t('tray.tooltip', { line: line() }))
    if (process.platform === 'darwin') tray?.setTitle(counts.active === 0 ? '' : String(counts.active))
    tray?.setContextMenu(Menu.buildFromTemplate(menu()))
  }

  tray?.on('click', () => goTo({ to: counts.active === 0 ? 'overview' : 'alerts' }))
  show()
  return {
    showCounts(next) {
      counts = next
      show()
    },
    showState(next) {
      state = next
      show()
    },
  }
}
