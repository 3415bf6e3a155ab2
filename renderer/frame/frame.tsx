/** The frame around every screen: rail on the left, path and counters on top, banners below them, then the screen. */
import { useCallback, useState, type ReactNode } from 'react'
import { DemoBanner } from '../screens/demo/demo-banner.tsx'
import { useConnection } from '../engine/engine-context.tsx'
import { ScreenInTime } from '../time-machine/screen-in-time.tsx'
import { TimeBar } from '../time-machine/time-bar.tsx'
import { TravelProvider } from '../time-machine/travel-context.tsx'
import { AlertNotifications } from './alert-notifications.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { TransportBanner } from './transport-banner.tsx'
import { JobStrip } from './job-strip.tsx'
import { NavRail } from './nav-rail.tsx'
import { Search } from './search.tsx'
import { ShortcutHelp } from './shortcut-help.tsx'
import { SyncColorScheme } from './sync-color-scheme.tsx'
import { TopBar } from './top-bar.tsx'
import { useFrameKeys } from './use-frame-keys.ts'
import classes from './frame.module.css'

const FrameKeys = () => {
  const [help, setHelp] = useState(false)
  useFrameKeys(useCallback(() => setHelp(true), []))
  return <ShortcutHelp opened={help} close={() => setHelp(false)} />
}

/** The screen, drained of colour while what it shows cannot be trusted to be new. */
const Screen = ({ children }: { readonly children: ReactNode }) => {
  const { kind } = useConnection()
  return (
    <main className={classes.screen} data-old={kind === 'down' || undefined}>
      <ScreenInTime>{children}</ScreenInTime>
    </main>
  )
}

export const Frame = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes.frame}>
    <NavRail />
    <TravelProvider>
    <div className={classes.column}>
      <TopBar />
      <TimeBar />
      <ConnectionBanner />
      <DemoBanner />
      <TransportBanner />
      <JobStrip />
      <Screen>{children}</Screen>
    </div>
    </TravelProvider>
    <Search />
    <FrameKeys />
    <SyncColorScheme />
    <AlertNotifications />
  </div>
)
