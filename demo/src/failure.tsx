import { isWechatError } from 'wechat-ready'
import { advice } from './advice.ts'
import { t } from './words.ts'

/** An error, with everything that is known of it, and what to do. */
export function Failure({ error }: { error: unknown }) {
  if (!isWechatError(error)) {
    return (
      <div class="failure" role="alert">
        <p class="failure-message">{String(error)}</p>
      </div>
    )
  }
  const facts: [name: string, values: readonly string[] | undefined][] = [
    [t(['The client said', '客户端原话']), error.errMsg ? [error.errMsg] : undefined],
    [t(['Signed', '已签名的 URL']), error.urls],
    [t(['The client has', '客户端的 URL']), error.realAuthUrls],
  ]
  return (
    <div class={`failure ${error.code === 'cancelled' ? 'is-mild' : ''}`} role="alert">
      <p>
        <code class="failure-code">{error.code}</code>
      </p>
      <p class="failure-advice">{t(advice[error.code])}</p>
      <dl class="facts">
        {facts
          .filter(([, values]) => values?.length)
          .map(([name, values]) => (
            <div key={name}>
              <dt>{name}</dt>
              {[...new Set(values)].map((value) => (
                <dd key={value}>{value}</dd>
              ))}
            </div>
          ))}
      </dl>
      <details>
        <summary>error.message</summary>
        <p>{error.message}</p>
      </details>
    </div>
  )
}
