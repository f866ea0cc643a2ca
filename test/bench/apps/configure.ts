import type wx from 'weixin-js-sdk'
import { jsApiList, type Signature } from './page.ts'

/** Configures as the official documentation does it. `ready` runs at once for every configuration but the first. */
export const configure = (sdk: typeof wx, signature: Signature): Promise<void> =>
  new Promise((resolve, reject) => {
    sdk.error(reject)
    sdk.config({ ...signature, debug: false, jsApiList, openTagList: [] })
    sdk.ready(resolve)
  })
