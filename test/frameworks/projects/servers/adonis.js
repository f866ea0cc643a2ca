import { login } from './login.js'

/** AdonisJS keeps the cookies of `response.cookie()` until it sends the response itself: let it send the login's. */
export async function wechatLogin({ request, response }) {
  const asked = new Request(request.completeUrl(true), { headers: request.headers() })
  const answer = await login.fetch(asked, ({ openid }) => void response.cookie('openid', openid))
  for (const [name, value] of answer.headers) response.append(name, value)
  response.status(answer.status).send(await answer.text())
}
