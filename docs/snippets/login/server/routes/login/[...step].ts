import { login } from '../../../login'

export default defineEventHandler(async (event) => {
  const session = await useSession(event, { password: process.env.SESSION_SECRET ?? '' })
  await login.node(event.node.req, event.node.res, async ({ openid }) => {
    await session.update({ openid })
  })
})
