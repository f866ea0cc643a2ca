import type { Calls } from './calls.ts'
import type { WechatErrorCode } from './codes.ts'
import { emit } from './emit.ts'
import { isWechatError, WechatError } from './errors.ts'
import type { Events } from './events.ts'
import { decidingSharer, registry, type Sharer } from './registry.ts'
import type { Configuration, Session } from './session.ts'
import { absolute, complete, routeOf, type ShareContent } from './share-content.ts'

export interface ShareOptions {
  /**
   * Withdraws the content: what the route shares without it is told to the client again. While the client has not taken
   * the content yet, rejects as well.
   */
  readonly signal?: AbortSignal | undefined
}

/** What the sharing works with. */
export interface ShareParts {
  readonly session: Session
  readonly calls: Calls
  readonly events: Events
  /** The APIs that the configuration asks for. */
  readonly requested: readonly string[]
  /** Share content of a route that has set none. */
  readonly byDefault: ((location: Location) => ShareContent | undefined) | undefined
}

/** The new API and the old one that stands in for it where the client refuses it. */
const pairs = [
  ['updateAppMessageShareData', 'onMenuShareAppMessage'],
  ['updateTimelineShareData', 'onMenuShareTimeline'],
] as const
/**
 * Of the new one, after which the old one counts. On iOS the new ones are at times not verified where the old ones
 * work.
 */
const refusals: readonly WechatErrorCode[] = ['permission-denied', 'unsupported', 'not-verified']
const buttons = [
  'onMenuShareAppMessage',
  'onMenuShareTimeline',
  'onMenuShareQQ',
  'onMenuShareWeibo',
  'onMenuShareQZone',
]

/** Milliseconds for which the title of the page must have been still before it is told again. */
const TITLE_STILL_MS = 500
/** How often a title that comes late is told on one route. */
const TITLE_TOLD_AGAIN = 3

/** What a route has set for itself. */
interface Own {
  readonly route: string
  readonly content: ShareContent
  /** Who decided before, and decides again once it is withdrawn. */
  readonly before: Sharer | undefined
  /** Listens no more to the signal that would withdraw it. */
  readonly forget: () => void
}

/** A content on its way to the client. */
interface Telling {
  readonly configuration: Configuration
  /** What was told, as text. */
  readonly text: string
  readonly controller: AbortController
  readonly done: Promise<void>
}

const assertUrl = (url: string | undefined) => {
  if (url && !absolute(url)) throw new WechatError('invalid-argument', `"${url}" is not a URL`, { api: 'share' })
}

/** What an app's `share` throws is its own error, as that of a listener. */
const tellDeciding = () => emit([() => decidingSharer()?.tell()], undefined)

