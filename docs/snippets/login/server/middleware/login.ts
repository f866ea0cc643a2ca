import { login } from '../../login'

export default defineEventHandler(async (event) => {
  const session = await useSession(event, { password: process.env.SESSION_SECRET ?? '' })
  const isOpen = /^\/(login|api|_nuxt|__nuxt)/.test(event.path)
  if (!isOpen && !session.data.openid) await login.node(event.node.req, event.node.res, () => {})
})
