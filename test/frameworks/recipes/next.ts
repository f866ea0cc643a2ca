import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type App, makeApp, type Recipe } from '../scaffolds.ts'

const example = ['app/wechat.ts', 'app/providers.tsx', 'app/api/wechat/signature/route.ts', 'app/things/[id]/page.tsx']

export const nextStart = ['node_modules/next/dist/bin/next', 'start', '-p', 'PORT']

/** `create-next-app` with the options that ask nothing, for one of its routers. */
export const createNext = (router: '--app' | '--no-app'): Pick<Recipe, 'create' | 'args' | 'tools'> => ({
  create: 'create-next-app',
  args: ['APP', '--yes', router, '--no-src-dir', '--no-tailwind', '--use-npm', '--skip-install', '--disable-git'],
  tools: ['next', 'react'],
})

/** The App Router's recipe, with a page for the things and links to them. */
export async function makeNextApp(name: string, files: Record<string, string> = {}): Promise<App> {
  const app = await makeApp({
    ...createNext('--app'),
    name,
    files: {
      ...Object.fromEntries(example.map((file) => [file, `examples/next/${file}`])),
      'app/links.tsx': 'test/frameworks/recipes/app/links.tsx',
      ...files,
    },
  })
  // What the page says of new projects.
  expect(readFileSync(join(app.folder, 'next.config.ts'), 'utf8')).toContain('cacheComponents: true')
  app.edit('app/layout.tsx', (text) =>
    text
      // The fonts would be fetched from Google.
      .replace(
        /import .* from "next\/font\/google";/,
        'const Geist = (_: object) => ({ variable: "" })\nconst Geist_Mono = Geist',
      )
      .replace('{children}', '<Links /><Providers><Suspense>{children}</Suspense></Providers>')
      .replace(
        /^/,
        'import { Suspense } from "react"\nimport { Links } from "./links"\nimport { Providers } from "./providers"\n',
      ),
  )
  return app
}
