import { expect, test } from 'vitest'
import { stringMistakes, timestampMistakes, urlMistakes, valueMistakes } from '../../src/knowledge/mistakes.ts'

const asked = 'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f='
const context = {
  page: 'https://shop.example/home?x=1',
  request: 'https://api.example/sign?url=1',
  referer: 'https://shop.example/r#top',
}

/** What each mistake makes of `asked`, in each of its ways; some leave it as it is. */
const made = {
  'query-dropped': ['https://shop.example:8443/a%2fb/'],
  cut: [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1',
  ],
  decoded: [
    'https://shop.example:8443/a/b/?q=中+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a/b/?q=中 c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a/b/?q=中+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=中+c&e&from=timeline&code=1&f=',
  ],
  plus: [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad%20c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad%2Bc&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
  ],
  encoded: [
    'https%3A%2F%2Fshop.example%3A8443%2Fa%252fb%2F%3Fq%3D%25e4%25b8%25ad%2Bc%26e%26from%3Dtimeline%26code%3D1%26f%3D',
    'https://shop.example:8443/a%252fb/?q=%25e4%25b8%25ad+c&e&from=timeline&code=1&f=',
    'https%3A%2F%2Fshop.example%3A8443%2Fa%252fb%2F%3Fq%3D%25e4%25b8%25ad%2Bc%26e%26from%3Dtimeline%26code%3D1%26f%3D',
    'https%3a%2f%2fshop.example%3a8443%2fa%252fb%2f%3fq%3d%25e4%25b8%25ad%2bc%26e%26from%3dtimeline%26code%3d1%26f%3d',
  ],
  'html-escaped': [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&amp;e&amp;from=timeline&amp;code=1&amp;f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&#38;e&#38;from=timeline&#38;code=1&#38;f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c\\u0026e\\u0026from=timeline\\u0026code=1\\u0026f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
  ],
  scheme: [
    'http://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
  ],
  port: [
    'http://shop.example/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'http://shop.example:80/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:80/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'http://shop.example:443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'http://shop.example:8080/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8080/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'http://shop.example:3000/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:3000/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'http://shop.example:8000/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8000/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'http://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
  ],
  slash: [
    'https://shop.example:8443/a%2fb?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
  ],
  case: [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2Fb/?q=%E4%B8%AD+c&e&from=timeline&code=1&f=',
  ],
  'params-dropped': [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&f=',
  ],
  rebuilt: [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%E4%B8%AD+c&e=&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?code=1&e&f=&from=timeline&q=%e4%b8%ad+c',
    'https://shop.example:8443/a%2fb/?f=&code=1&from=timeline&e&q=%e4%b8%ad+c',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e=&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?code=1&e=&f=&from=timeline&q=%e4%b8%ad+c',
    'https://shop.example:8443/a%2fb/?f=&code=1&from=timeline&e=&q=%e4%b8%ad+c',
    'https://shop.example:8443/a%2fb/?q=%E4%B8%AD%20c&e=&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?code=1&e=&f=&from=timeline&q=%E4%B8%AD%20c',
    'https://shop.example:8443/a%2fb/?f=&code=1&from=timeline&e=&q=%E4%B8%AD%20c',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&from=timeline&code=1',
    'https://shop.example:8443/a%2fb/?q=%E4%B8%AD%20c&from=timeline&code=1',
  ],
  quoted: [
    '"https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f="',
    "'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f='",
    '<https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=>',
    'https:\\/\\/shop.example:8443\\/a%2fb\\/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f= ',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=\n',
  ],
  fixed: [
    'https://shop.example/home?x=1',
    'https://shop.example',
    'https://shop.example/',
    'https://shop.example/home',
  ],
  referer: ['https://shop.example/r#top', 'https://shop.example/r'],
  own: [
    'https://api.example/sign?url=1',
    'http://api.example/sign?url=1',
    'https://api.example/sign?url=1',
    'https://api.example/sign',
    'http://api.example/sign',
    'https://api.example/sign',
    '/sign?url=1',
    '/sign?url=1',
    '/sign?url=1',
  ],
  missing: ['', 'undefined', 'null', 'None', 'nil', '[object Object]'],
  fragment: [
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=#',
    'https://shop.example:8443/a%2fb/?q=%e4%b8%ad+c&e&from=timeline&code=1&f=#/',
  ],
}

