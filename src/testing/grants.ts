import type { Permission } from './platforms.ts'

/** Calls that iOS refuses after a route change although the page is configured. */
const menuApis = new Set([
  'updateAppMessageShareData',
  'updateTimelineShareData',
  'hideOptionMenu',
  'showOptionMenu',
  'hideMenuItems',
  'showMenuItems',
  'hideAllNonBaseMenuItem',
  'showAllNonBaseMenuItem',
])

/** What a page may call because it may listen to the menu: jweixin responds to the event with that call. */
const implied: Record<string, string> = {
  'menu:share:timeline': 'shareTimeline',
  'menu:share:appmessage': 'sendAppMessage',
  'menu:share:qq': 'shareQQ',
  'menu:share:weiboApp': 'shareWeiboApp',
  'menu:share:QZone': 'shareQZone',
}

interface Grant {
  readonly urls: readonly string[]
  readonly apis: ReadonlySet<string>
}

/** Which native APIs the page may call at which URL: the result of good configurations. */
export class Grants {
  private grants: Grant[] = []

  /** A good configuration at these URLs. */
  add(urls: readonly string[], apis: readonly string[], kept: Permission) {
    const grant = { urls, apis: new Set(['checkJsApi', ...apis.flatMap((api) => [api, implied[api] ?? api])]) }
    this.grants = kept === 'replaced' ? [grant] : [...this.grants, grant]
  }

  allows(api: string, url: string, kept: Permission): boolean {
    const everywhere = kept === 'page' || kept === 'replaced' || (kept === 'page-except-menus' && !menuApis.has(api))
    return this.grants.some(({ urls, apis }) => apis.has(api) && (everywhere || urls.includes(url)))
  }

  /** What the configuration of another party leaves of ours: these APIs, where they were granted. */
  keepOnly(apis: readonly string[]) {
    const left = new Set(apis)
    this.grants = this.grants.map(({ urls, apis }) => ({
      urls,
      apis: new Set([...apis].filter((api) => left.has(api))),
    }))
  }

  clear() {
    this.grants = []
  }
}
