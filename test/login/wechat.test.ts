import { describe, expect, test, vi } from 'vitest'
import type { LoginComponent } from '../../src/login/options.ts'
import { asLoginError, exchangeCode } from '../../src/login/wechat.ts'
import { SignerError } from '../../src/server/errors.ts'

/** One exchange over answers of WeChat; what was asked, and what `onError` heard. */
async function exchange(answers: object[], { scope = 'snsapi_userinfo', component }: Wishes = {}) {
  const rest = [...answers]
  const get = vi.fn(
    async (_path: string, _query: Record<string, string>, _secrets: string[]) =>
      rest.shift() as Record<string, unknown>,
  )
  const errors: unknown[] = []
  const exchanged = vi.fn()
  const account = { appId: 'wx1', appSecret: component ? undefined : 'sesame', component }
  const more = { onExchanged: exchanged, onError: (error: unknown) => void errors.push(error) }
  const result = await exchangeCode({ get }, account, { code: 'code-1', scope, ...more }).catch((error) => error)
  return { result, asked: get.mock.calls, errors, exchanged }
}
interface Wishes {
  scope?: 'snsapi_base' | 'snsapi_userinfo'
  component?: LoginComponent
}

const token = { access_token: 'token-1', openid: 'o1' }
const user = { nickname: '小明', headimgurl: 'https://a.example/1' }

describe('a code is exchanged', () => {
  test('with the secret, then the user is requested with the token', async () => {
    const { asked, exchanged } = await exchange([token, user])
    expect(asked).toEqual([
      [
        '/sns/oauth2/access_token',
        { appid: 'wx1', code: 'code-1', grant_type: 'authorization_code', secret: 'sesame' },
        ['sesame', 'code-1'],
      ],
      ['/sns/userinfo', { access_token: 'token-1', openid: 'o1', lang: 'zh_CN' }, ['sesame', 'code-1', 'token-1']],
    ])
    expect(exchanged).toHaveBeenCalledTimes(1)
  })

  test.each(['token-2', () => 'token-2', async () => 'token-2'])("with a platform's token", async (accessToken) => {
    const { asked } = await exchange([token, user], { component: { appId: 'wx2', accessToken } })
    const fields = { component_appid: 'wx2', component_access_token: 'token-2' }
    expect(asked[0]).toEqual([
      '/sns/oauth2/component/access_token',
      { appid: 'wx1', code: 'code-1', grant_type: 'authorization_code', ...fields },
      ['token-2', 'code-1'],
    ])
  })

  test.each<[string, () => unknown]>([
    ['failed', () => Promise.reject(new Error('sesame'))],
    ['did not return a component_access_token', () => ''],
    ['did not return a component_access_token', () => 7],
  ])("unless the platform's token %s", async (words, accessToken) => {
    const component = { appId: 'wx2', accessToken } as LoginComponent
    const { result, asked, exchanged } = await exchange([token], { component })
    expect(result).toMatchObject({ code: 'provider-failed', message: `"component.accessToken" ${words}` })
    expect([asked, exchanged.mock.calls]).toEqual([[], []])
  })
})

describe('a visitor is returned', () => {
  test.each<[object[], Wishes, object]>([
    [[token], { scope: 'snsapi_base' }, { openid: 'o1', snapshot: false }],
    [[{ ...token, unionid: 'u1' }], { scope: 'snsapi_base' }, { openid: 'o1', snapshot: false, unionid: 'u1' }],
    [[{ ...token, unionid: '' }], { scope: 'snsapi_base' }, { openid: 'o1', snapshot: false }],
    [[{ ...token, is_snapshotuser: 1 }], { scope: 'snsapi_base' }, { openid: 'o1', snapshot: true }],
    [[token, user], {}, { openid: 'o1', snapshot: false, user: { nickname: '小明', avatar: 'https://a.example/1' } }],
    [
      [token, { unionid: 'u2' }],
      {},
      { openid: 'o1', snapshot: false, unionid: 'u2', user: { nickname: '', avatar: '' } },
    ],
    [[token, { unionid: '' }], {}, { openid: 'o1', snapshot: false, user: { nickname: '', avatar: '' } }],
    [[{ openid: 'o1' }], {}, { openid: 'o1', snapshot: false }],
  ])('for the answers %j, %j', async (answers, wishes, visitor) => {
    const { result } = await exchange(answers, wishes)
    expect(result).toEqual(visitor)
    expect(Object.keys(result).sort()).toEqual(Object.keys(visitor).sort())
  })

  test.each([{}, { openid: '' }, { openid: 7 }])('unless the answer is %j', async (answer) => {
    const { result } = await exchange([{ access_token: 'token-1', ...answer }])
    expect(result).toMatchObject({ code: 'wechat-reply-invalid', message: 'WeChat answered without openid' })
  })

  test('without a token, which onError receives except on a snapshot page', async () => {
    const { errors } = await exchange([{ openid: 'o1' }])
    expect(errors).toEqual([
      expect.objectContaining({ code: 'wechat-reply-invalid', message: 'WeChat answered without access_token' }),
    ])
    expect((await exchange([{ openid: 'o1', is_snapshotuser: 1 }])).errors).toEqual([])
  })
})

describe('an error of the server code becomes a LoginError', () => {
  const convert = (error: unknown) => asLoginError(() => Promise.reject(error)).catch((reason) => reason)

  test('with the same code if a login has it, or else internal-error', async () => {
    expect(await convert(new SignerError('store-unreachable', 'x'))).toMatchObject({
      name: 'LoginError',
      code: 'store-unreachable',
      message: 'x',
    })
    expect(await convert(new SignerError('not-authorized', 'x'))).toMatchObject({
      name: 'LoginError',
      code: 'internal-error',
    })
  })

  test('with the advice for a login', async () => {
    const refused = new SignerError('wechat-refused', 'WeChat refused (40029 no): ask\nfirst', {
      errcode: 40029,
      rid: 'r',
    })
    const error = await convert(refused)
    expect(error).toMatchObject({ code: 'code-invalid', errcode: 40029, rid: 'r' })
    expect(error.message).toMatch(/^WeChat refused \(40029 no\): (?!ask)[a-z]/)
    expect(error.message).not.toMatch(/first$/)
  })

  test('unless it is a foreign error', async () => {
    const error = new Error('x')
    expect(await convert(error)).toBe(error)
  })
})
