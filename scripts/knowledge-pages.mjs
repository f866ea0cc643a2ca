// @ts-check
// Writes the pages that are made of src/knowledge/. Usage: node scripts/knowledge-pages.mjs
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const path = fileURLToPath(new URL('knowledge-pages.ts', import.meta.url))
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' })
const { knowledgePages } = /** @type {typeof import('./knowledge-pages.ts')} */ (module)

for (const [file, text] of Object.entries(knowledgePages())) writeFileSync(file, text)
