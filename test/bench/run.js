// Runs main.ts, which Node >= 20 cannot read by itself.
// Usage: npm run bench [-- [sizes] [ready] [routes] [call] [signer] [--write]]
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const { module } = await runnerImport(fileURLToPath(new URL('main.ts', import.meta.url)), { configFile: false })
await module.main(process.argv.slice(2))
