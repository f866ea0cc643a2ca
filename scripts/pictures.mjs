// @ts-check
// Draws the pictures of the documentation, in both languages, light and dark. Usage: node scripts/pictures.mjs
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cardOrLink, cardOrLinkPhone } from './pictures/card-or-link.mjs'
import { sequence, sequencePhone } from './pictures/sequence.mjs'
import { themes } from './pictures/svg.mjs'
import { whatIsShared, whatIsSharedPhone } from './pictures/what-is-shared.mjs'
import { whichUrl, whichUrlPhone } from './pictures/which-url.mjs'

const drawings = {
  'which-url': whichUrl,
  'which-url-phone': whichUrlPhone,
  'card-or-link': cardOrLink,
  'card-or-link-phone': cardOrLinkPhone,
  'what-is-shared': whatIsShared,
  'what-is-shared-phone': whatIsSharedPhone,
  sequence,
  'sequence-phone': sequencePhone,
}

/** @returns {Record<string, string>} the SVG by the name of its file in docs/pictures/ */
export function pictures() {
  /** @type {Record<string, string>} */
  const files = {}
  for (const [name, draw] of Object.entries(drawings)) {
    for (const [index, language] of ['en', 'zh'].entries()) {
      for (const [scheme, theme] of Object.entries(themes)) {
        files[`${name}-${language}-${scheme}.svg`] = draw({ theme, say: (text) => text[index] ?? '' })
      }
    }
  }
  return files
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  for (const [name, svg] of Object.entries(pictures())) writeFileSync(folder + name, svg)
}
