/** @jsxImportSource preact */

import { milliseconds, useText } from './components.tsx'
import { factsOf, outcomeNames } from './i18n.ts'
import type { ShownCall, View } from './model.ts'

/** The last calls, newest first, and for each failure what it means. */
export function CallsTab({ view }: { view: View }) {
  const t = useText()
  if (view.calls.length === 0) {
    return <p class="empty">{t(['What the page asks of WeChat appears here.', '页面对微信的调用会显示在这里。'])}</p>
  }
  return (
    <ol class="list">
      {view.calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the newest is the first, and has no name of its own
        <Call key={view.calls.length - index} call={call} />
      ))}
    </ol>
  )
}

function Call({ call }: { call: ShownCall }) {
  const t = useText()
  const { api, duration, outcome, failure, details } = call
  return (
    <li class={`is-${outcome}`}>
      <i class="dot" />
      <b>{api}</b>
      <time>{outcome === 'good' && duration ? milliseconds(duration) : t(outcomeNames[outcome])}</time>
      {failure && (
        <div>
          <p>
            <strong>
              {t(failure.explanation.title)}
              {t(['. ', '。'])}
            </strong>
            {t(failure.explanation.meaning)}
          </p>
          {failure.explanation.steps.map((step) => (
            <p class="soft" key={step[0]}>
              · {t(step)}
            </p>
          ))}
          {factsOf(failure)
            .filter(([name]) => name[0] !== 'API')
            .map(([name, value]) => (
              <p class="soft" key={name[0]}>
                {t(name)}: <code>{value}</code>
              </p>
            ))}
        </div>
      )}
      {details && (
        <details>
          <summary>{t(['Sent and answered', '发送与返回'])}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within the keyboard's reach */}
          <pre tabIndex={0}>{details}</pre>
        </details>
      )}
    </li>
  )
}
