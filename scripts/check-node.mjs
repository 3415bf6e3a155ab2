// The scripts of this project run on the Node 24 that npm installed with it; better-sqlite3 dies without a word on older ones.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Plantroom needs Node 24 and found ${process.version}. npm installs it as the package "node"; run "npm ci" without --ignore-scripts and start through "npm start" or "npm test".`,
  )
  process.exit(1)
}
