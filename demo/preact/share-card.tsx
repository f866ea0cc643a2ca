import { useEffect } from 'preact/hooks'
import type { Group } from '../src/catalogue.ts'
import { shareContent } from '../src/routes.ts'
import { wechat } from '../src/wechat.ts'
import { t } from '../src/words.ts'
import { Icon } from './icon.tsx'
import { currentRoute } from './router.ts'

/** Sets what is passed on from the route, as the bindings' `useWechatShare` does, and shows it. */
export function ShareCard({ group }: { group: Group | undefined }) {
  const content = shareContent(group, currentRoute().step, location.href)
  const text = JSON.stringify(content)
  useEffect(() => {
    const controller = new AbortController()
    // Where the page cannot be configured, that is told elsewhere.
    wechat.share(JSON.parse(text), controller).catch(() => {})
    return () => controller.abort()
  }, [text])
  return (
    <figure class="share">
      <figcaption>{t(['Passed on from here', '从这里分享出去'])}</figcaption>
      <div class="share-card">
        <b>{content.title}</b>
        <span>{content.desc}</span>
        <i class="share-picture">
          <Icon name="tick" />
        </i>
      </div>
    </figure>
  )
}
