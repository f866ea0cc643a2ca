const { signer } = require('../signer')

module.exports = (app) => {
  app.router.get('/api/wechat/signature', async (context) => {
    context.respond = false
    await signer.node(context.req, context.res)
  })
}
