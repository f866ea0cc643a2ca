/* A module of its own, so that the interop for a CommonJS package is in the lazy chunk as well. */
import * as sdk from 'weixin-js-sdk'

export const load = (): unknown => (sdk as { default?: unknown }).default ?? sdk