test.each(Object.keys(urlMistakes))('the mistake "%s" makes of a URL what backends were seen to sign', (name) => {
  const mistake = name as keyof typeof urlMistakes
  expect(urlMistakes[mistake].change(asked, context)).toEqual(made[mistake])
})

test('a URL without a query loses nothing of it, and has none added', () => {
  const url = 'http://shop.example/list'
  const of = (mistake: keyof typeof urlMistakes) => urlMistakes[mistake].change(url, context)
  expect([of('cut'), of('params-dropped'), of('rebuilt'), of('query-dropped')]).toEqual([[], [], [url], [url]])
  expect(of('scheme')).toEqual(['https://shop.example/list', 'shop.example/list'])
  expect(of('slash')).toEqual([url, `${url}/`])
})

test('what is no URL is changed by no mistake that needs one', () => {
  const of = (mistake: keyof typeof urlMistakes, text: string) => urlMistakes[mistake].change(text, {})
  expect([of('port', 'see http://a.example'), of('rebuilt', 'list'), of('decoded', '%E4')[0]]).toEqual([
    [],
    ['list'],
    '%E4',
  ])
})

test('a mistake of the page, the request or the referrer makes nothing without it', () => {
  for (const name of ['fixed', 'referer', 'own'] as const) expect(urlMistakes[name].change(asked, {})).toEqual([])
})

test('the four values are put together wrongly in each of these ways', () => {
  const parts = { ticket: 'sM4A', nonceStr: 'Wm3W', timestamp: '1414587457', url: 'https://a.example/?b=1&c=2' }
  expect(stringMistakes(parts).map(({ mistake, value }) => [mistake, value])).toEqual(strings)
})

