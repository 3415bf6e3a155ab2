/** The desktop's log: a file that support can ask for (size-limited, the former one kept), and the console. */
import electronLog from 'electron-log/main'

const MOST_BYTES = 5 << 20

electronLog.transports.file.maxSize = MOST_BYTES

/** One line. */
export const log = (text: string): void => electronLog.info(text)