/** What is shared from the route where the page is, told to the client after every configuration. */
export function createShare({ session, calls, events, requested, byDefault }: ShareParts) {
  let own: Own | undefined
  let telling: Telling | undefined
  let route = ''
  let titlesTold = 0
  let lookTimer: ReturnType<typeof setTimeout> | undefined
  let titleTimer: ReturnType<typeof setTimeout> | undefined
  let titles: MutationObserver | undefined

  /** The route's own content, else the default. A content that was set on another route counts no more. */
  const chosen = (): ShareContent | undefined =>
    (own?.route === routeOf(location.href) ? own.content : undefined) ?? byDefault?.(location)

  const sharer: Sharer = {
    // Once something was shared, a route without a content shares its own title and URL.
    shares(button) {
      try {
        return !!(telling || (button && events.menuContent(button)) || chosen())
      } catch {
        // The app's own error: it is told when the content is asked for.
        return true
      }
    },
    content: (button) => ({ ...complete(chosen()), ...(button && events.menuContent(button)) }),
    tell() {
      const configuration = session.current()
      if (configuration) apply(configuration).catch(() => {})
    },
  }

  const setOwn = (next?: Own) => {
    own?.forget()
    own = next
  }

  /** From now on this client decides what is shared, as long as it shares something. */
  const takeOver = () => {
    giveUp()
    registry().sharers.push(sharer)
  }
  const giveUp = () => {
    const { sharers } = registry()
    if (sharers.includes(sharer)) sharers.splice(sharers.indexOf(sharer), 1)
  }

  const tell = async (content: ShareContent, { page: { denied } }: Configuration, signal: AbortSignal) => {
    const { title, desc, link, imgUrl } = content
    const from = routeOf(location.href)
    // A call that waits must not tell another route the content of this one.
    const options = { signal, wanted: () => routeOf(location.href) === from }
    // Desktops know the old ones only.
    for (const button of buttons) events.attach(button)
    await Promise.all(
      pairs.map(async ([api, old]) => {
        try {
          await calls.call(api, { title, link, imgUrl, ...(api === pairs[0][0] && { desc }) }, options)
        } catch (error) {
          const stoodIn = requested.includes(old) && !denied.includes(old)
          const refused = stoodIn && isWechatError(error) && refusals.includes(error.code)
          if (!refused && !signal.aborted && options.wanted()) throw error
        }
      }),
    )
  }

  /** Tells the client, once per configuration and content. */
  const apply = (configuration: Configuration): Promise<void> => {
    const content = chosen()
    // By its route: at another place on the page it is the same content.
    const text = JSON.stringify(complete({ ...content, link: content?.link || routeOf(location.href) }))
    const page = registry()
    if (page.teller !== sharer || telling?.configuration !== configuration || telling.text !== text) {
      page.teller = sharer
      telling?.controller.abort()
      const controller = new AbortController()
      const done = tell(complete(content), configuration, controller.signal)
      const mine: Telling = { configuration, text, controller, done }
      telling = mine
      // What has failed is told again when somebody asks for it.
      done.catch(() => {
        if (telling === mine) telling = { ...mine, text: '' }
      })
    }
    if (content?.title === undefined) watchTitle()
    return (telling as Telling).done
  }

  /** A title that is set after the content was told is told again once it has come to rest. */
  const watchTitle = () => {
    titles ??= new MutationObserver(() => {
      clearTimeout(titleTimer)
      titleTimer = setTimeout(() => {
        if (chosen()?.title !== undefined || decidingSharer() !== sharer || !session.current()) return
        if (JSON.parse(telling?.text || '{}').title !== document.title && titlesTold++ < TITLE_TOLD_AGAIN) sharer.tell()
      }, TITLE_STILL_MS)
    })
    titles.observe(document.head, { subtree: true, childList: true, characterData: true })
  }

  /** Sees whether the page has another route now. What the route that it has left had set is dropped. */
  const look = () => {
    const now = routeOf(location.href)
    if (now === route) return false
    route = now
    titlesTold = 0
    if (own?.route !== now) setOwn()
    return true
  }

  /**
   * Drops a content, and tells what is shared in its place: the content that has taken it by the end of the task, if
   * one has.
   */
  const withdraw = () => {
    const { sharers } = registry()
    const before = own?.before
    setOwn()
    if (before && before !== sharer && sharers.includes(before)) {
      giveUp()
      sharers.splice(sharers.indexOf(before), 0, sharer)
    }
    setTimeout(() => telling && tellDeciding())
  }

  session.onConfigured(() => {
    look()
    if (!registry().sharers.includes(sharer)) takeOver()
    tellDeciding()
  })

  // With a hash router the route changes where the URL that is signed does not. When the task has ended: a guard may
  // bounce back.
  session.onMoved(() => {
    clearTimeout(lookTimer)
    lookTimer = setTimeout(() => {
      if (look() && sharer.shares()) tellDeciding()
    })
  })

  return {
    /** What would be shared now. */
    content: () => (decidingSharer() === sharer ? sharer.content() : undefined),
    async share(given: ShareContent, { signal }: ShareOptions = {}): Promise<void> {
      session.assertUsable()
      const content = { ...given }
      for (const url of [content.link, content.imgUrl]) assertUrl(url)
      const mine: Own = {
        route: routeOf(location.href),
        content,
        before: own ? own.before : decidingSharer(),
        forget: () => signal?.removeEventListener('abort', withdraw),
      }
      if (!signal?.aborted) {
        setOwn(mine)
        takeOver()
        signal?.addEventListener('abort', withdraw)
      }
      await session.ready({ signal })
      // It may have to be told again, when the page is configured again meanwhile.
      for (let done: unknown; ; ) {
        const configuration = session.current()
        // Superseded, by this client object or by another one.
        if (!configuration || own !== mine || mine.route !== routeOf(location.href) || decidingSharer() !== sharer)
          return
        const told = apply(configuration)
        if (told === done) return
        done = told
        await told
      }
    },
    dispose() {
      // Seen before it shares nothing any more.
      const decided = typeof document === 'object' && decidingSharer() === sharer
      titles?.disconnect()
      clearTimeout(titleTimer)
      clearTimeout(lookTimer)
      telling?.controller.abort()
      setOwn()
      telling = undefined
      if (typeof document === 'object') giveUp()
      if (decided) tellDeciding()
    },
  }
}
