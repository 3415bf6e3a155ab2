/** Loaded into the engine's process before its own code: tells the bench every 50 ms what the process holds, has worked, and how late it was. Plain JavaScript, so that no type stripper is loaded beside the engine. */
const EVERY_MS = 50

let dueMs = performance.now() + EVERY_MS
const tell = () => {
  const delayMs = performance.now() - dueMs
  const { user, system } = process.cpuUsage()
  process.send?.({ type: 'selfWatch', rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1_000, delayMs })
  dueMs = performance.now() + EVERY_MS
  setTimeout(tell, EVERY_MS).unref()
}
setTimeout(tell, EVERY_MS).unref()
