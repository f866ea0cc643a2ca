export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  devtools: { enabled: false },
  telemetry: false,
  // Read on the server alone; NUXT_WECHAT_APP_ID, NUXT_WECHAT_APP_SECRET and NUXT_WECHAT_ORIGIN set them.
  runtimeConfig: { wechatAppId: '', wechatAppSecret: '', wechatOrigin: 'http://localhost:3000' },
})
