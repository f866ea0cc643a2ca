/** @jsxImportSource react */
import { useHref, useLocation } from 'react-router'
import { useWechatShare } from 'wechat-ready/react'
import type { Group } from '../src/catalogue.ts'
import { shareContent } from '../src/routes.ts'
import { t } from '../src/words.ts'
import { Icon } from './icon.tsx'

/** Sets what is passed on from the route, and shows it. */
export function ShareCard({ group }: { group: Group | undefined }) {
  const route = useLocation()
  const content = shareContent(group, new URLSearchParams(route.search).get('step'), useHref(route))
  useWechatShare(content)
  return (
    <figure className="share">
      <figcaption>{t(['Passed on from here', '从这里分享出去'])}</figcaption>
      <div className="share-card">
        <b>{content.title}</b>
        <span>{content.desc}</span>
        <i className="share-picture">
          <Icon name="tick" />
        </i>
      </div>
    </figure>
  )
}
