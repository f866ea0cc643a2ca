import { type NodeRequest, toRequest } from '../server/node.ts'
import { createSigner, type Signer } from '../signer/signer.ts'
import { createFakeWechatApi } from '../testing/wechat-api.ts'

/** Where the paths of the fake's login begin, after whatever prefix. */
const oauth = /\/(connect\/oauth2|sns)\//

/** An official account, as far as it is known. */
export interface Account {
  appId?: string
  appSecret?: string
  /** Origins that may be signed beside the server's own. */
  allowedOrigins?: readonly string[]
}

/** Signs for both: the fake client with the fake's ticket, WeChat itself with the account's. */
export interface Signatures {
  /** What the fake client needs to check its signatures. */
  readonly fake: { readonly appId: string; readonly ticket: string }
  /** `undefined` for WeChat itself where there are no credentials: another handler may have an answer. */
  answer(request: NodeRequest): Promise<Response> | undefined
  /** The fake's login: WeChat's page for the browser, its HTTP API for a server. */
  login(request: NodeRequest): Promise<Response>
}

export function createSignatures({
  appId = 'wx0123456789abcdef',
  appSecret,
  allowedOrigins = [],
}: Account): Signatures {
  const fakeAccount = { appId, appSecret: '0'.repeat(32) }
  // A constant clock: a page that stays open keeps the ticket that it was loaded with.
  const loaded = Date.now()
  const fakeApi = createFakeWechatApi({ ...fakeAccount, now: () => loaded })

  const signersFor = (host: string) => {
    // A tunnel speaks https to the phone and http to this server.
    const own = ['http', 'https'].map((scheme) => new URL(`${scheme}://${host}`).origin)
    const origins = [...new Set([...own, ...allowedOrigins])]
    return {
      fake: createSigner({ ...fakeAccount, allowedOrigins: origins, fetch: fakeApi.fetch }),
      real: appSecret === undefined ? undefined : createSigner({ appId, appSecret, allowedOrigins: origins }),
    }
  }
  const known = new Map<string, { fake: Signer; real: Signer | undefined }>()

  return {
    fake: { appId, ticket: fakeApi.ticket },
    login: ({ url = '/' }) => fakeApi.fetch(`https://api.weixin.qq.com${url.slice(url.search(oauth))}`),
    answer(incoming) {
      const { headers } = incoming
      const request = toRequest(incoming)
      const { host } = new URL(request.url)
      const signers = known.get(host) ?? signersFor(host)
      known.set(host, signers)
      // The header has the true user agent where the page sees the fake's.
      const signer = /MicroMessenger/i.test(String(headers['user-agent'])) ? signers.real : signers.fake
      return signer?.fetch(request)
    },
  }
}

/** What WeChat itself receives where no handler has an answer. */
export const noCredentials = () =>
  Response.json(
    {
      error: {
        code: 'no-credentials',
        message:
          'WeChat itself needs real signatures: give the plugin appId and appSecret, or set WECHAT_APP_ID and WECHAT_APP_SECRET',
      },
    },
    { status: 503, headers: { 'cache-control': 'no-store' } },
  )
