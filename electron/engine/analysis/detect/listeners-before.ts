/** Who listened to unhandled rejections before libsvm was loaded; must be imported before it. */
export const listenersBefore: readonly unknown[] = process.listeners('unhandledRejection')
