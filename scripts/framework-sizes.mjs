// @ts-check
// Copies the sizes that `npm run test:frameworks` has measured into test/frameworks/README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const sizes = JSON.parse(readFileSync(`${root}reports/framework-sizes.json`, 'utf8'))

const file = `${root}test/frameworks/README.md`
let page = readFileSync(file, 'utf8')
for (const [name, { kB, files }] of Object.entries(sizes)) {
  const row = `| ${name} | ${kB.toFixed(1)} kB in ${files} ${files === 1 ? 'file' : 'files'} |`
  page = page.replace(new RegExp(`^\\| ${name} \\| [\\d.]+ kB.*$`, 'm'), row)
}
writeFileSync(file, page)
