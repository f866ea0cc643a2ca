import type { ShareContent, Wechat } from 'wechat-ready'
import { addressOf } from './card.ts'
import type { Group } from './catalogue.ts'
import { milliseconds } from './connection.ts'
import { about } from './hero.ts'
import { changeModeOf, type Mode, modeOfUrl } from './modes.ts'
import { recentIds } from './recent-ids.ts'
import { story } from './story.ts'
import { journal } from './wechat.ts'
import { t } from './words.ts'

/** Goes to a path of the app, as its router does. */
type Go = (path: string) => unknown

/** Ten URLs of the same view. */
const tenStops = (path: string) => Array.from({ length: 10 }, (_, index) => `${path}?step=${index + 1}`)

/** Waits at each of ten URLs until it is configured, and comes back. */
export async function walkOneByOne(path: string, go: Go, wechat: Wechat): Promise<void> {
  for (const stop of [...tenStops(path), path]) {
    await go(stop)
    // Why it failed stands in the list.
    await wechat.ready().catch(() => {})
  }
}

/** Jumps through ten URLs, as a chain of redirects does it. */
export async function walkAtOnce(path: string, go: Go): Promise<void> {
  await Promise.all(tenStops(path).map((stop) => go(stop)))
}

/** What is passed on from a route. */
export function shareContent(group: Group | undefined, step: string | null, link: string): ShareContent {
  if (!group && !step && story.card) return story.card
  const title = group ? `${t(group.title)} · wechat-ready` : 'wechat-ready'
  return {
    title: step ? `${title} · ${step}/10` : title,
    desc: t(group?.about ?? about),
    link: new URL(link, location.href).href,
    imgUrl: recentIds('pictureUrl')[0] ?? addressOf(undefined),
  }
}

/** The configurations so far as lines of a list, the latest first. */
export const runs = () =>
  journal.value.slice(0, 12).map(({ began, status, url, asked, duration }) => ({
    key: began,
    look: `is-${status}`,
    icon: status === 'failed' ? 'cross' : status === 'ready' ? 'tick' : 'others',
    url: url.replace(location.origin, ''),
    time: `${asked === false && status === 'ready' ? t(['from memory', '缓存']) : ''} ${milliseconds(duration)}`.trim(),
  }))

/** The mode that the page was opened in. */
export const modeOfPage = (): Mode => modeOfUrl(location.href)

/** Opens this route in a mode, with a load: a router has one mode, and keeps it. */
export function changeMode(mode: Mode): void {
  history.pushState(null, '', changeModeOf(location.href, mode))
  location.reload()
}
