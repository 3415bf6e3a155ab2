/** Prints a screen: in light colours and at the width of a sheet, so that charts are drawn for paper; then all is as before. */
import { useMantineColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'

/** Until charts have drawn themselves anew, ms. */
const DRAWING_MS = 500

export interface Printing {
  /** True while the screen stands as on paper. */
  readonly printing: boolean
  readonly print: () => void
}

export const usePrint = (): Printing => {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [before, setBefore] = useState<typeof colorScheme | null>(null)
  useEffect(() => {
    if (before === null) return undefined
    const timer = setTimeout(() => {
      window.print()
      setColorScheme(before)
      setBefore(null)
    }, DRAWING_MS)
    return () => clearTimeout(timer)
  }, [before, setColorScheme])
  return {
    printing: before !== null,
    print: () => {
      setBefore(colorScheme)
      setColorScheme('light')
    },
  }
}
