import { rows } from '../core/api.ts'

/**
 * Web name -> native name. A test compares the table with the messages of jweixin.
 */
const nativeNames: Record<string, string> = {
  ...Object.fromEntries(Object.entries(rows).map(([web, { native = web }]) => [web, native])),
  config: 'preVerifyJSAPI',
}
const webNames = Object.fromEntries(Object.entries(nativeNames).map(([web, native]) => [native, web]))

/** `getLocation` -> `geoLocation`. */
export const nativeName = (web: string): string => nativeNames[web] ?? web

/** `geoLocation` -> `getLocation`. */
export const webName = (native: string): string => webNames[native] ?? native

/** What jweixin calls by itself: when a button of the menu is pressed, and for the mini program around the page. */
const internal = ['shareTimeline', 'sendAppMessage', 'shareQQ', 'shareWeiboApp', 'shareQZone', 'invokeMiniProgramAPI']

/** Every API that the fake's clients know, by web name: the library's table, and what jweixin calls beside it. */
export const apis: ReadonlySet<string> = new Set([...Object.keys(nativeNames), ...internal])
