import type { MenuShareContent } from './api-types.ts'
import { isWechatError, type WechatErrorCode } from './errors.ts'
import type { Configured, WechatState } from './session.ts'
import { currentUrl } from './sign-url.ts'

/** What is shared from a route. What is left out is the page's title and URL. */
export type ShareContent = MenuShareContent

export interface ShareOptions {
  /** Withdraws the content: what the route shares without it is told to the client again. While the client has not taken the content yet, rejects as well. */
  readonly signal?: AbortSignal | undefined
}

/** What the sharing needs of the engine. */
interface Means {
  state(): WechatState
  /** Resolves when the page is configured. */
  ready(options: ShareOptions): Promise<Configured>
  /** Calls an API of the page as it is configured now. */
  send(api: string, params: object): Promise<unknown>
  /** Sees to it that a button of the menu asks {@link Share.content}. */
  attachMenu(api: string): void
  /** The APIs that the configuration asks for. */
  readonly requested: readonly string[]
  /** Share content of a route that has set none. */
  readonly byDefault?: ((location: Location) => ShareContent | undefined) | undefined
}

export type Share = ReturnType<typeof createShare>

/** The new API and the old one that stands in for it where the client refuses it. */
const pairs = [
  ['updateAppMessageShareData', 'onMenuShareAppMessage'],
  ['updateTimelineShareData', 'onMenuShareTimeline'],
] as const
/** Of the new one, after which the old one counts. On iOS the new ones are at times not verified where the old ones work. */
const refusals: readonly WechatErrorCode[] = ['permission-denied', 'unsupported', 'not-verified']
const others = ['onMenuShareQQ', 'onMenuShareWeibo', 'onMenuShareQZone']

/** What is shared from the route where the page is, told to the client after every configuration. */
export function createShare(means: Means) {
  let own: { url: string; content: ShareContent } | undefined
  let last: { configured: Configured; content: ShareContent | undefined; done: Promise<void> } | undefined

  /** The route's own content, else the default. A content that was set on another route counts no more. */
  const chosen = () => (own?.url === currentUrl() ? own.content : undefined) ?? means.byDefault?.(location)

  const complete = (content: ShareContent | undefined) => ({
    title: document.title,
    desc: '',
    link: location.href,
    imgUrl: '',
    ...content,
  })

  const tell = async (content: ShareContent | undefined, { denied }: Configured) => {
    const { title, desc, link, imgUrl } = complete(content)
    // Desktops know the old ones only.
    for (const api of [...pairs.map(([, old]) => old), ...others]) means.attachMenu(api)
    await Promise.all(
      pairs.map(async ([api, old]) => {
        try {
          await means.send(api, { title, link, imgUrl, ...(api === pairs[0][0] && { desc }) })
        } catch (error) {
          const stoodIn = means.requested.includes(old) && !denied.includes(old)
          if (!stoodIn || !isWechatError(error) || !refusals.includes(error.code)) throw error
        }
      }),
    )
  }

  /** Tells the client, once per configuration and content. */
  const apply = (configured: Configured): Promise<void> => {
    const content = chosen()
    if (last?.configured !== configured || last.content !== content) {
      last = { configured, content, done: tell(content, configured) }
      last.done.catch(() => {})
    }
    return last.done
  }

  /** Drops a content, and tells what is shared in its place: the content that has taken it by the end of the task, if one has. */
  const withdraw = (mine: typeof own) => {
    if (own !== mine) return
    own = undefined
    setTimeout(() => {
      if (means.state().status === 'ready' && last?.configured.url === currentUrl()) apply(last.configured)
    })
  }

  return {
    /** What a button of the menu shares now. */
    content: () => complete(chosen()),
    /** To be told of each configuration. When nothing was ever shared, the client keeps its own default. */
    configured(configured: Configured) {
      // The page has left the route: coming back, it shares what it is told then.
      if (own && own.url !== configured.url) own = undefined
      if (last || chosen()) apply(configured)
    },
    async share(content: ShareContent, { signal }: ShareOptions): Promise<void> {
      const mine = { url: currentUrl(), content }
      if (!signal?.aborted) own = mine
      signal?.addEventListener('abort', () => withdraw(mine))
      const configured = await means.ready({ signal })
      if (own === mine && mine.url === currentUrl()) await apply(configured)
    },
  }
}
