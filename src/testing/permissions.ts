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

/** Calls that need no configuration at all. */
const free = new Set(['closeWindow', 'getBrandWCPayRequest', 'invokeMiniProgramAPI'])

/** What a page may call because it may listen to the menu: jweixin answers the event with the call. */
const implied: Record<string, string> = {
  'menu:share:timeline': 'shareTimeline',
  'menu:share:appmessage': 'sendAppMessage',
  'menu:share:qq': 'shareQQ',
  'menu:share:weiboApp': 'shareWeiboApp',
  'menu:share:QZone': 'shareQZone',
}

/** Which native APIs the page may call at which URL: what good configurations have left behind. */
export class Permissions {
  private readonly grants: { urls: ReadonlySet<string>; apis: ReadonlySet<string> }[] = []

  grant(urls: readonly string[], apis: readonly string[]) {
    this.grants.push({
      urls: new Set(urls),
      apis: new Set(['checkJsApi', ...apis.flatMap((api) => [api, implied[api] ?? api])]),
    })
  }

  allows(api: string, url: string, kept: Permission): boolean {
    if (free.has(api)) return true
    const everywhere = kept === 'page' || (kept === 'page-except-menus' && !menuApis.has(api))
    return this.grants.some((grant) => grant.apis.has(api) && (everywhere || grant.urls.has(url)))
  }

  clear() {
    this.grants.length = 0
  }
}
