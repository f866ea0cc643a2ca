/** One answer of the client to a configuration. */
export interface Answered {
  /** The page's URL when it was asked. */
  url: string
  ok: boolean
  /** `performance.now()` when it was given. */
  time: number
}

/**
 * The client that every library is run over: the least that each of them can work with, and nothing that knows one of
 * them. As Android does, it checks a configuration against the page's current URL; the bench's server "signs" a URL by
 * sending it back, so that no time goes into hashes. Runs in the page, as source text.
 *
 * @param verification milliseconds until a configuration is answered
 */
export function scriptedClient(verification: number): void {
  window.answered = []
  window.WeixinJSBridge = {
    invoke(api: string, message: { verifySignature?: string }, answer: (result: { err_msg: string }) => void) {
      // jweixin asks for the network type when it is configured, to report home.
      if (api !== 'preVerifyJSAPI') return void setTimeout(answer, 0, { err_msg: `${api}:fail` })
      const url = location.href.split('#')[0] ?? ''
      const ok = message.verifySignature === url
      setTimeout(() => {
        window.answered.push({ url, ok, time: performance.now() })
        answer({ err_msg: `${api}:${ok ? 'ok' : 'invalid signature'}` })
      }, verification)
    },
    on() {},
  }
}
