// @ts-check
// Writes the recording, the tables and the list of findings into docs/en/doctor.md and docs/zh/doctor.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const { module } = await runnerImport(at('test/doctor/docs.ts'), { configFile: false, logLevel: 'error' })
const { withMadeParts } = /** @type {typeof import('../test/doctor/docs.ts')} */ (module)

for (const lang of /** @type {const} */ (['en', 'zh'])) {
  const file = at(`docs/${lang}/doctor.md`)
  writeFileSync(file, await withMadeParts(readFileSync(file, 'utf8'), lang))
}
