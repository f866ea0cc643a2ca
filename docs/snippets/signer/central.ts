import { createSigner } from 'wechat-ready/signer'

async function ask(path: string) {
  const response = await fetch(`https://wechat.internal.example.com/${path}`)
  return (await response.json()) as { value: string; expiresIn: number }
}

export const withCentralToken = createSigner({
  appId: 'wx0123456789abcdef',
  allowedOrigins: ['https://shop.example.com'],
  accessToken: ({ rejected }) => ask(rejected ? 'token?renew=1' : 'token'),
})

export const withCentralTicket = createSigner({
  appId: 'wx0123456789abcdef',
  allowedOrigins: ['https://shop.example.com'],
  ticket: (type) => ask(`ticket?type=${type}`),
})