const strings = [
  ['order', 'jsapi_ticket=sM4A&noncestr=Wm3W&url=https://a.example/?b=1&c=2&timestamp=1414587457'],
  ['order', 'jsapi_ticket=sM4A&timestamp=1414587457&noncestr=Wm3W&url=https://a.example/?b=1&c=2'],
  ['order', 'jsapi_ticket=sM4A&timestamp=1414587457&url=https://a.example/?b=1&c=2&noncestr=Wm3W'],
  ['order', 'jsapi_ticket=sM4A&url=https://a.example/?b=1&c=2&noncestr=Wm3W&timestamp=1414587457'],
  ['order', 'jsapi_ticket=sM4A&url=https://a.example/?b=1&c=2&timestamp=1414587457&noncestr=Wm3W'],
  ['order', 'noncestr=Wm3W&jsapi_ticket=sM4A&timestamp=1414587457&url=https://a.example/?b=1&c=2'],
  ['order', 'noncestr=Wm3W&jsapi_ticket=sM4A&url=https://a.example/?b=1&c=2&timestamp=1414587457'],
  ['order', 'noncestr=Wm3W&timestamp=1414587457&jsapi_ticket=sM4A&url=https://a.example/?b=1&c=2'],
  ['order', 'noncestr=Wm3W&timestamp=1414587457&url=https://a.example/?b=1&c=2&jsapi_ticket=sM4A'],
  ['order', 'noncestr=Wm3W&url=https://a.example/?b=1&c=2&jsapi_ticket=sM4A&timestamp=1414587457'],
  ['order', 'noncestr=Wm3W&url=https://a.example/?b=1&c=2&timestamp=1414587457&jsapi_ticket=sM4A'],
  ['order', 'timestamp=1414587457&jsapi_ticket=sM4A&noncestr=Wm3W&url=https://a.example/?b=1&c=2'],
  ['order', 'timestamp=1414587457&jsapi_ticket=sM4A&url=https://a.example/?b=1&c=2&noncestr=Wm3W'],
  ['order', 'timestamp=1414587457&noncestr=Wm3W&jsapi_ticket=sM4A&url=https://a.example/?b=1&c=2'],
  ['order', 'timestamp=1414587457&noncestr=Wm3W&url=https://a.example/?b=1&c=2&jsapi_ticket=sM4A'],
  ['order', 'timestamp=1414587457&url=https://a.example/?b=1&c=2&jsapi_ticket=sM4A&noncestr=Wm3W'],
  ['order', 'timestamp=1414587457&url=https://a.example/?b=1&c=2&noncestr=Wm3W&jsapi_ticket=sM4A'],
  ['order', 'url=https://a.example/?b=1&c=2&jsapi_ticket=sM4A&noncestr=Wm3W&timestamp=1414587457'],
  ['order', 'url=https://a.example/?b=1&c=2&jsapi_ticket=sM4A&timestamp=1414587457&noncestr=Wm3W'],
  ['order', 'url=https://a.example/?b=1&c=2&noncestr=Wm3W&jsapi_ticket=sM4A&timestamp=1414587457'],
  ['order', 'url=https://a.example/?b=1&c=2&noncestr=Wm3W&timestamp=1414587457&jsapi_ticket=sM4A'],
  ['order', 'url=https://a.example/?b=1&c=2&timestamp=1414587457&jsapi_ticket=sM4A&noncestr=Wm3W'],
  ['order', 'url=https://a.example/?b=1&c=2&timestamp=1414587457&noncestr=Wm3W&jsapi_ticket=sM4A'],
  ['key', 'jsapi_ticket=sM4A&nonceStr=Wm3W&timestamp=1414587457&url=https://a.example/?b=1&c=2'],
  ['key', 'jsapi_ticket=sM4A&nonce_str=Wm3W&timestamp=1414587457&url=https://a.example/?b=1&c=2'],
  ['key', 'jsapi_ticket=sM4A&noncestr=Wm3W&timeStamp=1414587457&url=https://a.example/?b=1&c=2'],
  ['key', 'jsapiTicket=sM4A&noncestr=Wm3W&timestamp=1414587457&url=https://a.example/?b=1&c=2'],
  ['key', 'ticket=sM4A&noncestr=Wm3W&timestamp=1414587457&url=https://a.example/?b=1&c=2'],
  ['values', 'sM4AWm3W1414587457https://a.example/?b=1&c=2'],
  ['values', '1414587457Wm3Whttps://a.example/?b=1&c=2sM4A'],
  ['separator', 'jsapi_ticket=sM4A\nnoncestr=Wm3W\ntimestamp=1414587457\nurl=https://a.example/?b=1&c=2'],
  ['separator', 'jsapi_ticket=sM4A&amp;noncestr=Wm3W&amp;timestamp=1414587457&amp;url=https://a.example/?b=1&c=2'],
  ['end', 'jsapi_ticket=sM4A&noncestr=Wm3W&timestamp=1414587457&url=https://a.example/?b=1&c=2&'],
  ['encoded', 'jsapi_ticket=sM4A&noncestr=Wm3W&timestamp=1414587457&url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c%3D2'],
]

test('a value is changed in each of these ways', () => {
  const changes = Object.entries(valueMistakes).map(([name, { change }]) => [name, change('Wm3W')])
  expect(changes).toEqual([
    ['spaces', ['Wm3W', 'Wm3W\n', 'Wm3W\r\n', 'Wm3W ', ' Wm3W']],
    ['quotes', ['Wm3W', '"Wm3W"']],
    ['case', ['wm3w', 'WM3W']],
  ])
  const times = Object.entries(timestampMistakes).map(([name, { change }]) => [name, change('1414587457')])
  expect(times).toEqual([
    ['milliseconds', ['1414587', '1414587457000', '1414587457.0', '1414587.457']],
    ['another-second', ['1414587458', '1414587456']],
  ])
})
