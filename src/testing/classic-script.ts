/** The part of Node that reading a file needs: this module must load in a browser as well. */
interface Node {
  process?: { getBuiltinModule?(name: 'node:fs'): { readFileSync(file: URL, encoding: 'utf8'): string } }
}

/** The source of a classic script that calls one of the functions of src/sandbox/global.ts with these options. */
export function classicScript(install: 'installFakeWechat' | 'installSandbox', options: object): string {
  const fs = nodeFs()
  if (!fs) throw new Error('The script is read from a file, and that needs Node >= 20.16.')
  const here = import.meta.url
  // The same file from src/testing/ and from dist/testing/. Bundlers copy a file into the app's build where it is named
  // in `new URL` with this module's URL as base.
  const file = `${here.slice(0, here.lastIndexOf('/'))}/../../dist/testing/fake-wechat.global.js`
  const source = fs.readFileSync(new URL(file), 'utf8')
  const json = JSON.stringify(options).replace(/</g, '\\u003c')
  return `${source}\nwindow.fakeWechat = wechatReadyTesting.${install}(${json})\n`
}

/** Next's edge runtime throws where `process.getBuiltinModule` is read. */
function nodeFs() {
  try {
    return (globalThis as Node).process?.getBuiltinModule?.('node:fs')
  } catch {
    return undefined
  }
}
