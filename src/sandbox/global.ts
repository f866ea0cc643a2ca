// The classic script: `dist/testing/fake-wechat.global.js`, see classic-script.ts.
export { installFakeWechat } from '../testing/fake-wechat.ts'
export { installSandbox } from './sandbox.ts'
