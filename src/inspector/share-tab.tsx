/** @jsxImportSource preact */
import type { View } from './model.ts'
import { useText } from './parts-of-view.tsx'

/** What a friend would get now. */
export function ShareTab({ view }: { view: View }) {
  const t = useText()
  if (!view.hasInspection) return null
  const entries = Object.entries(view.shared ?? {}).filter(([, value]) => value)
  return (
    <section>
      <h3>{t(['What would be shared now', '此刻分享的内容'])}</h3>
      {entries.length === 0 ? (
        <p>
          {t([
            'The page has set nothing: WeChat takes the document’s title and address.',
            '页面没有设置：微信会使用文档标题和地址。',
          ])}
        </p>
      ) : (
        <dl>
          {entries.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
