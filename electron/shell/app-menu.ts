/** The menu bar: what every desktop program has, and nothing that could harm. */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../../shared/format-message.ts'
import type { NavigationTarget } from '../../shared/host-link.ts'

export interface AppMenuDeps {
  readonly t: Translate
  readonly goTo: (target: NavigationTarget) => void
  /** Unpackaged programs get the developer's entries. */
  readonly development: boolean
}

type Item = MenuItemConstructorOptions

export const setAppMenu = ({ t, goTo, development }: AppMenuDeps): void => {
  const role = (name: NonNullable<Item['role']>, key: string): Item => ({ role: name, label: t(`menu.${key}`, {}) })
  const separator: Item = { type: 'separator' }
  const program: Item[] = [
    role('about', 'about'),
    separator,
    { label: t('menu.settings', {}), accelerator: 'CmdOrCtrl+,', click: () => goTo({ to: 'settings' }) },
    separator,
    role('quit', 'quit'),
  ]
  const edit: Item[] = [
    role('undo', 'undo'),
    role('redo', 'redo'),
    separator,
    role('cut', 'cut'),
    role('copy', 'copy'),
    role('paste', 'paste'),
    role('selectAll', 'selectAll'),
  ]
  const view: Item[] = [
    role('resetZoom', 'resetZoom'),
    role('zoomIn', 'zoomIn'),
    role('zoomOut', 'zoomOut'),
    separator,
    role('togglefullscreen', 'fullScreen'),
    ...(development ? [separator, role('reload', 'reload'), role('toggleDevTools', 'developerTools')] : []),
  ]
  const window: Item[] = [role('minimize', 'minimize'), role('close', 'close')]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: t('menu.program', {}), submenu: program },
      { label: t('menu.edit', {}), submenu: edit },
      { label: t('menu.view', {}), submenu: view },
      { label: t('menu.window', {}), submenu: window },
    ]),
  )
}
