export { installFakeWechat } from './testing/fake-wechat.ts'
export { type FakeWechatScriptOptions, fakeWechatScript } from './testing/fake-wechat-script.ts'
export { fakeWechatHandlers } from './testing/msw.ts'
export type { FakeOauthOptions, FakeVisitor } from './testing/oauth.ts'
export type { FakeSignature, FakeWechat, FakeWechatOptions } from './testing/options.ts'
export type { Permission, Platform, RealAuthUrl, Verifies } from './testing/platforms.ts'
export type { Answer, FakeCall, FakeClientActs, FakeConfiguration, FakeHandler, Reply } from './testing/script.ts'
export {
  createFakeWechatApi,
  type FakeApiFault,
  type FakeApiHandler,
  type FakeApiRequest,
  type FakeServerActs,
  type FakeServerAnswer,
  type FakeWechatApi,
  type FakeWechatApiOptions,
} from './testing/wechat-api.ts'
