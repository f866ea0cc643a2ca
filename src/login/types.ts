import type { NodeReply, NodeRequest } from '../server/node.ts'
import type { AuthorizeParams } from './options.ts'
import type { LoginScope } from './rules.ts'
import type { Visitor } from './visitor.ts'

export interface StartOptions {
  /** The page to come back to, as `location.href` spells it, fragment included. */
  returnTo: string
  /**
   * `snsapi_base` (default) shows nothing and gives `openid`; `snsapi_userinfo` asks the user, and gives nickname and
   * avatar as well.
   */
  scope?: LoginScope
  /** The request that is answered: loops are counted then, and old cookies of logins dropped. */
  request?: Request
  /** Parameters of the authorize URL beside those of the option `params`. */
  params?: AuthorizeParams
}

export interface FinishedLogin extends Visitor {
  /** The page that the login was for. */
  returnTo: string
  /** To go with the answer: `Set-Cookie`, and `Cache-Control: no-store`. */
  headers: Headers
}

/** Tells whether the app knows who sends this request, by whatever session it has. */
export type IsKnown = boolean | ((request: Request) => boolean | Promise<boolean>)

/** `HeadersInit`, which a project without the DOM's declarations lacks. */
type HeadersLike = ConstructorParameters<typeof Headers>[0]

/** Puts a visitor into the app's session. Headers that it returns go with the redirect: `{ 'set-cookie': … }`. */
export type OnVisitor<Rest extends unknown[]> = (
  visitor: Visitor & { returnTo: string },
  ...rest: Rest
) => HeadersLike | void | Promise<HeadersLike | void>

export interface GuardOptions {
  /** Default `snsapi_base`. */
  scope?: LoginScope
  /** Parameters of the authorize URL beside those of the option `params`. */
  params?: AuthorizeParams
}

export interface Login {
  /**
   * The redirect to WeChat, with the cookie that binds the login to this browser. It belongs on the host of
   * `callbackUrl`.
   *
   * Rejects with `LoginError` `invalid-return-to`; with `request`, also `login-loop`.
   */
  start(options: StartOptions): Promise<Response>
  /**
   * Who has come back, by the request to `callbackUrl`. The same code, state and browser get the same answer for five
   * minutes.
   *
   * Rejects with `LoginError`, whose `status` is the HTTP status to answer with; `errorResponse` makes the answer.
   */
  finish(request: Request): Promise<FinishedLogin>
  /**
   * The redirect for a request of an unknown visitor, a 401 as JSON where that request is no navigation, or
   * `undefined`: let it in. The request to `callbackUrl` is always let in. At `loginPath` it starts the login for
   * `?returnTo=`.
   *
   * Rejects with `LoginError` `login-loop` when the visitor has just logged in for this page twice and is still
   * unknown.
   */
  guard(request: Request, isKnown: IsKnown, options?: GuardOptions): Promise<Response | undefined>
  /**
   * All of it for one request of an unknown visitor: at a callback, `onVisitor` and the redirect to the page; at
   * `loginPath`, the start of a login for `?returnTo=` (and `&scope=`); any other, as `guard`. Failures are pages with
   * a link. Never rejects.
   */
  fetch(request: Request, onVisitor: OnVisitor<[request: Request]>): Promise<Response>
  /**
   * The same for Node's `http`, Express, Koa (`ctx.req`, `ctx.res`, `ctx.respond = false`) and Fastify.
   *
   * Rejects with a `TypeError` when `response` is neither Node's response nor Fastify's reply.
   */
  node<Incoming extends NodeRequest, Outgoing extends NodeReply>(
    request: Incoming,
    response: Outgoing,
    onUser: OnVisitor<[request: Incoming, response: Outgoing]>,
  ): Promise<void>
  /**
   * What the visitor gets when `start`, `finish` or `guard` has rejected: the redirect that goes on by itself, or a page
   * with a link. Never rejects.
   */
  errorResponse(error: unknown, request: Request): Promise<Response>
  /**
   * What a code means that WeChat shows on its own page (10003, 10005, …) or answers to the exchange (40163, …), and
   * what to do.
   *
   * @returns `undefined` for a code that is not known
   */
  explain(code: number | string, language?: 'en' | 'zh'): string | undefined
}
