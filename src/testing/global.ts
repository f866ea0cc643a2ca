// The classic script: `dist/testing/fake-wechat.global.js`, see fake-wechat-script.ts.
export { installFakeWechat } from './fake-wechat.ts'
export { installSandbox } from './sandbox/sandbox.ts'
