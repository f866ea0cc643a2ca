import { warnAboutShare } from '#advice'
import type { Calls } from './calls.ts'
import type { WechatErrorCode } from './codes.ts'
import { emit } from './emit.ts'
import { isWechatError, WechatError } from './errors.ts'
import type { Events } from './events.ts'
import { activeSharer, registry, type Sharer, takePlace } from './registry.ts'
import type { Configuration, Session } from './session.ts'
import { absolute, complete, routeOf, type ShareContent } from './share-content.ts'
import { decide, type PlacedContent, shareUrl } from './share-stack.ts'

export interface ShareOptions {
  /**
   * Removes the content: the client is sent what is shared without it. Rejects as well, as long as the client has not
   * taken the content.
   */
  readonly signal?: AbortSignal | undefined
}

/** Sets what a component shares, or nothing. The component's place stays the same. */
export type SetContent = (content?: ShareContent) => void

/** What the sharing works with. */
export interface ShareParts {
  readonly session: Session
  readonly calls: Calls
  readonly events: Events
  /** The APIs that the configuration asks for. */
  readonly requested: readonly string[]
  /** The option `share`: the content where none is set. */
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

/** Milliseconds without a change after which a new title of the page is sent. */
const TITLE_STILL_MS = 500
/** How often a new title is sent on one route. */
const MAX_TITLE_UPDATES = 3
/** At how many URLs the contents of `share()` are kept. */
const MAX_URLS = 50

/** A content of `share()`. */
interface UrlContent extends PlacedContent {
  readonly at: string
  /** Stops listening to the signal that would remove it. */
  readonly release: () => void
}

/** The content that was sent last. */
interface Sent {
  readonly configuration: Configuration
  readonly text: string
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** Sends one content to the client: by the new APIs, and by the old ones where those are refused. */
function createSender({ calls, events, requested }: ShareParts) {
  return async (content: ShareContent, { page: { denied } }: Configuration, signal: AbortSignal) => {
    const { title, desc, link, imgUrl } = content
    const from = routeOf(location.href)
    // A call that waits must not send the content of this route from another one.
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
}

/** The contents of one client object: those of its components, those of `share()`, and the default. */
function createContents({ byDefault }: ShareParts) {
  const ofComponents = new Set<PlacedContent>()
  /** By URL; the one that was set first comes first. */
  const ofUrls = new Map<string, UrlContent>()
  /** The place of the default: that of the first content, or of the first configuration. */
  let first = 0
  let reported = ''

  const ofDefault = (): PlacedContent | undefined => {
    try {
      const content = byDefault?.(location)
      if (content && 'then' in content)
        throw new WechatError('invalid-argument', '"share" must return the content, not a promise')
      return content && { place: first, content }
    } catch (error) {
      // The app's own error. It is reported once, although the default is asked for often.
      const fail = () => {
        throw error
      }
      if (reported !== String(error)) emit([fail], undefined)
      reported = String(error)
    }
  }

  const remove = (one: UrlContent) => {
    one.release()
    if (ofUrls.get(one.at) === one) ofUrls.delete(one.at)
  }

  return {
    ofComponents,
    ofUrls,
    remove,
    /** The content that decides where the page is. */
    active: () => decide([...ofComponents, ...ofUrls.values()], location.href, ofDefault),
    first: () => first,
    join(place: number) {
      first ||= place
    },
    /** Adds a content of `share()`, in place of the one at that URL. */
    add(one: UrlContent) {
      for (const old of ofUrls.values()) if (old.at === one.at) remove(old)
      ofUrls.set(one.at, one)
      for (const oldest of ofUrls.values()) if (ofUrls.size > MAX_URLS) remove(oldest)
    },
    clear() {
      ofComponents.clear()
      for (const one of ofUrls.values()) remove(one)
    },
  }
}

/** Sends what is shared where the page is to the client: after every configuration, and when it changes. */
export function createShare(parts: ShareParts) {
  const { session, events } = parts
  const send = createSender(parts)
  const contents = createContents(parts)
  let sent: Sent | undefined
  let route = ''
  let titleUpdates = 0
  let updateTimer: ReturnType<typeof setTimeout> | undefined
  let titleTimer: ReturnType<typeof setTimeout> | undefined
  let titles: MutationObserver | undefined
  let disposed = false

  const sharer: Sharer = {
    // Once something was sent, a route without a content shares its own title and URL.
    place: (button) =>
      contents.active()?.place ?? (button && events.menuContent(button) ? contents.first() : sent && 0),
    shares: (button) => sharer.place?.(button) !== undefined,
    content: (button) => ({ ...complete(contents.active()?.content), ...(button && events.menuContent(button)) }),
    tell() {
      const active = activeSharer()
      // A copy without places may take this one for the active one.
      if (active !== sharer) return active?.tell()
      const configuration = session.current()
      if (configuration) apply(configuration).catch(() => {})
    },
  }

  const leave = () => {
    const { sharers } = registry()
    if (sharers.includes(sharer)) sharers.splice(sharers.indexOf(sharer), 1)
  }

  /** A content was set: a copy without places takes the last of the list. */
  const join = (place: number) => {
    contents.join(place)
    leave()
    registry().sharers.push(sharer)
  }

  /** Sends the active content, unless the client has it from this configuration. */
  const apply = (configuration: Configuration): Promise<void> => {
    const content = contents.active()?.content
    // By its route: at another place on the page it is the same content.
    const text = JSON.stringify(complete({ ...content, link: content?.link || routeOf(location.href) }))
    const page = registry()
    if (page.teller !== sharer || sent?.configuration !== configuration || sent.text !== text) {
      page.teller = sharer
      sent?.controller.abort()
      const controller = new AbortController()
      const done = send(complete(content), configuration, controller.signal)
      const mine: Sent = { configuration, text, controller, done }
      sent = mine
      // What has failed is sent again when somebody asks for it.
      done.catch(() => {
        if (sent === mine) sent = { ...mine, text: '' }
      })
      warnAboutShare(sharer, content, () => !!contents.ofUrls.size && !contents.active())
    }
    if (content?.title === undefined) watchTitle()
    return (sent as Sent).done
  }

  /** Sends the content again when document.title changes, after 500 ms without a change. */
  const watchTitle = () => {
    titles ??= new MutationObserver(() => {
      watchTitle()
      clearTimeout(titleTimer)
      titleTimer = setTimeout(() => {
        if (contents.active()?.content.title !== undefined || activeSharer() !== sharer || !session.current()) return
        if (JSON.parse(sent?.text || '{}').title !== document.title && titleUpdates++ < MAX_TITLE_UPDATES) sharer.tell()
      }, TITLE_STILL_MS)
    })
    titles.observe(document.documentElement, { childList: true })
    // A page that replaces its head has none for a moment.
    if (document.head) titles.observe(document.head, { subtree: true, childList: true, characterData: true })
  }

  const update = () => {
    updateTimer = undefined
    const now = routeOf(location.href)
    if (now !== route) titleUpdates = 0
    route = now
    activeSharer()?.tell()
  }

  /** Updates when the task has ended: a guard may bounce back, one component may take the place of another. */
  const updateSoon = () => {
    updateTimer ??= setTimeout(update)
  }

  session.onConfigured(() => {
    if (!registry().sharers.includes(sharer)) join(takePlace())
    update()
  })

  // With a hash router the route changes where the URL that is signed does not.
  session.onMoved(() => {
    if (routeOf(location.href) !== route) updateSoon()
  })

  return {
    /** What would be shared now. */
    content: () => (activeSharer() === sharer ? sharer.content() : undefined),
    /** Takes a place for a component. */
    place(): SetContent {
      const place = takePlace()
      let own: PlacedContent | undefined
      return (content) => {
        if (disposed) return
        if (own) contents.ofComponents.delete(own)
        own = content && { place, content: { ...content } }
        if (own) {
          contents.ofComponents.add(own)
          join(place)
        }
        updateSoon()
      }
    },
    async share(given: ShareContent, { signal }: ShareOptions = {}): Promise<void> {
      session.assertUsable()
      const content = { ...given }
      for (const url of [content.link, content.imgUrl])
        if (url && !absolute(url)) throw new WechatError('invalid-argument', `"${url}" is not a URL`, { api: 'share' })
      const remove = () => {
        contents.remove(own)
        updateSoon()
      }
      const own: UrlContent = {
        place: takePlace(),
        content,
        at: shareUrl(location.href),
        release: () => signal?.removeEventListener('abort', remove),
      }
      if (!signal?.aborted) {
        contents.add(own)
        join(own.place)
        // Sent in any case: another script may have sent something else since.
        if (sent) sent = { ...sent, text: '' }
        signal?.addEventListener('abort', remove)
      }
      const decides = () => contents.active() === own && activeSharer() === sharer
      while (decides()) {
        await session.ready({ signal })
        const configuration = session.current()
        if (!configuration || !decides()) continue
        const done = apply(configuration)
        await done
        // The page may have been configured again meanwhile.
        if (sent?.done === done) break
      }
      // Rejects where the content was removed before the client has taken it.
      if (signal?.aborted) await session.ready({ signal })
      session.assertUsable()
    },
    dispose() {
      disposed = true
      titles?.disconnect()
      clearTimeout(titleTimer)
      clearTimeout(updateTimer)
      contents.clear()
      sent = undefined
      if (typeof document !== 'object') return
      leave()
      emit([() => activeSharer()?.tell()], undefined)
    },
  }
}
