import { describe, expect, test } from 'vitest'
import { redact } from '../../src/server/redact.ts'
import { appSecret } from '../kit/signer.ts'

const hex = Buffer.from(appSecret).toString('hex')

describe('a secret is removed from a foreign message', () => {
  test.each([
    ['as it is', appSecret],
    ['in base64', Buffer.from(appSecret).toString('base64')],
    ['in base64url, behind something else', Buffer.from(`x:${appSecret}`).toString('base64url')],
    ['in hexadecimal', hex],
    ['in upper case', hex.toUpperCase()],
    ['percent-encoded', hex.replace(/../g, '%$&')],
    ['in escapes', hex.replace(/../g, '\\x$&')],
    ['backwards', [...appSecret].reverse().join('')],
  ])('%s', (_, secret) => {
    const { words } = redact(`invalid secret ${secret}, please check`, [appSecret])
    expect(words).toBe('invalid secret ***, please check')
  })

  test('if it is short', () => {
    expect(redact('host wx.internal refused', ['wx.internal', ''])).toEqual({
      words: 'host *** refused',
      rid: undefined,
    })
  })

  test('if shortening would cut it in two', () => {
    const { words } = redact(`${'x '.repeat(140)}${appSecret}`, [appSecret])
    expect(words).not.toContain(appSecret.slice(0, 8))
  })
})

test.each([
  'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
])("WeChat's own words are kept: %s", (words) => {
  expect(redact(words, [appSecret]).words).toBe(words)
})

test('the rid is kept, and returned', () => {
  const words = 'invalid appid rid: 65a1b2c3-1a2b3c4d-5e6f7a8b'
  expect(redact(words, [appSecret])).toEqual({ words, rid: '65a1b2c3-1a2b3c4d-5e6f7a8b' })
  expect(redact(`invalid appid rid: ${appSecret}`, []).rid).toBeUndefined()
})
