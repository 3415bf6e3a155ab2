/** Rows of one height of which only those in sight exist. */
import { useVirtualizer, type ReactVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

interface VirtualRows {
  readonly count: number
  readonly scroller: RefObject<HTMLDivElement | null>
  /** px. */
  readonly rowHeight: number
  /** Height of what sticks to the top of the scroller, px. */
  readonly headHeight?: number
  /** Rows kept ready beyond the edges. */
  readonly overscan: number
}

export const useVirtualRows = ({ count, scroller, rowHeight, headHeight = 0, overscan }: VirtualRows): ReactVirtualizer<HTMLDivElement, Element> =>
  // Draws anew through its own state, which memoising compilers cannot see; this project does not use one.
  // oxlint-disable-next-line react/incompatible-library
  useVirtualizer<HTMLDivElement, Element>({ count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, scrollPaddingStart: headHeight, overscan, useFlushSync: false })
