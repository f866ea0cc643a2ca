import { serve } from '@hono/node-server'
import { serverCheck } from 'wechat-ready/signer'

serve({ fetch: serverCheck({ token: process.env.WECHAT_TOKEN ?? '' }), port: 3001 })
