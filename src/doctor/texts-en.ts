import type { Texts } from './names.ts'

const ENCODE =
  'The page sends the URL through encodeURIComponent once, and the framework decodes it once: sign what it gives, as it is.'

export const english: Texts = {
  unreachable: [
    '{endpoint} cannot be reached: {detail}.',
    'Check the host name, the port and the firewall, from another network as well.',
  ],
  tls: [
    'The certificate of {endpoint} is not accepted: {detail}.',
    'Send the whole chain (with the intermediate certificate), for this host name, and renew it in time. Phones are stricter than desktop browsers here.',
  ],
  timeout: [
    'No answer within {seconds} s to {what}.',
    'Look at what the backend waits for: usually WeChat, asked anew for each signature. Cache the token and the ticket.',
  ],
  redirect: [
    '{endpoint} redirects to {to}.',
    'Give the page the final address: redirects cost time, and some lose the query.',
  ],
  'redirect-away': [
    '{endpoint} redirects to another host: {to}. It was not followed.',
    'A login page, or a wrong address. The endpoint must answer by itself, without a login.',
  ],
  'redirect-loop': [
    '{endpoint} redirects in a circle, last to {to}.',
    'Look at the rules for https and for trailing slashes, of the proxy and of the app.',
  ],
  'too-large': ['The answer has more than 64 kB.', 'Check the address: a signature has some 300 bytes.'],
  status: [
    '{endpoint} answers HTTP {status}: {words}',
    'Look into the log of the server. A signature is answered with 200 to a GET with ?{param}=…',
  ],
  'page-refused': [
    'The backend refuses to sign {page}: HTTP {status} {words}',
    'Put the origin of the page on the list of those that the backend signs, or look at why it cannot read the URL.',
  ],
  'page-port': [
    'The page is at port {port}.',
    'WeChat accepts pages at port 80 (http) and 443 (https) only: elsewhere it says "invalid url domain".',
  ],
  'page-host': [
    'The page is at {host}, which cannot be a JS-safe domain.',
    'Test with the domain that is entered on the platform (微信开发者平台 > 我的业务 > 公众号/服务号 > 基础信息 > 域名与消息推送配置).',
  ],
  'mixed-content': [
    'The page is https, the endpoint is not.',
    'Serve the endpoint over https: the browser blocks the request.',
  ],
  'content-type': [
    'The answer is JSON, but Content-Type says {type}.',
    'Send "application/json": as HTML it is open to scripts in the URL, and proxies change it.',
  ],
  'not-json': ['The answer is no JSON: {words}', 'Answer {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}.'],
  'web-page': [
    'The answer is a web page, not JSON.',
    'Usually the fallback of a single-page app or a login page: route the address to the backend, before the fallback.',
  ],
  jsonp: ['The answer is JSONP.', 'Answer plain JSON.'],
  'json-in-string': [
    'The answer is JSON inside a JSON string.',
    'It is encoded twice: give the framework the object, not a string.',
  ],
  'noise-around-json': [
    'There is something before or after the JSON: {words}',
    'Usually warnings of PHP, or a debug line: switch display_errors off, write to the log only.',
  ],
  'no-signature': [
    'The answer has no signature: {words}',
    'Answer {"appId": …, "timestamp": …, "nonceStr": …, "signature": …}, and errors with a status of 400 or more.',
  ],
  'wechat-error': ['WeChat refuses the backend: {errcode} {words}', '{advice}'],
  envelope: [
    'The signature is inside "{path}".',
    'Answer it at the top, or give createWechat a function: signature: async (url) => (await (await fetch(…)).json()).{path}',
  ],
  'field-names': ['{names}.', 'wx.config reads appId, timestamp, nonceStr (capital S) and signature, exactly so.'],
  'field-missing': ['Missing or empty: {names}.', 'Answer all four: appId, timestamp, nonceStr, signature.'],
  timestamp: [
    'The timestamp is {timestamp}.',
    'Whole seconds since 1970, ten digits: Math.floor(Date.now() / 1000), and the same value in the signature and in the answer.',
  ],
  clock: [
    'The timestamp is {seconds} s away from the clock here.',
    'Let NTP set the clock of the server (and of this machine). A wrong clock keeps tickets too long. Or an old answer is cached.',
  ],
  'nonce-constant': ['Every answer has the same nonceStr.', 'Make a random one for each signature.'],
  'signature-form': ['The signature is {what}.', 'It must be the SHA-1 as 40 lower-case hexadecimal digits.'],
  'app-id': [
    'The answer is for the account {got}, not {wanted}.',
    'Look for the settings of a test account, or of another environment.',
  ],
  leak: [
    'The answer gives away {what}.',
    'Anybody can read it. Answer the four fields only, and reset what was given away. The ticket belongs on the server.',
  ],
  cacheable: ['Cache-Control is {header}.', 'Send "Cache-Control: no-store": a kept signature outlives its ticket.'],
  'same-twice': [
    'Asked twice for one URL, it gives the same answer, nonceStr included{via}.',
    'Cache the ticket, not the signature; send "Cache-Control: no-store", and take the path out of the CDN.',
  ],
  'cache-ignores-query': [
    'Different URLs get the same answer, nonceStr included{via}.',
    'A cache ignores the query: take the path out of it, and send "Cache-Control: no-store".',
  ],
  cors: [
    'The page is at another origin, and Access-Control-Allow-Origin is {header}.',
    'Answer "Access-Control-Allow-Origin: {origin}" once, also with errors; or serve both at one origin.',
  ],
  'method-crash': ['{method} gets {words}.', 'Answer it, or 405: health checks and crawlers ask so.'],
  'url-refused': [
    'For {what} it answers {words}, though it signs the page itself.',
    'Look at the firewall and at the checks of the framework: pages get such URLs as soon as they are shared.',
  ],
  'url-decoded': ['It decodes once too often. For {asked} it signs {signed}', ENCODE],
  'url-cut': [
    'It cuts at "&". For {asked} it signs {signed}',
    'The query is decoded before it is split. Let the framework read the parameter. (In a page: encodeURIComponent is missing.)',
  ],
  'url-query-dropped': [
    'It drops the query. For {asked} it signs {signed}',
    'Everything up to "#" counts, the query included.',
  ],
  'url-plus': ['It changes "+". For {asked} it signs {signed}', ENCODE],
  'url-encoded': ['It encodes the URL again, or does not decode it. For {asked} it signs {signed}', ENCODE],
  'url-html-escaped': [
    'It signs escaped text. For {asked} it signs {signed}',
    'No htmlspecialchars, no XSS filter over this parameter: it is signed, not shown.',
  ],
  'url-scheme': [
    'http and https are mixed up. For {asked} it signs {signed}',
    'Behind a proxy the app sees http. Sign the URL that the page sends, or trust X-Forwarded-Proto.',
  ],
  'url-port': [
    'It adds or drops a port. For {asked} it signs {signed}',
    'Sign the URL that the page sends, not one made of the host and port of the server.',
  ],
  'url-slash': [
    'It adds or drops a slash at the end. For {asked} it signs {signed}',
    'Sign the URL as it is: no trim, no normalising.',
  ],
  'url-fragment': [
    'It signs the fragment too. For {asked} it signs {signed}',
    'Cut at the first "#": the client signs without it.',
  ],
  'url-case': [
    'It changes upper and lower case. For {asked} it signs {signed}',
    'Sign the URL as it is, "%e4" and "%E4" included.',
  ],
  'url-rebuilt': [
    'It writes the query anew. For {asked} it signs {signed}',
    'Sign the text that came, not a URL built of parsed parameters.',
  ],
  'url-params-dropped': [
    'It drops parameters. For {asked} it signs {signed}',
    'Whatever is in the address counts, also what WeChat adds when a page is shared, and code and state of a login.',
  ],
  'url-quoted': [
    'It adds something around the URL. For {asked} it signs {signed}',
    'Sign the bare text: no JSON, no quotes, no space or line break.',
  ],
  'url-fixed': [
    'It always signs the same page. For {asked} it signs {signed}',
    'Sign the URL that the page sends: as soon as the page is shared it has another one.',
  ],
  'url-referer': [
    'It signs the Referer. For {asked} it signs {signed}',
    'Sign the parameter: browsers shorten the Referer, or leave it out.',
  ],
  'url-own': [
    'It signs its own address. For {asked} it signs {signed}',
    'Sign the URL that the page sends, not that of the request.',
  ],
  'url-missing': [
    'It does not read the parameter "{param}": it signs "{signed}".',
    'Read the parameter under the name that the page sends.',
  ],
  'url-unknown': [
    'It signs the page itself, but another URL than asked for {what}, and none of those that are known here.',
    'Write the signed text to the log (without the ticket), and compare it with the address, character by character.',
  ],
  algorithm: [
    'The signature is made wrongly: {what}.',
    'SHA-1 of jsapi_ticket=…&noncestr=…&timestamp=…&url=…, in this order, all names in lower case, nothing encoded.',
  ],
  'token-as-ticket': [
    'It signs with the access_token.',
    'Get the jsapi_ticket with it first: /cgi-bin/ticket/getticket?type=jsapi',
  ],
  'ticket-stale': [
    'It signs with the ticket that was given here, which is not the one that WeChat gives for {appId} now.',
    'Keep a ticket for 30 minutes at most, in one place for all servers, and ask for it with the same appId.',
  ],
  'ticket-other': [
    'The ticket that was given here is not the one that WeChat gives for {appId} now.',
    'It is old, of another account, or no jsapi_ticket: look at where it comes from.',
  ],
  'signature-unknown': [
    'The signature is not made with {tickets}, nor in any way that is known here.',
    'Another ticket (old, of another account, of type wx_card)? Another nonceStr or timestamp in the answer than in the signature? Write the signed text to the log.',
  ],
  'open-signer': [
    'It signs pages of anybody: {page}',
    'Sign only URLs whose origin is on your list: others use your account and its quota.',
  ],
  'lookalike-signed': [
    'It signs a foreign page that only looks like yours: {page}',
    'Compare the origin as a whole, new URL(url).origin, not with startsWith, indexOf or a regular expression.',
  ],
  'no-http-signed': ['It signs what is no address of a page: {page}', 'Refuse with 400 what is no http or https URL.'],
  'error-in-200': [
    'It refuses {what} with HTTP {status}: {words}',
    'Refuse with a status of 400 or more: otherwise the page takes the error for a signature.',
  ],
  'error-crash': [
    '{what} gets HTTP {status}.',
    'Check the parameter first, and answer 400: an exception is a hole, and fills the log.',
  ],
  'account-refused': ['WeChat refuses the account: {errcode} {words}', '{advice}'],
  'ip-not-listed': [
    'WeChat refuses this address: 40164 {words}',
    '{advice} This is the address of this machine: the server may have another one.',
  ],
  'wechat-unreachable': [
    'WeChat cannot be reached: {words}',
    'Look at the firewall, the proxy and DNS: the server must reach https://api.weixin.qq.com.',
  ],
  'api-domain': [
    '{domains} does not answer from here.',
    'Open the way to it, or use another domain of the API: some answer.',
  ],
}
