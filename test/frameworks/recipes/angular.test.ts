import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driveThings, serveBuilt, shared } from '../drive.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

test('Angular: a page is ready on each route, and what is shared is that of the page', async () => {
  const app = await makeApp({
    name: 'angular',
    // The newest for Node 20 whose own packages are all in the registry.
    create: '@angular/cli@21.2.27',
    args: ['new', 'app', '--defaults', '--interactive=false', '--skip-git', '--skip-install'],
    prepare: (folder) => rmSync(join(folder, 'src/app/app.spec.ts')),
    over: 'test/frameworks/recipes/apps/angular',
    tools: ['@angular/core', '@angular/build'],
  })
  app.edit('src/app/app.config.ts', (text) =>
    text
      .replace('{ provideRouter }', '{ provideRouter, withComponentInputBinding }')
      .replace('provideRouter(routes)', 'provideRouter(routes, withComponentInputBinding())'),
  )
  app.edit('src/app/app.html', () => '<router-outlet />\n')
  expect(app.build()).toContain("Module 'weixin-js-sdk' used by")
  const allow = '"allowedCommonJsDependencies": ["weixin-js-sdk"],'
  app.edit('angular.json', (text) => text.replace('"browser":', `${allow} "browser":`))
  expect(app.build()).not.toContain('WARNING')
  const server = await serveBuilt(join(app.folder, 'dist/app/browser'))
  onTestFinished(() => server.close())
  const opened = await open(`${server.origin}/`, app)
  await driveThings(opened)
  expect([opened.signed, opened.online()]).toEqual([['/', '/things/7'], false])
  // The same page at another URL keeps its content.
  await opened.page.click('text=Thing 7')
  await shared(opened.page, 'Thing 7')
  await opened.page.click('text=Red')
  await shared(opened.page, 'Thing 7', '/things/7?color=red')
})
