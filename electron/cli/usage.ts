/** The command line's help. */

export const USAGE = `Usage: npm run -s cli -- COMMAND [arguments] [options]

  discover                               find devices, read their objects and values
  read TARGET OBJECT PROPERTY            read one property, e.g. read 192.168.1.20 analog-input,1 present-value
  write TARGET OBJECT VALUE --yes        write the present value with a priority; --relinquish gives it back
  record --site DIR --for SECONDS        discover, then record into a site folder
  snapshot --site DIR                    keep the configuration of all devices; --list, --diff ID [--to ID]
  check [--site DIR] [--for SECONDS]     the network check-up, after watching for so long (default 30)
  export --site DIR --what WHAT --out DIR   WHAT: ede, readings, check-up, diff (with --diff ID)

  --target IP[:PORT]     ask this address directly; may be given several times
  --interface NAME       broadcast on this interface only (name or address); 127.0.0.1 keeps everything on this machine
  --port N               local UDP port (default 47808; 0 = any free one)
  --range LOW-HIGH       device instances
  --timeout MS           how long a device has for an answer (default 3000)
  --site DIR             the site folder to use; without it, a temporary one that is removed at the end
  --priority N           priority of a write, 3 to 16 (default 8)
  --property NAME        property of a write: present-value (default) or out-of-service
  --min SCORE            check: exit with 3 when the score is below
  --note TEXT            note of a snapshot or reason of a write
  --separator S          export of EDE: ; (default) or ,
  --from TIME --to TIME  export of readings: period, e.g. 2026-11-27T06:00Z (default: everything)
  --json                 print JSON on stdout; progress goes to stderr in any case
  --quiet                no progress
  --help                 show this

Exit codes: 0 done, 1 failed (the reason is on stderr), 2 wrong arguments, 3 check below --min, 130 interrupted.
`
