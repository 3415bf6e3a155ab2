/** The frame around every screen: rail on the left, path and counters on top, banners below them, then the screen. */
import type { ReactNode } from 'react'
import { ConnectionBanner } from './connection-banner.tsx'
import { JobStrip } from './job-strip.tsx'
import { NavRail } from './nav-rail.tsx'
import { TopBar } from './top-bar.tsx'
import classes from './frame.module.css'

export const Frame = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes.frame}>
    <NavRail />
    <div className={classes.column}>
      <TopBar />
      <ConnectionBanner />
      <JobStrip />
      <main className={classes.screen}>{children}</main>
    </div>
  </div>
)
