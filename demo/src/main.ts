import { isDeskWanted } from './desk/wanted.ts'
import { watchArrival } from './facts/arrival.ts'
import { way } from './frame.ts'
import { isFactsPage } from './paths.ts'
import { followSceneLink } from './scene.ts'
import { showLanguage } from './words.ts'

watchArrival()
showLanguage()
if (isDeskWanted()) import('./desk/open.ts').then(({ openDesk }) => openDesk())
else if (!followSceneLink()) {
  if (way) import('./compare/page.ts').then(({ openComparedPage }) => openComparedPage(way as 'ours' | 'raw'))
  else if (isFactsPage(location.pathname)) import('./facts/page.ts').then(({ openFacts }) => openFacts())
  else import('./app.ts').then(({ startApp }) => startApp())
}
